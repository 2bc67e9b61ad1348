import { floorMinute, localTime, minutesOf, onLocalMinute } from './hours';
import { type Rotation, weekdays } from './policy';

const minute = 60_000;
const minutesOfDay = 1440;
const minutesOfWeek = 7 * minutesOfDay;

/** Whose week it is, and until when (epoch milliseconds). */
export interface Duty {
  readonly objectId: string;
  readonly until: number;
}

/** Who has the week that holds `at`; undefined only for a rotation of nobody. Weeks change at a local time of day, so summer time moves none of them. */
export function onDuty(rotation: Rotation, at: number): Duty | undefined {
  const { people, timeZone, handover, firstWeek } = rotation;
  const time = minutesOf(handover.time);
  // Local minutes of some handover: Mondays are the days 4, 11, 18 … since 1970.
  const offset = (4 + weekdays.indexOf(handover.day)) * minutesOfDay + time;
  const weekOf = (localMinutes: number) => Math.floor((localMinutes - offset) / minutesOfWeek);
  const { day, minutes } = localTime(timeZone, at);
  const now = day * minutesOfDay + minutes;
  const week = weekOf(now);
  const first = weekOf(Date.parse(`${firstWeek}T23:59:00Z`) / minute);
  const objectId = people[(((week - first) % people.length) + people.length) % people.length];
  if (objectId === undefined) return undefined;
  const left = offset + (week + 1) * minutesOfWeek - now;
  return { objectId, until: onLocalMinute(timeZone, floorMinute(at) + left * minute, time) };
}
