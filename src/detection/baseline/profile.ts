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

/** On how many days before `until` each UTC hour was seen. */
export function hourCounts(profile: Profile, until: number): readonly number[] {
  const counts = Array.from({ length: 24 }, () => 0);
  for (const [day, mask] of Object.entries(profile.hours)) {
    if (Number(day) >= until) continue;
    for (let hour = 0; hour < 24; hour += 1) if (mask & (1 << hour)) counts[hour] = (counts[hour] ?? 0) + 1;
  }
  return counts;
}

export function seenOn(profile: Profile, day: number): Profile {
  if (day <= profile.lastDay && day >= profile.firstDay) return profile;
  return { ...profile, lastDay: Math.max(profile.lastDay, day), firstDay: Math.min(profile.firstDay, day) };
}

/** Without entries older than the baseline. */
export function agedProfile(profile: Profile, oldest: number): Profile {
  const features = (of: Features) => eachFeature(of, (spans) => aged(spans, oldest));
  const days = <T>(of: Readonly<Record<string, T>>) =>
    Object.fromEntries(Object.entries(of).filter(([day]) => Number(day) >= oldest));
  return {
    ...profile,
    lifeDays: profile.lifeDays.filter((day) => day >= oldest),
    life: features(profile.life),
    use: features(profile.use),
    useDays: days(profile.useDays),
    sweepDays: days(profile.sweepDays),
    hours: days(profile.hours),
  };
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
