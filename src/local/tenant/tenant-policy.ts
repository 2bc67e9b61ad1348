import type { Outage } from './life/events';
import type { ExpectedEntry } from './life/nightly-console';
import { iso } from './time';
import type { World } from './world';

/** The keys of the policy file that the generator writes; the file's own format. */
export interface PolicyFile {
  readonly expectedPrincipals?: readonly {
    objectId: string;
    reason: string;
    networks: readonly string[];
    targets: readonly string[];
  }[];
  readonly trustedNetworks?: readonly { name: string; cidrs: readonly string[] }[];
  readonly criticalTargets?: readonly { match: string; reason: string }[];
  readonly incidents?: readonly { name: string; from: string; to: string; targets: readonly string[] }[];
}

/** What the tenant's own team knows: its automation always, its networks and critical machines as far as it writes policies at all. */
export function policyOf(world: World, expected: ExpectedEntry | undefined, outages: readonly Outage[]): PolicyFile {
  const { policy } = world.profile;
  const egress = world.admins[0]?.lines.vpn.addressAt(world.from);
  const critical = new Map(
    world.machines.flatMap((machine) => (machine.critical ? [[machine.resourceGroup, machine.critical]] : [])),
  );
  return {
    ...(expected ? { expectedPrincipals: [expected] } : {}),
    ...(policy === 'full' && egress ? { trustedNetworks: [{ name: 'VPN', cidrs: [`${egress}/32`] }] } : {}),
    ...(policy === 'full' ? { criticalTargets: [...critical].map(([match, reason]) => ({ match, reason })) } : {}),
    ...(outages.length > 0
      ? { incidents: outages.map(({ name, from, to, targets }) => ({ name, from: iso(from), to: iso(to), targets })) }
      : {}),
  };
}
