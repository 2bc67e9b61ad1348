import { placeAt } from '../lines';
import type { Deed } from '../logbook';
import type { OperationKey } from '../operations';
import type { Admin, Automation } from '../population';
import type { Rng } from '../random';
import { day, hour, isWeekend, minute, startOfDay } from '../time';
import { tripAt, type World, whereabouts } from '../world';

/** A moment in this person's working hours on the day that starts at `midnight` (UTC). */
export function workingMoment(admin: Admin, midnight: number, rng: Rng): number {
  return (
    midnight + (admin.startHour - admin.utcOffset) * hour + rng.between(0, (admin.endHour - admin.startHour) * hour)
  );
}

/** Weeks of work: sign-ins on most days, now and then a change to something in Azure. */
export function dailyLife(world: World, admin: Admin): void {
  const rng = world.rng.fork(`daily ${admin.objectId}`);
  for (let midnight = startOfDay(Math.max(admin.startsAt, world.historyFrom)); midnight < world.to; midnight += day) {
    if (isWeekend(midnight + 12 * hour, admin.utcOffset) && !rng.chance(0.04)) continue;
    if (rng.chance(0.12)) continue;
    workday(world, admin, midnight, rng);
  }
  identityRows(world, admin, rng);
}

function workday(world: World, admin: Admin, midnight: number, rng: Rng): void {
  const { book } = world;
  const start = workingMoment(admin, midnight, rng);
  if (start < world.historyFrom || start >= world.to) return;
  const from = whereabouts(world, admin, start);
  if (tripAt(admin, start) || rng.chance(0.45)) {
    if (rng.chance(0.04)) book.signIn({ at: start - 6 * minute, by: admin, from, failed: true });
    book.signIn({ at: start - 5 * minute, by: admin, from });
  }
  if (rng.chance(0.4))
    book.signIn({
      at: start + 2 * hour,
      by: admin,
      from: whereabouts(world, admin, start + 2 * hour),
      interactive: false,
    });
  for (let acts = rng.poisson(admin.actsPerDay); acts > 0; acts--) {
    const at = workingMoment(admin, midnight, rng);
    if (at >= world.historyFrom && at < world.to)
      someChange(world, admin, { at, by: admin, from: whereabouts(world, admin, at) }, rng);
  }
}

const changes: readonly (readonly [OperationKey, number])[] = [
  ['machineWrite', 14],
  ['deployment', 22],
  ['tagWrite', 8],
  ['securityRuleWrite', 9],
  ['nicWrite', 5],
  ['listKeys', 10],
  ['storageWrite', 6],
  ['vaultAccess', 4],
  ['machineStart', 8],
  ['machineStop', 6],
  ['machineRestart', 6],
  ['snapshotWrite', 4],
  ['extensionWrite', 3],
  ['runCommand', 4],
  ['bootDiagnostics', 2],
  ['diskExport', 0.4],
  ['diagnosticSettingWrite', 0.5],
];

/** One change of the kind that fills an Activity log; who only reads fails with 403 now and then. */
function someChange(world: World, admin: Admin, deed: Deed, rng: Rng): void {
  const operation = admin.team === 'identity' && rng.chance(0.4) ? 'roleAssignmentWrite' : rng.weighted(changes);
  const machine = rng.pick(admin.machines);
  if (operation === 'roleAssignmentWrite') {
    const principal = rng.pick(world.admins);
    const role = rng.pick(['reader', 'vmContributor'] as const);
    // Long before the receiver's next console use in nearly every case, as rights are asked for by ticket.
    world.book.grantRole({ principal, role, scope: machine.resourceGroup }, deed);
    return;
  }
  if (operation === 'bootDiagnostics') {
    world.book.bootDiagnostics(machine.id, deed);
    return;
  }
  const refused = admin.team === 'reader' || rng.chance(0.02);
  world.book.perform(operation, scopeOf(operation, machine, rng), {
    ...deed,
    ...(refused
      ? { failure: { code: 'AuthorizationFailed', message: 'The client does not have authorization.', http: 403 } }
      : {}),
  });
}

function scopeOf(operation: OperationKey, machine: Admin['machines'][number], rng: Rng): string {
  const { resourceGroup, id } = machine;
  const inGroup = (type: string, name: string) => `${resourceGroup}/providers/${type}/${name}${rng.int(1, 9)}`;
  if (operation === 'deployment') return inGroup('Microsoft.Resources/deployments', 'release');
  if (operation === 'tagWrite') return `${resourceGroup}/providers/Microsoft.Resources/tags/default`;
  if (operation === 'securityRuleWrite')
    return `${inGroup('Microsoft.Network/networkSecurityGroups', 'nsg')}/securityRules/allow`;
  if (operation === 'nicWrite') return inGroup('Microsoft.Network/networkInterfaces', 'nic');
  if (operation === 'listKeys' || operation === 'storageWrite')
    return inGroup('Microsoft.Storage/storageAccounts', 'stg');
  if (operation === 'vaultAccess') return inGroup('Microsoft.KeyVault/vaults', 'kv');
  if (operation === 'snapshotWrite') return inGroup('Microsoft.Compute/snapshots', 'snap');
  if (operation === 'diskExport') return inGroup('Microsoft.Compute/disks', 'disk');
  if (operation === 'extensionWrite')
    return `${id}/extensions/${rng.pick(['AzureMonitorAgent', 'CustomScript', 'enablevmaccess'])}`;
  if (operation === 'diagnosticSettingWrite') return `${id}/providers/Microsoft.Insights/diagnosticSettings/guest`;
  return id;
}

/** Sentinel writes everybody's directory entry again every fortnight. */
function identityRows(world: World, admin: Admin, rng: Rng): void {
  const first = Math.max(world.historyFrom, admin.createdAt) + rng.between(0, 14) * day;
  for (let at = first; at < world.to; at += 14 * day) {
    world.book.identity({
      at,
      person: admin,
      createdAt: admin.createdAt,
      department: admin.team,
      jobTitle: admin.team === 'platform' ? 'Platform engineer' : 'Engineer',
    });
  }
}

/** Pipelines work on weekdays and at night alike, from their own runners. */
export function automationLife(world: World, workload: Automation): void {
  const rng = world.rng.fork(`automation ${workload.objectId}`);
  const machines = world.machines.filter(({ subscription }) => subscription === workload.subscription);
  const kinds: readonly OperationKey[] = [
    'deployment',
    'deployment',
    'machineWrite',
    'tagWrite',
    'listKeys',
    'extensionWrite',
    'storageWrite',
  ];
  for (let midnight = startOfDay(world.historyFrom); midnight < world.to; midnight += day) {
    for (let acts = rng.poisson(workload.actsPerDay); acts > 0; acts--) {
      const at = midnight + rng.between(0, day);
      if (at < world.historyFrom || at >= world.to) continue;
      const from = placeAt(workload.line, at);
      if (rng.chance(0.5)) world.book.workloadSignIn(at - 30_000, workload, from);
      const operation = rng.pick(kinds);
      world.book.perform(operation, scopeOf(operation, rng.pick(machines), rng), { at, by: workload, from });
    }
  }
}
