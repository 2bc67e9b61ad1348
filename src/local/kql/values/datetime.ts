import { NotSupportedByEmulator } from '../errors';

/** Datetimes are ticks of 100 ns since 0001-01-01T00:00:00Z, as in Kusto: a millisecond clock would lose four digits. */
export const ticksPerMillisecond = 10_000n;
export const ticksPerSecond = 10_000_000n;
export const ticksPerMinute = 600_000_000n;
export const ticksPerHour = 36_000_000_000n;
export const ticksPerDay = 864_000_000_000n;

const unixEpochMs = 62_135_596_800_000;
const unixEpochTicks = 621_355_968_000_000_000n;
/** 9999-12-31T23:59:59.9999999Z, the last datetime there is. */
export const lastDatetime = 3_155_378_975_999_999_999n;

export function ticksFromEpochMs(ms: number): bigint {
  return BigInt(Math.floor(ms) + unixEpochMs) * ticksPerMillisecond;
}

/** Epoch milliseconds, rounded down. */
export function epochMsFromTicks(ticks: bigint): number {
  return Number(floorDiv(ticks - unixEpochTicks, ticksPerMillisecond));
}

/** Division rounding toward minus infinity, unlike bigint's own. */
export function floorDiv(value: bigint, by: bigint): bigint {
  const quotient = value / by;
  return value % by !== 0n && value < 0n !== by < 0n ? quotient - 1n : quotient;
}

/** Null when the result lies outside the calendar, as the service answers. */
export function inCalendar(ticks: bigint): bigint | null {
  return ticks < 0n || ticks > lastDatetime ? null : ticks;
}

export interface CalendarParts {
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  readonly day: number;
  /** Ticks since midnight. */
  readonly time: bigint;
  /** 0 is Sunday. */
  readonly weekday: number;
}

export function calendarParts(ticks: bigint): CalendarParts {
  const date = new Date(epochMsFromTicks(ticks));
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    time: ticks % ticksPerDay,
    weekday: date.getUTCDay(),
  };
}

/** Midnight of a calendar day; month and day may overflow, as in `day 0` for the last of the month before. Null outside the calendar. */
export function ticksOfDate(year: number, month: number, day: number): bigint | null {
  const date = new Date(0);
  // setUTCFullYear, unlike Date.UTC, takes the years 1 to 99 literally.
  date.setUTCFullYear(year, month - 1, day);
  return inCalendar(ticksFromEpochMs(date.getTime()));
}

export function daysInMonth(year: number, month: number): number {
  const date = new Date(0);
  date.setUTCFullYear(year, month, 0);
  return date.getUTCDate();
}

/** `2026-03-01T02:14:05.0000000Z`. */
export function formatDatetime(ticks: bigint): string {
  const iso = new Date(epochMsFromTicks(ticks)).toISOString();
  const fraction = String(ticks % ticksPerSecond).padStart(7, '0');
  return `${iso.slice(0, 19)}.${fraction}Z`;
}

const isoShape =
  /^(\d{4})-(\d{1,2})(?:-(\d{1,2})(?:[T ](\d{1,2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?)?)?\s*(Z|[+-]\d{2}:?\d{2})?$/i;

/** Ticks of an ISO 8601 text, or null when it is none. Texts in other shapes that the service might still read are refused. */
export function parseDatetime(text: string): bigint | null {
  const fast = parseFixedIso(text);
  if (fast !== undefined) return fast;
  const match = isoShape.exec(text.trim());
  if (match) return fromMatch(match);
  const looksLikeDate = /\d/.test(text) && /[/:]|\b(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)/i.test(text);
  if (looksLikeDate) throw new NotSupportedByEmulator(`the datetime '${text}', which is not ISO 8601`);
  return null;
}

function fromMatch(match: RegExpExecArray): bigint | null {
  const [, year = '', month = '', day = '1', hour = '0', minute = '0', second = '0', fraction = '', zone = 'Z'] = match;
  const [y, mo, d, h, mi, s] = [year, month, day, hour, minute, second].map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  if (y < 1 || mo < 1 || mo > 12 || d < 1 || d > daysInMonth(y, mo) || h > 23 || mi > 59 || s > 59) return null;
  const midnight = ticksOfDate(y, mo, d);
  if (midnight === null) return null;
  const seconds = BigInt(h * 3600 + mi * 60 + s);
  const ticks = midnight + seconds * ticksPerSecond + BigInt(fraction.padEnd(7, '0').slice(0, 7));
  if (zone === 'Z' || zone === 'z') return ticks;
  const digits = zone.replace(':', '');
  const offset = BigInt(Number(digits.slice(1, 3)) * 60 + Number(digits.slice(3, 5))) * ticksPerMinute;
  return inCalendar(zone.startsWith('-') ? ticks + offset : ticks - offset);
}

/**
 * The shape log rows have, `2026-03-01T02:14:05[.fraction]Z`, without a regular expression: it is read once per row. Undefined for any other.
 */
function parseFixedIso(text: string): bigint | undefined {
  const length = text.length;
  if (length < 20 || length > 28 || text.charCodeAt(length - 1) !== 90 || text.charCodeAt(10) !== 84) return undefined;
  const year = digits(text, 0, 4);
  const month = digits(text, 5, 7);
  const day = digits(text, 8, 10);
  const hour = digits(text, 11, 13);
  const minute = digits(text, 14, 16);
  const second = digits(text, 17, 19);
  // Date.UTC reads years below 100 as 19xx and rolls over days the month has not: both go the slow way.
  const lastDay = month === 2 ? 28 : month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
  if (
    !(year >= 100 && month >= 1 && month <= 12 && day >= 1 && day <= lastDay && hour < 24 && minute < 60 && second < 60)
  ) {
    return undefined;
  }
  const fraction = length === 20 ? 0 : digits(text, 20, length - 1) * 10 ** (28 - length);
  if (Number.isNaN(fraction) || (length > 20 && text.charCodeAt(19) !== 46)) return undefined;
  const ms = Date.UTC(year, month - 1, day, hour, minute, second);
  return BigInt(ms + unixEpochMs) * ticksPerMillisecond + BigInt(fraction);
}

/** The number written in part of a text; NaN when there is anything but digits. */
function digits(text: string, from: number, to: number): number {
  let value = 0;
  for (let at = from; at < to; at++) {
    const digit = text.charCodeAt(at) - 48;
    if (!(digit >= 0 && digit <= 9)) return Number.NaN;
    value = value * 10 + digit;
  }
  return value;
}
