import type { Desk } from './desk';
import { placeKey, placeKeysOf, type Spot, sightingAt, whoKey } from './keys';
import { emptyPlace, type Place, withoutVisits, withVisit } from './place';
import {
  agedProfile,
  emptyProfile,
  type Feature,
  type Profile,
  type Sighting,
  seenOn,
  unlearnedProfile,
  withHours,
  withLife,
  withSighting,
} from './profile';
import { dayOf } from './spans';
import { agedTenant, emptyTenant, type Tenant, withConsoleUse, withFirstDay } from './tenant';
import { openVisits } from './visits';

/** One day of a principal's ordinary life at one address: a row of `life` or `signin-life`. */
export interface LifeDay extends Spot {
  readonly who: string;
  readonly day: number;
  readonly hours: readonly number[];
  readonly machines: readonly string[];
  readonly subscriptions: readonly string[];
}

function sightingOf(life: LifeDay): Sighting {
  return { ...sightingAt(life), machine: life.machines, subscription: life.subscriptions };
}

/** Places that ordinary life is remembered at: who works on which machine stays with the principal. */
const livedAt: readonly Feature[] = ['country', 'network', 'site'];

export function lifeKeys(life: LifeDay): string[] {
  const { country = [], network = [], site = [] } = sightingOf(life);
  return ['tenant', whoKey(life.who), ...placeKeysOf({ country, network, site })];
}

/** Merges ordinary life into profiles, places and tenant. Merging the same row twice changes nothing. */
export function learnLife(desk: Desk, lives: readonly LifeDay[], oldest: number): void {
  const visits = openVisits(desk);
  const people = new Map<string, WholeDay[]>();
  for (const life of lives) {
    const sighting = sightingOf(life);
    const days = people.get(life.who) ?? [];
    people.set(life.who, days);
    let whole = days.at(-1);
    if (whole?.day !== life.day) {
      whole = {
        day: life.day,
        sighting: { country: [], network: [], site: [], machine: [], subscription: [] },
        hours: [],
      };
      days.push(whole);
    }
    for (const feature of Object.keys(sighting) as Feature[])
      whole.sighting[feature].push(...(sighting[feature] ?? []));
    whole.hours.push(...life.hours);
    for (const feature of livedAt) for (const value of sighting[feature] ?? []) visits.add(feature, value, life);
  }
  for (const [who, days] of people) learnDays(desk, who, days, oldest);
  visits.write();
  learnTenant(desk, lives, oldest);
}

/** What all rows of one reading say about somebody's day: the profile is copied once for them, not once a row. */
interface WholeDay {
  readonly day: number;
  readonly sighting: Record<Feature, string[]>;
  readonly hours: number[];
}

function learnDays(desk: Desk, who: string, days: readonly WholeDay[], oldest: number): void {
  let profile = desk.read<Profile>(whoKey(who), emptyProfile);
  for (const { day, sighting, hours } of days) {
    const fresh = profile.lastDay < day;
    profile = withLife(fresh ? agedProfile(profile, oldest) : profile, day, sighting, hours);
  }
  desk.write(whoKey(who), profile);
}

/** The tenant's document with the last day of everybody in `lives`; once for all of them, since it names everybody. */
function learnTenant(desk: Desk, lives: readonly LifeDay[], oldest: number): void {
  const tenant = desk.read<Tenant>('tenant', emptyTenant);
  let firstDay = tenant.firstDay;
  const later = new Map<string, number>();
  for (const { who, day } of lives) {
    firstDay = Math.min(firstDay, day);
    if (day > (later.get(who) ?? (Object.hasOwn(tenant.life, who) ? tenant.life[who] : undefined) ?? -1))
      later.set(who, day);
  }
  if (later.size === 0 && firstDay === tenant.firstDay) return;
  const grown = { ...tenant, firstDay, life: { ...tenant.life, ...Object.fromEntries(later) } };
  desk.write('tenant', agedTenant(grown, oldest));
}

/** One learned console session. */
export interface Use extends Spot {
  readonly who: string;
  readonly at: number;
  readonly mfa: 'yes' | 'no' | 'unknown';
  /** Where else the same session was used from. */
  readonly elsewhere?: readonly Pick<Spot, 'ip' | 'country'>[];
}

/** Every place of a session, each value once: it is one session, however many addresses it had. */
function placesOf(use: Use): Sighting {
  const { elsewhere = [] } = use;
  if (elsewhere.length === 0) return sightingAt(use);
  const spots = [sightingAt(use), ...elsewhere.map(sightingAt)];
  const all = (feature: Feature) => [...new Set(spots.flatMap((spot) => spot[feature] ?? []))];
  return {
    country: all('country'),
    network: all('network'),
    site: all('site'),
    machine: all('machine'),
    subscription: all('subscription'),
  };
}

export function useKeys(use: Use): string[] {
  return ['tenant', whoKey(use.who), ...placeKeysOf(placesOf(use))];
}

/** Adds a console session to profile, places and tenant. */
export function learnUse(desk: Desk, use: Use, oldest: number): void {
  const day = dayOf(use.at);
  const sighting = placesOf(use);
  const key = whoKey(use.who);
  const profile = agedProfile(desk.read<Profile>(key, emptyProfile), oldest);
  const before = profile.useDays[day];
  const [machine] = sighting.machine ?? [];
  const onThatDay = machine === undefined ? undefined : profile.use.machine[machine];
  const newMachine = onThatDay === undefined || onThatDay[1] < day;
  const [alone, told] = profile.singleFactor;
  desk.write<Profile>(key, {
    ...seenOn(profile, day),
    use: withSighting(profile.use, sighting, day),
    useDays: { ...profile.useDays, [day]: [(before?.[0] ?? 0) + 1, (before?.[1] ?? 0) + (newMachine ? 1 : 0)] },
    hours: withHours(profile.hours, day, [new Date(use.at).getUTCHours()]),
    singleFactor: use.mfa === 'unknown' ? [alone, told] : [alone + (use.mfa === 'no' ? 1 : 0), told + 1],
  });
  for (const feature of Object.keys(sighting) as Feature[]) {
    for (const value of sighting[feature] ?? []) {
      const place = desk.read<Place>(placeKey(feature, value), emptyPlace);
      desk.write(placeKey(feature, value), withVisit(place, 'use', use.who, day));
    }
  }
  const tenant = withFirstDay(desk.read<Tenant>('tenant', emptyTenant), day);
  desk.write('tenant', agedTenant(withConsoleUse(tenant, use.who, day, before === undefined, newMachine), oldest));
}

/** Remembers that boot diagnostics of `machines` machines were read on a day, the most at once. */
export function learnSweep(desk: Desk, who: string, at: number, machines: number): void {
  const day = dayOf(at);
  const profile = desk.read<Profile>(whoKey(who), emptyProfile);
  if ((profile.sweepDays[day] ?? 0) >= machines) return;
  desk.write<Profile>(whoKey(who), {
    ...seenOn(profile, day),
    sweepDays: { ...profile.sweepDays, [day]: machines },
  });
}

/** The places a principal was first or last seen at since `day`: what `unlearn` must have loaded. */
export function keysToUnlearn(profile: Profile, day: number): string[] {
  return [profile.life, profile.use].flatMap((features) =>
    (Object.keys(features) as Feature[]).flatMap((feature) =>
      Object.entries(features[feature])
        .filter(([, [, last]]) => last >= day)
        .map(([value]) => placeKey(feature, value)),
    ),
  );
}

/** A malicious verdict: principal and addresses are forgotten back to the day of the alert's first session. */
export async function unlearn(desk: Desk, who: string, since: number): Promise<void> {
  const day = dayOf(since);
  await desk.load([whoKey(who)]);
  const profile = desk.read<Profile>(whoKey(who), emptyProfile);
  const keys = keysToUnlearn(profile, day);
  await desk.load(keys);
  for (const key of keys) desk.write(key, withoutVisits(desk.read<Place>(key, emptyPlace), who, day));
  desk.write(whoKey(who), unlearnedProfile(profile, day));
}
