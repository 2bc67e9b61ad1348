/** Times as people read them. All of them are UTC; the lines that carry them say so once. */

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** `02:41`; with the day in front when it is not the day of `near`. */
export function clock(at: number, near = at): string {
  const iso = new Date(at).toISOString();
  return iso.slice(0, 10) === new Date(near).toISOString().slice(0, 10)
    ? iso.slice(11, 16)
    : `${date(at)} ${iso.slice(11, 16)}`;
}

let dayAndMonth: Intl.DateTimeFormat | undefined;

/** `1 Mar`. */
export function date(at: number): string {
  // Time zones take milliseconds to load: not at start.
  dayAndMonth ??= new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' });
  return dayAndMonth.format(at);
}

/** `2026-03-01 02:14:05 UTC`, for records and tickets. */
export function stamp(at: number): string {
  return `${new Date(at).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}

/** `02:10-02:31`, or one time when both fall into the same minute. */
export function range(from: number, to: number): string {
  const [start, end] = [clock(from), clock(to, from)];
  return start === end ? start : `${start}–${end}`;
}

/** `40 s`, `21 min`, `2 h 10 min`, `74 d`: two units at most, never a fraction. */
export function duration(milliseconds: number): string {
  const span = Math.max(0, milliseconds);
  if (span < minute) return `${Math.round(span / 1000)} s`;
  if (span < 2 * hour) return `${Math.round(span / minute)} min`;
  if (span >= 2 * day) return `${Math.round(span / day)} d`;
  const minutes = Math.round((span % hour) / minute);
  const hours = Math.floor(span / hour);
  if (minutes === 60) return `${hours + 1} h`;
  return minutes === 0 ? `${hours} h` : `${hours} h ${minutes} min`;
}

/** `74 d`, `3 h`: how long ago, in one unit. */
export function age(milliseconds: number): string {
  if (milliseconds >= 2 * day) return `${Math.round(milliseconds / day)} d`;
  if (milliseconds >= 2 * hour) return `${Math.round(milliseconds / hour)} h`;
  return duration(milliseconds);
}
