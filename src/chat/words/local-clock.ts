import { clock } from './time';

/**
 * The wall clock of a country at an instant: `03:11`, or `21:11–00:11` where it has several. Undefined for a code that names no country.
 * Source of zones and their rules: the time-zone data of the runtime (CLDR and IANA).
 */
export function wallClock(country: string, at: number): string | undefined {
  const question = `${country} ${at}`;
  if (told.has(question)) return told.get(question);
  const answer = readClock(country, at);
  const [oldest] = told.size < keptAnswers ? [] : told.keys();
  if (oldest !== undefined) told.delete(oldest);
  told.set(question, answer);
  return answer;
}

/** A card is painted many times about the same instant, and a country of sixteen zones is asked sixteen times. */
const told = new Map<string, string | undefined>();
const keptAnswers = 200;

function readClock(country: string, at: number): string | undefined {
  if (!/^[A-Z]{2}$/.test(country)) return undefined;
  const offsets = zonesOf(country).map((zone) => offsetMinutes(zone, at));
  if (offsets.length === 0) return undefined;
  const [first, last] = [Math.min(...offsets), Math.max(...offsets)].map((minutes) => timeOfDay(at, minutes));
  return first === last ? first : `${first}–${last}`;
}

function timeOfDay(at: number, minutes: number): string {
  const shifted = at + minutes * 60_000;
  return clock(shifted, shifted);
}

/** The accessor became a method in later runtimes; both are asked. */
interface ZonedLocale {
  readonly timeZones?: readonly string[];
  getTimeZones?(): readonly string[];
}

const zones = new Map<string, readonly string[]>();

function zonesOf(country: string): readonly string[] {
  const known = zones.get(country);
  if (known !== undefined) return known;
  const locale = new Intl.Locale(`und-${country}`) as ZonedLocale;
  const found = locale.getTimeZones?.() ?? locale.timeZones ?? [];
  zones.set(country, found);
  return found;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function offsetMinutes(timeZone: string, at: number): number {
  const known = formats.get(timeZone);
  const format = known ?? new Intl.DateTimeFormat('en-GB', { timeZone, timeZoneName: 'longOffset' });
  if (known === undefined) formats.set(timeZone, format);
  const name = format.formatToParts(at).find(({ type }) => type === 'timeZoneName')?.value ?? '';
  const [, sign, hours = '0', minutes = '0'] = /GMT([+-])(\d{2}):(\d{2})/.exec(name) ?? [];
  return sign === undefined ? 0 : (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
}
