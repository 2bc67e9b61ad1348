import type { Profile } from './profiles';
import type { Rng } from './random';

export interface Machine {
  /** VM, or one instance of a scale set. */
  readonly id: string;
  readonly name: string;
  readonly subscription: string;
  readonly resourceGroup: string;
  /** Which team runs it. */
  readonly team: string;
  readonly production: boolean;
  /** Why it is critical; missing for most. */
  readonly critical?: string;
  /** Linux with keys only: nobody has a password until one is set through the VMAccess extension. */
  readonly keyOnly: boolean;
  readonly scaleSet?: string;
}

export function machineId(resourceGroup: string, name: string): string {
  return `${resourceGroup}/providers/Microsoft.Compute/virtualMachines/${name}`;
}

const workloadsOfTeams = ['web', 'api', 'sql', 'batch', 'cache', 'queue', 'etl', 'report'];

/** The machines of a tenant: resource groups belong to app teams; one group holds the domain controllers, one the finance databases. */
export function buildMachines(profile: Profile, teams: readonly string[], rng: Rng): readonly Machine[] {
  const machines: Machine[] = [];
  for (let index = 0; index < profile.subscriptions; index++) {
    const subscription = `/subscriptions/${rng.guid()}`;
    const production = index === 0 || rng.chance(0.6);
    const groups = Math.max(2, Math.round(profile.machinesPerSubscription / 7));
    for (let group = 0; group < groups; group++) {
      const team = teams[(index * groups + group) % teams.length] ?? 'platform';
      const resourceGroup = `${subscription}/resourceGroups/rg-${team}-${production ? 'prod' : 'test'}-${index}${group}`;
      const kind = rng.pick(workloadsOfTeams);
      const common = { subscription, resourceGroup, team, production };
      const count = Math.max(3, Math.round(profile.machinesPerSubscription / groups + rng.int(-2, 2)));
      for (let number = 1; number <= count; number++) {
        const name = `${kind}-${team}-${index}${group}-${String(number).padStart(2, '0')}`;
        machines.push({ ...common, id: machineId(resourceGroup, name), name, keyOnly: rng.chance(0.35) });
      }
      if (group === 1) machines.push(...scaleSet(common, `vmss-${team}-${index}`, 10));
    }
    if (index === 0) machines.push(...criticalMachines(subscription));
  }
  return machines;
}

type Shared = Pick<Machine, 'subscription' | 'resourceGroup' | 'team' | 'production'>;

function scaleSet(common: Shared, name: string, instances: number): readonly Machine[] {
  return Array.from({ length: instances }, (_, instance) => ({
    ...common,
    id: `${common.resourceGroup}/providers/Microsoft.Compute/virtualMachineScaleSets/${name}/virtualMachines/${instance}`,
    name: `${name}/${instance}`,
    keyOnly: false,
    scaleSet: name,
  }));
}

function criticalMachines(subscription: string): readonly Machine[] {
  const group = (name: string) => `${subscription}/resourceGroups/${name}`;
  const critical = (resourceGroup: string, name: string, team: string, reason: string): Machine => ({
    id: machineId(resourceGroup, name),
    name,
    subscription,
    resourceGroup,
    team,
    production: true,
    critical: reason,
    keyOnly: false,
  });
  return [
    ...['dc01', 'dc02'].map((name) => critical(group('rg-identity'), name, 'platform', 'domain controllers')),
    ...['findb01', 'findb02'].map((name) => critical(group('rg-finance-db'), name, 'dba', 'finance databases')),
  ];
}
