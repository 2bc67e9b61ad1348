/**
 * When a value was seen: first day, last day, on how many days. Days are UTC day numbers since 1970. Three numbers a value keep a profile small
 * however busy the principal is; what is lost (exactly which days) no reason needs.
 */
export type Span = readonly [first: number, last: number, days: number];
export type Spans = Readonly<Record<string, Span>>;

export const dayMs = 86_400_000;
export const dayOf = (at: number): number => Math.floor(at / dayMs);

/** Values kept a feature; an automation that touches thousands of machines must not grow its profile without end. */
const cap = 300;

/** The spans with one more day of `value`; the very same object when nothing changes. */
export function touch(spans: Spans, value: string, day: number): Spans {
  const known = spans[value];
  if (known === undefined) return { ...trimmed(spans), [value]: [day, day, 1] };
  const [first, last, days] = known;
  if (day > last) return { ...spans, [value]: [first, day, days + 1] };
  if (day < first) return { ...spans, [value]: [day, last, days + 1] };
  return spans;
}

function trimmed(spans: Spans): Spans {
  const entries = Object.entries(spans);
  if (entries.length < cap) return spans;
  return Object.fromEntries(entries.sort((a, b) => b[1][1] - a[1][1]).slice(0, cap - cap / 10));
}

/** What was known of a value before `day`: a value first seen on that day or later is new. */
export function knownBefore(span: Span | undefined, day: number, oldest: number): Span | undefined {
  if (span === undefined || span[0] >= day || span[1] < oldest) return undefined;
  return span;
}

/** Without values last seen before `oldest`; the same object when nothing is that old. */
export function aged(spans: Spans, oldest: number): Spans {
  const old = Object.entries(spans).filter(([, [, last]]) => last < oldest);
  return old.length === 0 ? spans : Object.fromEntries(Object.entries(spans).filter(([, [, last]]) => last >= oldest));
}

/** Without everything first seen on or after `day`, and with later sightings of older values taken back. */
export function forgottenSince(spans: Spans, day: number): Spans {
  return Object.fromEntries(
    Object.entries(spans).flatMap(([value, [first, last, days]]): [string, Span][] =>
      first >= day ? [] : [[value, [first, Math.min(last, day - 1), Math.min(days, day - first)]]],
    ),
  );
}
