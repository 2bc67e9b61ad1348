import { failures } from '../actors';
import { placeAt } from '../lines';
import type { Admin } from '../population';
import { day, hour, minute, startOfDay } from '../time';
import { offDuty, type World, whereabouts } from '../world';
import { workingMoment } from './daily';
import { visit } from './visit';

/** A declared incident, for the policy file. */
export interface Outage {
  readonly name: string;
  readonly from: number;
  readonly to: number;
  readonly targets: readonly string[];
}

/** Pages at night: this week's person on call opens one to three machines from wherever they sleep. */
export function onCallNights(world: World): void {
  const rng = world.rng.fork('on call');
  const rota = rng.sample(
    world.admins.filter(({ team }) => team === 'platform' || team === 'dba'),
    8,
  );
  for (let midnight = startOfDay(world.historyFrom) + day; midnight < world.to - day; midnight += day) {
    if (!rng.chance(0.13)) continue;
    const admin = rota[Math.floor(midnight / (7 * day)) % rota.length];
    if (!admin || admin.startsAt > midnight) continue;
    let at = midnight + (rng.between(20, 29.5) - admin.utcOffset) * hour;
    const from = offDuty(world, admin, at);
    for (const machine of rng.sample(
      admin.machines,
      rng.weighted([
        [1, 6],
        [2, 3],
        [3, 1],
      ]),
    )) {
      at = visit(world, admin, at, machine, rng, { from }) + rng.between(6, 25) * minute;
    }
  }
}

/** A bad change takes many machines down; three to six people work through them for two hours. */
export function outages(world: World): readonly Outage[] {
  const rng = world.rng.fork('outages');
  const declared: Outage[] = [];
  const count = world.profile.outages + (rng.chance(0.3) ? 1 : 0);
  for (let index = 0; index < count * 2; index++) {
    const judged = index < count;
    const base = judged ? world.from : world.historyFrom;
    const midnight = startOfDay(
      base + rng.between(1, judged ? world.options.days - 2 : world.options.baselineDays - 2) * day,
    );
    const start = midnight + rng.between(7, 20) * hour;
    const subscription = rng.pick([...new Set(world.machines.map((machine) => machine.subscription))]);
    const victims = rng.sample(
      world.machines.filter((machine) => machine.subscription === subscription && !machine.critical),
      14,
    );
    const able = world.admins.filter((admin) => admin.team === 'platform' && admin.startsAt < start);
    const crew = rng.sample(able, rng.int(3, 6));
    for (const [order, machine] of victims.entries()) {
      const admin = crew[order % crew.length];
      if (!admin) continue;
      const at = start + rng.between(0, 110) * minute;
      visit(world, admin, at, machine, rng, { quiet: order >= crew.length, reconnects: rng.int(0, 2) });
    }
    if (judged && world.profile.policy !== 'none' && rng.chance(0.6)) {
      declared.push({
        name: `outage ${index + 1}`,
        from: start - 30 * minute,
        to: start + 4 * hour,
        targets: [subscription],
      });
    }
  }
  return declared;
}

/** One machine that keeps dropping the line: fourteen connects in twenty minutes, one troubled administrator. */
export function reconnectStorms(world: World): void {
  const rng = world.rng.fork('storms');
  for (const admin of rng.sample(
    world.admins.filter(({ consolePerMonth }) => consolePerMonth > 0.5),
    4,
  )) {
    const midnight = startOfDay(rng.between(Math.max(world.historyFrom, admin.startsAt), world.to - day));
    visit(world, admin, workingMoment(admin, midnight, rng), rng.pick(admin.machines), rng, {
      reconnects: rng.int(9, 14),
    });
  }
}

/** Key-only machines: the people who run them set a password first and then log in over the console. Honest, and looks like A2. */
export function honestResets(world: World): void {
  const rng = world.rng.fork('resets');
  const able = world.admins.filter(
    (admin) => admin.consolePerMonth > 0.2 && admin.machines.some(({ keyOnly }) => keyOnly),
  );
  for (const admin of rng.sample(able, 5)) {
    const midnight = startOfDay(rng.between(Math.max(world.historyFrom, admin.startsAt), world.to - day));
    const at = workingMoment(admin, midnight, rng);
    const machine = rng.pick(admin.machines.filter(({ keyOnly }) => keyOnly));
    const from = whereabouts(world, admin, at);
    // The machine is one they have opened before: that is why they know it needs a password.
    visit(world, admin, Math.max(world.historyFrom + hour, at - rng.between(12, 40) * day), machine, rng);
    world.book.resetPassword(machine.id, { at: at - rng.between(2, 12) * minute, by: admin, from, client: 'portal' });
    visit(world, admin, at, machine, rng, { from });
  }
}

/** Two colleagues of one team, the second takes the session over because the first asked. */
export function handOvers(world: World): void {
  const rng = world.rng.fork('hand-overs');
  const platform = world.admins.filter((admin) => admin.team === 'platform' && admin.startsAt < world.from);
  for (let index = 0; index < 4; index++) {
    const [first, second] = rng.sample(platform, 2);
    if (!first || !second) continue;
    const at = workingMoment(first, startOfDay(rng.between(world.historyFrom, world.to - day)), rng);
    const machine = rng.pick(first.machines.filter(({ critical }) => critical === undefined));
    visit(world, first, at, machine, rng, { reconnects: 0 });
    visit(world, second, at + rng.between(4, 14) * minute, machine, rng, { reconnects: 0 });
  }
}

/** Somebody tries a machine they have no right on, once or twice, and asks a colleague instead. */
export function refusedTries(world: World): void {
  const rng = world.rng.fork('refused');
  for (const admin of rng.sample(
    world.admins.filter(({ team }) => team !== 'platform'),
    8,
  )) {
    const at = workingMoment(
      admin,
      startOfDay(rng.between(Math.max(world.historyFrom, admin.startsAt), world.to - day)),
      rng,
    );
    const from = whereabouts(world, admin, at);
    const machine = rng.pick(world.machines);
    for (let attempt = 0; attempt < rng.int(1, 2); attempt++) {
      const failure = rng.pick([failures.forbidden, failures.stopped, failures.bootDiagnosticsOff]);
      world.book.connect(machine.id, { at: at + attempt * minute, by: admin, from, failure });
    }
  }
}

/** Serial logs are read without any console: two or three machines by a person, all of them nightly by a health checker. */
export function bootDiagnosticsReads(world: World): void {
  const rng = world.rng.fork('boot diagnostics');
  for (let index = 0; index < 25; index++) {
    const admin = rng.pick(world.admins.filter(({ team }) => team !== 'reader'));
    const at = workingMoment(
      admin,
      startOfDay(rng.between(Math.max(world.historyFrom, admin.startsAt), world.to - day)),
      rng,
    );
    const from = whereabouts(world, admin, at);
    rng.sample(admin.machines, rng.int(1, 3)).forEach((machine, order) => {
      world.book.bootDiagnostics(machine.id, { at: at + order * 2 * minute, by: admin, from });
    });
  }
  const checker = world.automation.at(-1);
  if (!world.profile.healthReader || !checker) return;
  const machines = world.machines.filter(({ subscription }) => subscription === checker.subscription);
  for (let midnight = startOfDay(world.historyFrom) + day; midnight < world.to - day; midnight += day) {
    const at = midnight + 4 * hour;
    machines.slice(0, 12).forEach((machine, order) => {
      world.book.bootDiagnostics(machine.id, { at: at + order * 5000, by: checker, from: placeAt(checker.line, at) });
    });
  }
}

/** Joiners get their role from the identity team some days before they first need a console, and then ask for help nearby. */
export function joiners(world: World): void {
  const rng = world.rng.fork('joiners');
  const settled = world.admins.filter(({ startsAt }) => startsAt <= world.historyFrom);
  const identityTeam = settled.filter(({ team }) => team === 'identity');
  const granters = identityTeam.length > 0 ? identityTeam : settled;
  for (const admin of world.admins.filter(({ startsAt }) => startsAt > world.historyFrom)) {
    const granter: Admin = rng.pick(granters);
    const at = workingMoment(granter, startOfDay(admin.startsAt), rng);
    const { role, scope } = admin.grant;
    world.book.grantRole({ principal: admin, role, scope }, { at, by: granter, from: whereabouts(world, granter, at) });
  }
}
