import { readerCaller } from '../../src/local/arm/caller-actions';
import { seedBuilder } from '../../src/local/arm/seed-builder';

export const sizes = { assignments: 4_000, groups: 300, customRoles: 200, resourceGroups: 60, machines: 300 } as const;
export const readerAppId = '11111111-0000-4000-8000-000000000001';

/** One subscription as full as the goal says; the same at every run. Every group holds a role that opens the console, which is the dearest case for Graph. */
export function crowdedTenant() {
  const seed = seedBuilder('crowded');
  const corp = seed.managementGroup('corp');
  const sub = seed.subscription('crowded', { managementGroup: 'corp' });
  const groupsOfMachines = range(sizes.resourceGroups).map((n) => seed.resourceGroup(sub, `rg-${n}`));
  const at = <T>(items: readonly T[], n: number): T => items[n % items.length] as T;
  const machines = range(sizes.machines - 12).map((n) => seed.vm(at(groupsOfMachines, n), `vm-${n}`));
  for (const n of range(12)) seed.scaleSetInstance(at(groupsOfMachines, n % 4), `set-${n % 4}`, String(n));
  const people = range(2_400).map((n) => seed.user(`Person ${n}`));
  const workloads = range(200).map((n) => seed.servicePrincipal(`app ${n}`));
  const groups = range(sizes.groups).map((n) =>
    seed.group(
      `team ${n}`,
      range(5 + (n % 40)).map((m) => at(people, n * 37 + m * 11)),
    ),
  );
  const custom = range(sizes.customRoles).map((n) =>
    seed.customRole(
      `Custom ${n}`,
      n % 3 === 0
        ? ['Microsoft.Compute/virtualMachines/*', 'Microsoft.SerialConsole/serialPorts/connect/action']
        : ['Microsoft.Storage/*', 'Microsoft.Network/virtualNetworks/read', `Microsoft.Service${n}/*/read`],
    ),
  );
  let granted = 0;
  const grant = (who: string, role: string, scope: string) => {
    seed.grant(who, role, scope, { createdOn: '2025-06-01T09:00:00Z', createdBy: people[0] ?? '' });
    granted++;
  };
  groups.forEach((group, n) => {
    grant(group, n % 2 === 0 ? 'virtualMachineContributor' : 'contributor', at(groupsOfMachines, n));
  });
  grant(people[0] ?? '', 'owner', corp);
  const roles = ['reader', 'contributor', 'monitoringReader', 'virtualMachineContributor', 'networkContributor'];
  for (let n = 0; granted < sizes.assignments; n++) {
    const who = n % 9 === 0 ? at(workloads, n / 9) : at(people, n * 7);
    const scope = n % 10 === 0 ? sub : n % 10 < 7 ? at(groupsOfMachines, n * 13) : at(machines, n * 17);
    grant(who, n % 3 === 0 ? at(custom, n) : at(roles, n), `${scope}`);
  }
  range(40).forEach((n) => void seed.eligible(at(people, n * 53), 'contributor', at(groupsOfMachines, n)));
  seed.deny('managed application', groupsOfMachines[0] ?? sub, ['*']);
  seed.caller(readerCaller(readerAppId));
  return { ...seed.build(), subscriptionId: sub.split('/')[2] ?? '', machines, people };
}

const range = (length: number): readonly number[] => Array.from({ length }, (_, n) => n);
