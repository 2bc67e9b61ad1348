import {
  calendarParts,
  floorDiv,
  inCalendar,
  ticksOfDate,
  ticksPerDay,
  ticksPerHour,
  ticksPerMinute,
  ticksPerSecond,
} from '../values/datetime';
import { type Rules, strict } from './rule';

type Period = 'day' | 'week' | 'month' | 'year';

/** Start of the period that lies `offset` periods away from the one holding `ticks`. Weeks begin on Sunday. */
function periodStart(period: Period, ticks: bigint, offset: number): bigint | null {
  const { year, month, day, weekday } = calendarParts(ticks);
  switch (period) {
    case 'day':
      return inCalendar((floorDiv(ticks, ticksPerDay) + BigInt(offset)) * ticksPerDay);
    case 'week':
      return ticksOfDate(year, month, day - weekday + 7 * offset);
    case 'month':
      return ticksOfDate(year, month + offset, 1);
    case 'year':
      return ticksOfDate(year + offset, 1, 1);
  }
}

function startOf(period: Period) {
  return strict((ticks: bigint, offset = 0) => periodStart(period, ticks, offset));
}

function endOf(period: Period) {
  return strict((ticks: bigint, offset = 0) => {
    const next = periodStart(period, ticks, offset + 1);
    return next === null ? null : next - 1n;
  });
}

function dayOfYear(ticks: bigint): number {
  const first = ticksOfDate(calendarParts(ticks).year, 1, 1) ?? 0n;
  return Number((ticks - first) / ticksPerDay) + 1;
}

/** ISO 8601: weeks begin on Monday, and the first holds the year's first Thursday. */
function isoWeek(ticks: bigint): number {
  const { weekday } = calendarParts(ticks);
  const thursday = ticks + BigInt(4 - (weekday || 7)) * ticksPerDay;
  return Math.floor((dayOfYear(thursday) - 1) / 7) + 1;
}

function fraction(ticks: bigint, unit: bigint): number {
  return Number((ticks % ticksPerSecond) / unit);
}

const parts: Readonly<Record<string, (ticks: bigint) => number>> = {
  year: (ticks) => calendarParts(ticks).year,
  quarter: (ticks) => Math.floor((calendarParts(ticks).month - 1) / 3) + 1,
  month: (ticks) => calendarParts(ticks).month,
  week_of_year: isoWeek,
  day: (ticks) => calendarParts(ticks).day,
  dayofyear: dayOfYear,
  hour: (ticks) => Number((ticks % ticksPerDay) / ticksPerHour),
  minute: (ticks) => Number((ticks % ticksPerHour) / ticksPerMinute),
  second: (ticks) => Number((ticks % ticksPerMinute) / ticksPerSecond),
  millisecond: (ticks) => fraction(ticks, 10_000n),
  microsecond: (ticks) => fraction(ticks, 10n),
  nanosecond: (ticks) => fraction(ticks, 1n) * 100,
};

function part(name: string) {
  const read = parts[name];
  return strict((ticks: bigint) => read?.(ticks) ?? null);
}

export const calendarRules: Rules = {
  startofday: startOf('day'),
  startofweek: startOf('week'),
  startofmonth: startOf('month'),
  startofyear: startOf('year'),
  endofday: endOf('day'),
  endofweek: endOf('week'),
  endofmonth: endOf('month'),
  endofyear: endOf('year'),
  dayofweek: strict((ticks: bigint) => BigInt(calendarParts(ticks).weekday) * ticksPerDay),
  dayofmonth: part('day'),
  dayofyear: part('dayofyear'),
  getyear: part('year'),
  getmonth: part('month'),
  monthofyear: part('month'),
  hourofday: part('hour'),
  week_of_year: part('week_of_year'),
  weekofyear: part('week_of_year'),
  datetime_part: strict((name: string, ticks: bigint) => parts[name.toLowerCase()]?.(ticks) ?? null),
};
