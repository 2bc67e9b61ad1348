import { defaultPolicy, type Policy } from '../../core/policy';
import type { Outage } from './life/events';
import type { ExpectedEntry } from './life/nightly-console';
import { iso } from './time';
import type { World } from './world';

/** What the tenant's own team knows: its automation always, its networks and critical machines as far as it writes policies at all. */
export function policyOf(world: World, expected: ExpectedEntry | undefined, incidents: readonly Outage[]): Policy {
  const full = world.profile.policy === 'full';
  const critical = new Map(
    world.machines.flatMap(({ resourceGroup, critical: why }) => (why ? [[resourceGroup, why]] : [])),
  );
  return {
    ...defaultPolicy,
    expectedPrincipals: expected ? [expected] : [],
    trustedNetworks: full ? [{ name: 'VPN', cidrs: world.egress }] : [],
    criticalTargets: full ? [...critical].map(([match, reason]) => ({ match, reason })) : [],
    incidents,
  };
}

/** The same policy in the file's own format (times as ISO 8601, only the keys that say something). */
export function policyFileOf(policy: Policy): Readonly<Record<string, unknown>> {
  const { expectedPrincipals, trustedNetworks, criticalTargets, incidents } = policy;
  const times = incidents.map(({ name, from, to, targets }) => ({ name, from: iso(from), to: iso(to), targets }));
  const lists = { expectedPrincipals, trustedNetworks, criticalTargets, incidents: times };
  return Object.fromEntries(Object.entries(lists).filter(([, entries]) => entries.length > 0));
}
