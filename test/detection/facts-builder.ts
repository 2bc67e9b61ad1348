import type { Policy } from '../../src/core/policy';
import { defaultPolicy } from '../../src/core/policy';
import { principalKey, sightingAt } from '../../src/detection/baseline/keys';
import { emptyPlace, type Place, withVisit } from '../../src/detection/baseline/place';
import { emptyProfile, type Profile, withLife, withSighting } from '../../src/detection/baseline/profile';
import { dayMs, dayOf } from '../../src/detection/baseline/spans';
import { emptyTenant } from '../../src/detection/baseline/tenant';
import { noContext } from '../../src/detection/context/context';
import type { Facts } from '../../src/detection/facts';
import type { ConsoleSession } from '../../src/detection/finding';
import { calmSituation, type History, type Neighbour } from '../../src/detection/history';
import { viewPolicy } from '../../src/detection/policy-view';
import { sitePrefixOf } from '../../src/geo/address';
import { isAzureAddress } from '../../src/geo/azure-addresses';

/** Tuesday, ten in the morning UTC. */
export const t0 = Date.UTC(2026, 2, 3, 10);
export const today = dayOf(t0);
export const home = '84.100.7.10';
export const rob = {
  objectId: 'f409edeb-4d29-44b5-9763-ee9348ad91bb',
  displayName: 'rob@contoso.com',
  type: 'user' as const,
};
export const vm = (name: string) =>
  `/subscriptions/s1/resourceGroups/rg/providers/Microsoft.Compute/virtualMachines/${name}`;

export function session(changes: Partial<ConsoleSession> = {}): ConsoleSession {
  const startedAt = changes.startedAt ?? t0;
  return {
    id: 'c1',
    kind: 'connect',
    correlationIds: ['c1'],
    principal: rob,
    target: vm('vm1'),
    subscriptionId: 's1',
    startedAt,
    lastAt: startedAt,
    visibleAt: startedAt + 300_000,
    outcome: 'success',
    sourceIps: [home],
    country: 'DE',
    mfa: 'yes',
    ...changes,
  };
}

export function neighbour(changes: Partial<ConsoleSession> = {}, more: Partial<Neighbour> = {}): Neighbour {
  return {
    session: session({ id: `n${changes.startedAt ?? 0}${changes.target ?? ''}`, ...changes }),
    denied: false,
    ...more,
  };
}

/** Somebody settled: sixty days of work from home in Germany by day, console use of vm1 on five of them. */
export function settledProfile(): Profile {
  let profile: Profile = emptyProfile;
  const spot = sightingAt({ ip: home, country: 'DE', subscriptionId: 's1' });
  for (let day = today - 60; day < today; day += 1) profile = withLife(profile, day, spot, [8, 9, 10, 11, 12, 13, 14]);
  const use = sightingAt({ ip: home, country: 'DE', subscriptionId: 's1', target: vm('vm1') });
  let useDays = profile.useDays;
  for (const day of [today - 50, today - 40, today - 30, today - 20, today - 10]) {
    profile = { ...profile, use: withSighting(profile.use, use, day) };
    useDays = { ...useDays, [day]: [1, 1] };
  }
  return { ...profile, useDays };
}

export interface Setup {
  readonly session?: Partial<ConsoleSession>;
  readonly profile?: Profile;
  readonly history?: Partial<History>;
  readonly policy?: Partial<Policy>;
  readonly denied?: boolean;
  /** Principal keys seen at the session's site on many days. */
  readonly colleagues?: readonly string[];
  /** Days the tenant was watched; 80 unless told. */
  readonly tenantDays?: number;
}

/** The facts of one session as the loader would put them together. */
export function facts(setup: Setup = {}): Facts {
  const judged = session(setup.session);
  const ip = judged.sourceIps[0];
  const site = ip === undefined ? undefined : sitePrefixOf(ip);
  const tenantDays = setup.tenantDays ?? 80;
  const day = dayOf(judged.startedAt);
  const sighting = sightingAt({
    ip,
    country: judged.country,
    subscriptionId: judged.subscriptionId,
    target: judged.target,
  });
  const places = new Map<string, Place>();
  for (const who of setup.colleagues ?? []) {
    for (const [feature, values] of Object.entries(sighting)) {
      for (const value of values ?? []) {
        let place = places.get(`${feature}:${value}`) ?? emptyPlace;
        for (const back of [30, 20, 10]) place = withVisit(place, 'life', who, day - back);
        places.set(`${feature}:${value}`, place);
      }
    }
  }
  const known = Object.fromEntries(Array.from({ length: 20 }, (_, index) => [`user${index}@contoso.com`, day - 1]));
  return {
    session: judged,
    network: sighting.network ?? [],
    ...(site === undefined ? {} : { site }),
    ...(ip === undefined ? {} : { ip }),
    place: judged.country === undefined ? {} : { country: judged.country },
    denied: setup.denied ?? false,
    learning: tenantDays < 14,
    azure: ip !== undefined && isAzureAddress(ip),
    history: {
      day,
      oldest: day - 90,
      who: principalKey(judged.principal),
      profile: setup.profile ?? settledProfile(),
      tenant: {
        ...emptyTenant,
        firstDay: day - tenantDays,
        life: known,
        activity: { days: 100, sessions: 130, machines: 120 },
      },
      places,
      own: [],
      onMachine: [],
      onAddress: [],
      inSubscription: [],
      related: [],
      context: noContext,
      situation: calmSituation,
      ...setup.history,
    },
    policy: viewPolicy({ ...defaultPolicy, ...setup.policy }),
  };
}

export const minute = 60_000;
export const hour = 60 * minute;
export { dayMs };
