import { aged, draftOf, forgottenSince, type Spans } from './spans';

/** What a principal touches: each feature's values with the days they were seen on. */
export interface Features {
  readonly country: Spans;
  /** /16 or /48 prefix, and `AS…` beside it where known. */
  readonly network: Spans;
  /** /24 or /64. */
  readonly site: Spans;
  readonly machine: Spans;
  readonly subscription: Spans;
}

export type Feature = keyof Features;

/** One principal's baseline document (`who:<key>`). JSON; replaced, never changed in place. */
export interface Profile {
  /** UTC day number of the last sight of any kind, kept beyond the baseline so that "dormant" can be told from "never seen". */
  readonly lastDay: number;
  readonly firstDay: number;
  /** Days with ordinary Azure activity or sign-ins, ascending, within the baseline. */
  readonly lifeDays: readonly number[];
  readonly life: Features;
  /** Console use that was learned. */
  readonly use: Features;
  /** Day number → sessions and distinct machines. */
  readonly useDays: Readonly<Record<string, readonly [sessions: number, machines: number]>>;
  /** Day number → machines whose boot diagnostics were read. */
  readonly sweepDays: Readonly<Record<string, number>>;
  /** Day number → bit mask of the UTC hours with ordinary activity or console use. */
  readonly hours: Readonly<Record<string, number>>;
  /** Sessions by a password alone, of all whose factor was told. */
  readonly singleFactor: readonly [alone: number, told: number];
}

const noFeatures: Features = { country: {}, network: {}, site: {}, machine: {}, subscription: {} };

export const emptyProfile: Profile = {
  lastDay: -1,
  firstDay: Number.MAX_SAFE_INTEGER,
  lifeDays: [],
  life: noFeatures,
  use: noFeatures,
  useDays: {},
  sweepDays: {},
  hours: {},
  singleFactor: [0, 0],
};

export type Sighting = Partial<Record<Feature, readonly string[]>>;

export function withSighting(features: Features, sighting: Sighting, day: number): Features {
  let next = features;
  for (const feature of Object.keys(sighting) as Feature[]) {
    const draft = draftOf(next[feature]);
    for (const value of sighting[feature] ?? []) draft.touch(value, day);
    const spans = draft.done();
    if (spans !== next[feature]) next = { ...next, [feature]: spans };
  }
  return next;
}

/** A day of ordinary life: from where, on what, at which UTC hours. */
export function withLife(profile: Profile, day: number, sighting: Sighting, hours: readonly number[]): Profile {
  const fresh = !profile.lifeDays.includes(day);
  return {
    ...seenOn(profile, day),
    lifeDays: fresh ? [...profile.lifeDays, day].sort((a, b) => a - b) : profile.lifeDays,
    life: withSighting(profile.life, sighting, day),
    hours: withHours(profile.hours, day, hours),
  };
}

export function withHours(hours: Profile['hours'], day: number, seen: readonly number[]): Profile['hours'] {
  const before = hours[day] ?? 0;
  const mask = seen.reduce((bits, hour) => bits | (1 << hour), before);
  return mask === before ? hours : { ...hours, [day]: mask };
}

/** Counted once a document and day: one judgement asks a dozen times, and a document is replaced when it changes. */
const countedHours = new WeakMap<Profile['hours'], Map<number, readonly number[]>>();

/** On how many days before `until` each UTC hour was seen. */
export function hourCounts({ hours }: Profile, until: number): readonly number[] {
  let counted = countedHours.get(hours);
  if (counted === undefined) {
    counted = new Map();
    countedHours.set(hours, counted);
  }
  const known = counted.get(until);
  if (known !== undefined) return known;
  const counts = Array.from({ length: 24 }, () => 0);
  for (const day in hours) {
    if (Number(day) >= until) continue;
    const mask = hours[day] ?? 0;
    for (let hour = 0; hour < 24; hour += 1) if (mask & (1 << hour)) counts[hour] = (counts[hour] ?? 0) + 1;
  }
  counted.set(until, counts);
  return counts;
}

export function seenOn(profile: Profile, day: number): Profile {
  if (day <= profile.lastDay && day >= profile.firstDay) return profile;
  return { ...profile, lastDay: Math.max(profile.lastDay, day), firstDay: Math.min(profile.firstDay, day) };
}

/** Without entries older than the baseline; what holds nothing that old stays the very same object. */
export function agedProfile(profile: Profile, oldest: number): Profile {
  return {
    ...profile,
    lifeDays:
      (profile.lifeDays[0] ?? oldest) >= oldest ? profile.lifeDays : profile.lifeDays.filter((of) => of >= oldest),
    life: agedFeatures(profile.life, oldest),
    use: agedFeatures(profile.use, oldest),
    useDays: agedDays(profile.useDays, oldest),
    sweepDays: agedDays(profile.sweepDays, oldest),
    hours: agedDays(profile.hours, oldest),
  };
}

function agedFeatures(of: Features, oldest: number): Features {
  for (const feature in of)
    if (aged(of[feature as Feature], oldest) !== of[feature as Feature])
      return eachFeature(of, (spans) => aged(spans, oldest));
  return of;
}

function agedDays<T>(of: Readonly<Record<string, T>>, oldest: number): Readonly<Record<string, T>> {
  // Names that are numbers come in ascending order: the first tells.
  for (const day in of) {
    if (Number(day) >= oldest) return of;
    return Object.fromEntries(Object.entries(of).filter(([name]) => Number(name) >= oldest));
  }
  return of;
}

/** After a malicious verdict: nothing that was first seen on or after `day` stays known. */
export function unlearnedProfile(profile: Profile, day: number): Profile {
  const earlier = <T>(of: Readonly<Record<string, T>>) =>
    Object.fromEntries(Object.entries(of).filter(([of]) => Number(of) < day));
  return {
    ...profile,
    lifeDays: profile.lifeDays.filter((of) => of < day),
    life: eachFeature(profile.life, (spans) => forgottenSince(spans, day)),
    use: eachFeature(profile.use, (spans) => forgottenSince(spans, day)),
    useDays: earlier(profile.useDays),
    sweepDays: earlier(profile.sweepDays),
    hours: earlier(profile.hours),
  };
}

function eachFeature(of: Features, change: (spans: Spans) => Spans): Features {
  return {
    country: change(of.country),
    network: change(of.network),
    site: change(of.site),
    machine: change(of.machine),
    subscription: change(of.subscription),
  };
}
