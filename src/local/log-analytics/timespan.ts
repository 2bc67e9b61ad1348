/** An interval of epoch milliseconds; both ends belong to it. */
export interface Interval {
  readonly from: number;
  readonly to: number;
}

/**
 * The request's `timespan`: an ISO 8601 duration up to now, `start/end`, `start/duration` or `duration/end`.
 * Undefined when it is none of these.
 */
export function parseTimespan(text: string, now: number): Interval | undefined {
  const [first = '', second, ...rest] = text.trim().split('/');
  if (rest.length) return undefined;
  const firstDuration = parseDuration(first);
  if (second === undefined) return firstDuration === undefined ? undefined : { from: now - firstDuration, to: now };
  const secondDuration = parseDuration(second);
  if (firstDuration !== undefined) {
    const to = Date.parse(second);
    return Number.isNaN(to) ? undefined : { from: to - firstDuration, to };
  }
  const from = Date.parse(first);
  const to = secondDuration === undefined ? Date.parse(second) : from + secondDuration;
  return Number.isNaN(from) || Number.isNaN(to) ? undefined : { from, to };
}

const shape = /^P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/;
const unitMs = [604_800_000, 86_400_000, 3_600_000, 60_000, 1000];

/** Milliseconds of an ISO 8601 duration in weeks, days, hours, minutes and seconds. */
function parseDuration(text: string): number | undefined {
  const match = shape.exec(text);
  if (!match || /[PT]$/.test(text)) return undefined;
  return unitMs.reduce((sum, ms, index) => sum + Number(match[index + 1] ?? 0) * ms, 0);
}
