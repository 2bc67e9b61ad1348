import { scaleTicks } from '../compile/arithmetic';
import { NotSupportedByEmulator } from '../errors';
import {
  calendarParts,
  daysInMonth,
  floorDiv,
  inCalendar,
  ticksFromEpochMs,
  ticksOfDate,
  ticksPerDay,
  ticksPerHour,
  ticksPerMillisecond,
  ticksPerMinute,
  ticksPerSecond,
} from '../values/datetime';
import { argument, type Rules, strict, typed } from './rule';

const units: Readonly<Record<string, bigint>> = {
  day: ticksPerDay,
  hour: ticksPerHour,
  minute: ticksPerMinute,
  second: ticksPerSecond,
  millisecond: ticksPerMillisecond,
  microsecond: 10n,
};

const monthsIn: Readonly<Record<string, number>> = { month: 1, quarter: 3, year: 12 };

function addMonths(ticks: bigint, months: number): bigint | null {
  const { year, month, day, time } = calendarParts(ticks);
  const count = year * 12 + month - 1 + months;
  const [toYear, toMonth] = [Math.floor(count / 12), (((count % 12) + 12) % 12) + 1];
  if (toYear < 1 || toYear > 9999) return null;
  const date = ticksOfDate(toYear, toMonth, Math.min(day, daysInMonth(toYear, toMonth)));
  return date === null ? null : date + time;
}

function datetimeAdd(part: string, amount: number, ticks: bigint): bigint | null {
  const name = part.toLowerCase();
  const months = monthsIn[name];
  if (months) return addMonths(ticks, months * amount);
  const unit = name === 'week' ? 7n * ticksPerDay : name === 'nanosecond' ? undefined : units[name];
  if (!unit) throw new NotSupportedByEmulator(`datetime_add('${part}')`);
  const span = scaleTicks(unit, amount);
  return span === null ? null : inCalendar(ticks + span);
}

/** Borders of the part crossed on the way from `b` to `a`. */
function datetimeDiff(part: string, a: bigint, b: bigint): number {
  const name = part.toLowerCase();
  const months = monthsIn[name];
  if (months) return Math.floor(monthIndex(a) / months) - Math.floor(monthIndex(b) / months);
  const unit = units[name];
  if (!unit) throw new NotSupportedByEmulator(`datetime_diff('${part}')`);
  return Number(floorDiv(a, unit) - floorDiv(b, unit));
}

function monthIndex(ticks: bigint): number {
  const { year, month } = calendarParts(ticks);
  return year * 12 + month - 1;
}

function makeDatetime(year: number, month = 1, day = 1, hour = 0, minute = 0, second = 0): bigint | null {
  if (month < 1 || month > 12 || day < 1 || year < 1 || year > 9999 || day > daysInMonth(year, month)) return null;
  if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second >= 60) return null;
  const date = ticksOfDate(year, month, day);
  if (date === null) return null;
  return date + BigInt(hour * 3600 + minute * 60) * ticksPerSecond + BigInt(Math.round(second * 1e7));
}

function makeTimespan(...parts: number[]): bigint | null {
  const [days, hours, minutes, seconds] = parts.length === 4 ? parts : [0, ...parts];
  if (days === undefined || hours === undefined || minutes === undefined) return null;
  const clock = BigInt(hours * 3600 + minutes * 60) * ticksPerSecond + BigInt(Math.round((seconds ?? 0) * 1e7));
  return BigInt(days) * ticksPerDay + clock;
}

/** A datetime from a count of units since 1970. */
function fromUnix(unit: bigint) {
  return strict((value: number) => {
    if (!Number.isInteger(value)) throw new NotSupportedByEmulator('a fractional unix time');
    return inCalendar(ticksFromEpochMs(0) + BigInt(value) * unit);
  });
}

export const datetimeRules: Rules = {
  now: typed((args, { scope: { session } }) => {
    const offset = args[0]?.eval;
    return (row) => session.now + ((offset?.(row) as bigint | null) ?? 0n);
  }),
  ago: typed((args, { scope: { session } }) => {
    const span = argument(args, 0).eval;
    return (row) => {
      const back = span(row) as bigint | null;
      return back === null ? null : inCalendar(session.now - back);
    };
  }),
  datetime_add: strict((part: string, amount: number, ticks: bigint) => datetimeAdd(part, amount, ticks)),
  datetime_diff: strict((part: string, a: bigint, b: bigint) => datetimeDiff(part, a, b)),
  make_datetime: strict((...parts: number[]) => makeDatetime(...(parts as [number]))),
  make_timespan: strict((...parts: number[]) => makeTimespan(...parts)),
  unixtime_seconds_todatetime: fromUnix(ticksPerSecond),
  unixtime_milliseconds_todatetime: fromUnix(ticksPerMillisecond),
  unixtime_microseconds_todatetime: fromUnix(10n),
};
