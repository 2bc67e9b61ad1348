import { type Weekday, type WorkingHours, weekdays } from './policy';

const minute = 60_000;
const minutesOfDay = 1440;

/** An instant as a clock on the wall of some time zone shows it. */
export interface LocalTime {
  /** Days since 1 January 1970 by the local calendar. */
  readonly day: number;
  readonly weekday: Weekday;
  /** Minutes since local midnight. */
  readonly minutes: number;
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** Building a format costs a thousand times its use, and timers ask often. */
function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  formats.set(timeZone, made);
  return made;
}

export function localTime(timeZone: string, at: number): LocalTime {
  const parts = formatOf(timeZone).formatToParts(at);
  const part = (type: string) => Number(parts.find((of) => of.type === type)?.value ?? Number.NaN);
  const day = Date.UTC(part('year'), part('month') - 1, part('day')) / (minutesOfDay * minute);
  return { day, weekday: weekdayOf(day), minutes: part('hour') * 60 + part('minute') };
}

/** 5 January 1970 was a Monday. */
function weekdayOf(day: number): Weekday {
  return weekdays[(day - 4 + 700_000) % 7] ?? 'mon';
}

/** `HH:MM` as minutes since midnight. */
export function minutesOf(timeOfDay: string): number {
  const [hours = 0, minutes = 0] = timeOfDay.split(':').map(Number);
  return hours * 60 + minutes;
}

/** Whether an instant lies within the hours, in their own time zone. A window that ends before it starts crosses midnight and belongs to its first day. */
export function isWithinHours({ timeZone, days, ...window }: WorkingHours, at: number): boolean {
  const { day, weekday, minutes } = localTime(timeZone, at);
  const [start, end] = [minutesOf(window.start), minutesOf(window.end)];
  if (start <= end) return days.includes(weekday) && minutes >= start && minutes < end;
  return (days.includes(weekday) && minutes >= start) || (days.includes(weekdayOf(day - 1)) && minutes < end);
}

/** When the hours that hold `at` end; `at` itself when it lies in none. */
export function hoursEnd(hours: WorkingHours, at: number): number {
  if (!isWithinHours(hours, at)) return at;
  const { minutes } = localTime(hours.timeZone, at);
  const left = (minutesOf(hours.end) - minutes + minutesOfDay) % minutesOfDay;
  return onLocalMinute(hours.timeZone, floorMinute(at) + left * minute, minutesOf(hours.end));
}

/** The instant near `guess` at which the local clock shows `minutes`: between guess and truth the clocks may have been changed. */
export function onLocalMinute(timeZone: string, guess: number, minutes: number): number {
  const off = localTime(timeZone, guess).minutes - minutes;
  const shift = ((((off + minutesOfDay / 2) % minutesOfDay) + minutesOfDay) % minutesOfDay) - minutesOfDay / 2;
  return guess - shift * minute;
}

export function floorMinute(at: number): number {
  return Math.floor(at / minute) * minute;
}
