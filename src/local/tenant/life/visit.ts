import { failures } from '../actors';
import { type Place, placeAt } from '../lines';
import type { Deed } from '../logbook';
import type { Machine } from '../machines';
import type { Admin } from '../population';
import type { Rng } from '../random';
import { hour, minute, second } from '../time';
import { type World, whereabouts } from '../world';

export interface VisitOptions {
  readonly from?: Place;
  /** Connects after the first, as after a drop or a reboot. */
  readonly reconnects?: number;
  readonly quiet?: boolean;
}

/**
 * An honest console session: mostly after signing in, sometimes after a look at the serial log, a restart or a refused attempt, often
 * with a reconnect or two. Returns when it ended.
 */
export function visit(
  world: World,
  admin: Admin,
  at: number,
  machine: Machine,
  rng: Rng,
  options: VisitOptions = {},
): number {
  const { book } = world;
  const own = options.from ?? whereabouts(world, admin, at);
  const shell = admin.client === 'cloud-shell';
  const from = shell ? placeAt(world.cloudShell, at) : own;
  const deed = (when: number): Deed => ({
    at: when,
    by: admin,
    from,
    tokenFrom: own,
    client: admin.client === 'portal' ? 'portal' : 'cli',
  });
  if (!options.quiet) {
    if (rng.chance(0.6)) book.signIn({ at: at - rng.between(2, 50) * minute, by: admin, from: own });
    if (admin.usesPim) activatePim(world, admin, at - rng.between(2, 40) * minute, machine, own);
    if (rng.chance(0.25)) book.bootDiagnostics(machine.id, deed(at - rng.between(1, 6) * minute));
    if (rng.chance(0.12)) book.perform('machineRestart', machine.id, deed(at - rng.between(1, 5) * minute));
    if (rng.chance(0.05))
      book.connect(machine.id, {
        ...deed(at - 90 * second),
        failure: rng.pick([failures.bootDiagnosticsOff, failures.stopped]),
      });
  }
  book.connect(machine.id, deed(at));
  let when = at;
  const reconnects = options.reconnects ?? (rng.chance(0.3) ? rng.int(1, 2) : 0);
  for (let index = 0; index < reconnects; index++) {
    when += rng.between(1, 8) * minute;
    book.connect(machine.id, deed(when));
  }
  return when;
}

/** An eligible role switched on for some hours: the person's own request, and the assignment that the PIM service then writes. */
export function activatePim(world: World, admin: Admin, at: number, machine: Machine, from: Place): void {
  const scope = admin.grant.scope === '/subscriptions/none' ? machine.resourceGroup : admin.grant.scope;
  world.book.perform(
    'pimActivation',
    `${scope}/providers/Microsoft.Authorization/roleAssignmentScheduleRequests/${world.rng.guid()}`,
    {
      at,
      by: admin,
      from,
      requestBody: JSON.stringify({
        properties: {
          principalId: admin.objectId,
          requestType: 'SelfActivate',
          justification: 'change',
          expiration: { duration: 'PT8H' },
        },
      }),
    },
  );
  const pim = {
    kind: 'servicePrincipal' as const,
    objectId: 'b2a1f6d0-3c57-4f0e-9d43-0a7f0e6c51aa',
    appId: '01fc33a7-78ba-4d2f-a4b7-768e336e890e',
    tenantId: world.tenantId,
    name: 'MS-PIM',
  };
  world.book.grantRole({ principal: admin, role: admin.grant.role, scope }, { at: at + 20 * second, by: pim });
}

/** Ordinary troubleshooting in working hours, at each person's own low rate. */
export function ordinaryVisits(world: World, admin: Admin): void {
  const rng = world.rng.fork(`visits ${admin.objectId}`);
  const meanGapDays = 30 / Math.max(admin.consolePerMonth, 0.0001);
  for (
    let at = admin.startsAt + rng.exponential(meanGapDays) * 24 * hour;
    at < world.to;
    at += rng.exponential(meanGapDays) * 24 * hour
  ) {
    const moment = intoWorkingHours(admin, at, rng);
    if (moment < world.historyFrom || moment >= world.to) continue;
    const favourites = admin.machines.slice(0, 12);
    visit(world, admin, moment, rng.pick(rng.chance(0.6) ? favourites : admin.machines), rng);
    // A fault rarely touches one machine only.
    if (rng.chance(0.25))
      visit(world, admin, moment + rng.between(5, 40) * minute, rng.pick(favourites), rng, { quiet: true });
  }
}

function intoWorkingHours(admin: Admin, at: number, rng: Rng): number {
  if (rng.chance(0.12)) return at;
  const local = new Date(at + admin.utcOffset * hour);
  const weekday = local.getUTCDay();
  const shift = weekday === 0 ? 24 : weekday === 6 ? -24 : 0;
  const target = rng.between(admin.startHour, admin.endHour);
  const localHour = local.getUTCHours() + local.getUTCMinutes() / 60;
  return at + (target - localHour + shift) * hour;
}
