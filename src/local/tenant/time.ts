export const second = 1000;
export const minute = 60 * second;
export const hour = 60 * minute;
export const day = 24 * hour;

/** Midnight UTC of the day that holds `at`. */
export function startOfDay(at: number): number {
  return at - (((at % day) + day) % day);
}

export function iso(at: number): string {
  return new Date(at).toISOString();
}

/** Saturday or Sunday at the place with this offset from UTC. */
export function isWeekend(at: number, utcOffsetHours: number): boolean {
  const weekday = new Date(at + utcOffsetHours * hour).getUTCDay();
  return weekday === 0 || weekday === 6;
}
