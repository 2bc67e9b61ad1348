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

/** When `value` was seen. Values come from the log: one may be called as what every object has, `constructor`. */
export function spanOf(spans: Spans, value: string): Span | undefined {
  return Object.hasOwn(spans, value) ? spans[value] : undefined;
}

/** The spans with one more day of `value`; the very same object when nothing changes. */
export function touch(spans: Spans, value: string, day: number): Spans {
  const known = spanOf(spans, value);
  const touched = touchedOn(known, day);
  return touched === known ? spans : { ...(known === undefined ? trimmed(spans) : spans), [value]: touched };
}

function touchedOn(known: Span | undefined, day: number): Span {
  if (known === undefined) return [day, day, 1];
  const [first, last, days] = known;
  if (day > last) return [first, day, days + 1];
  return day < first ? [day, last, days + 1] : known;
}

function trimmed(spans: Spans): Spans {
  const entries = Object.entries(spans);
  return entries.length < cap ? spans : Object.fromEntries(newest(entries));
}

function newest(entries: [string, Span][]): [string, Span][] {
  return entries.sort((a, b) => b[1][1] - a[1][1]).slice(0, cap - cap / 10);
}

/** Spans that many days are added to, copied once: a place that everybody comes by would else be copied whole for each visit. */
export interface SpanDraft {
  /** As `touch`. */
  touch(value: string, day: number): void;
  /** The spans with all that was added; the very same object when nothing changed. */
  done(): Spans;
}

export function draftOf(spans: Spans): SpanDraft {
  let copy: Record<string, Span> | undefined;
  let size = 0;
  return {
    touch(value, day) {
      const known = spanOf(copy ?? spans, value);
      const touched = touchedOn(known, day);
      if (touched === known) return;
      if (copy === undefined) {
        copy = Object.assign(Object.create(null) as Record<string, Span>, spans);
        size = Object.keys(copy).length;
      }
      if (known === undefined && size >= cap) {
        copy = Object.fromEntries(newest(Object.entries(copy)));
        size = Object.keys(copy).length;
      }
      if (known === undefined) size += 1;
      copy[value] = touched;
    },
    done: () => copy ?? spans,
  };
}

/** What was known of a value before `day`: a value first seen on that day or later is new. */
export function knownBefore(span: Span | undefined, day: number, oldest: number): Span | undefined {
  if (span === undefined || span[0] >= day || span[1] < oldest) return undefined;
  return span;
}

/** Without values last seen before `oldest`; the same object when nothing is that old. */
export function aged(spans: Spans, oldest: number): Spans {
  for (const value in spans) {
    const span = spans[value];
    if (span !== undefined && span[1] < oldest)
      return Object.fromEntries(Object.entries(spans).filter(([, [, last]]) => last >= oldest));
  }
  return spans;
}

/** Without everything first seen on or after `day`, and with later sightings of older values taken back. */
export function forgottenSince(spans: Spans, day: number): Spans {
  return Object.fromEntries(
    Object.entries(spans).flatMap(([value, [first, last, days]]): [string, Span][] =>
      first >= day ? [] : [[value, [first, Math.min(last, day - 1), Math.min(days, day - first)]]],
    ),
  );
}
