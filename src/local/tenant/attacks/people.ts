import { placeAt } from '../lines';
import type { Admin } from '../population';
import { day, hour, minute } from '../time';
import { whereabouts } from '../world';
import { type Attack, canConnect, foreignCountry, moment, type Scene, strangersPlace, targets } from './scene';

/** A9: at work at home, and forty minutes later on another continent. */
export function impossibleTravel(scene: Scene): Attack {
  const { world, rng } = scene;
  const victim = scene.cast.take(scene, canConnect);
  const at = moment(scene, victim, 'office');
  const home = placeAt(victim.lines.office, at);
  const earlier = at - rng.between(25, 55) * minute;
  world.book.signIn({ at: earlier, by: victim, from: home });
  const [machine] = targets(scene, victim, 1);
  if (!machine) throw new Error('a tenant without machines cannot be attacked');
  world.book.perform('tagWrite', machine.resourceGroup, { at: earlier + 2 * minute, by: victim, from: home });
  const country = foreignCountry(scene, victim);
  const from = strangersPlace(scene, country, rng.pick(['residential', 'hosting']), at);
  if (rng.chance(0.5)) world.book.signIn({ at: at - 3 * minute, by: victim, from });
  const correlationIds = [world.book.connect(machine.id, { at, by: victim, from })];
  return { scenario: 'A9', variant: `impossible travel to ${country}`, severity: 'high', correlationIds };
}

/** A10: an account made two days ago, given a role on the same day. */
export function newborn(scene: Scene): Attack {
  const { world, rng } = scene;
  const accomplice = scene.cast.take(scene, ({ team }) => team === 'identity' || team === 'platform');
  const at = moment(scene, accomplice, 'office');
  const objectId = rng.guid();
  const createdAt = at - rng.between(0.8, 3) * day;
  const name = rng.pick(['Svc Support', 'Alex Temp', 'Admin Backup', 'Test Migration']);
  const domain = accomplice.upn.split('@').at(-1);
  const grant = {
    role: 'vmContributor' as const,
    scope: accomplice.grant.scope,
    assignmentId: rng.guid(),
    principalId: objectId,
    principalType: 'User' as const,
  };
  const account = {
    kind: 'user' as const,
    objectId,
    tenantId: world.tenantId,
    upn: `${name.toLowerCase().replace(' ', '.')}@${domain}`,
    name,
    grant,
  };
  world.book.identity({ at: createdAt + 2 * hour, person: account, createdAt, department: '', jobTitle: '' });
  const given = createdAt + 3 * hour;
  world.book.grantRole(
    { principal: account, role: 'vmContributor', scope: grant.scope },
    { at: given, by: accomplice, from: whereabouts(world, accomplice, given) },
  );
  const from = rng.chance(0.5)
    ? whereabouts(world, accomplice, at)
    : strangersPlace(scene, accomplice, 'residential', at);
  world.book.signIn({ at: at - 15 * minute, by: account, from });
  const [machine] = targets(scene, accomplice, 1);
  const correlationIds = machine ? [world.book.connect(machine.id, { at, by: account, from })] : [];
  return { scenario: 'A10', variant: 'newborn account', severity: 'high', correlationIds };
}

/** A10: an account that nobody used for half a year; its history has no row at all. */
export function dormant(scene: Scene): Attack {
  const { world, rng } = scene;
  const like = rng.pick(world.admins.filter(canConnect));
  const objectId = rng.guid();
  const domain = like.upn.split('@').at(-1);
  const sleeper: Admin = {
    ...like,
    objectId,
    upn: rng.chance(0.4)
      ? `old.vendor${rng.int(1, 9)}_vendor.example#EXT#@${domain}`
      : `former.colleague${rng.int(1, 9)}@${domain}`,
    name: 'Former Colleague',
    grant: { ...like.grant, principalId: objectId, principalType: 'User', assignmentId: rng.guid() },
  };
  const createdAt = world.historyFrom - rng.between(300, 900) * day;
  for (let at = world.historyFrom + 3 * day; at < scene.midnight; at += 14 * day) {
    world.book.identity({
      at,
      person: sleeper,
      createdAt,
      department: 'ops',
      jobTitle: 'Engineer',
      lastSeenAt: world.historyFrom - 130 * day,
    });
  }
  const at = moment(scene, sleeper, rng.pick(['office', 'night']));
  const from = rng.chance(0.5) ? placeAt(sleeper.lines.vpn, at) : strangersPlace(scene, sleeper, 'residential', at);
  world.book.signIn({ at: at - 8 * minute, by: sleeper, from, methods: ['pwd'] });
  const correlationIds = targets(scene, sleeper, 1).map(({ id }) =>
    world.book.connect(id, { at, by: sleeper, from, methods: ['pwd'] }),
  );
  return { scenario: 'A10', variant: 'dormant account', severity: 'high', correlationIds };
}

/** A11: an insider on the corporate network, three nights in a row at two, on a finance database that is not theirs. */
export function slowInsider(scene: Scene): Attack {
  const { world, rng } = scene;
  const insider = scene.cast.take(
    scene,
    (admin) => canConnect(admin) && admin.team !== 'dba' && admin.consolePerMonth > 0.2,
  );
  const machine = rng.pick(world.machines.filter(({ name }) => name.startsWith('findb')));
  const correlationIds = [0, 1, 2].map((night) => {
    const at = scene.midnight + night * day + (2 - insider.utcOffset) * hour + rng.between(-20, 30) * minute;
    const from = placeAt(insider.lines.vpn, at);
    const id = world.book.connect(machine.id, { at, by: insider, from });
    world.book.bootDiagnostics(machine.id, { at: at + rng.between(3, 9) * minute, by: insider, from });
    return id;
  });
  return { scenario: 'A11', variant: 'insider, three nights', severity: 'medium', correlationIds };
}

/** A11 in one evening: own network and device, a machine out of their field, then its disk is exported. */
export function insiderExport(scene: Scene): Attack {
  const { world, rng } = scene;
  const insider = scene.cast.take(
    scene,
    (admin) => canConnect(admin) && admin.team !== 'dba' && admin.team !== 'platform',
  );
  const machine = rng.pick(world.machines.filter(({ critical }) => critical !== undefined));
  const at = scene.midnight + (rng.between(20, 23) - insider.utcOffset) * hour;
  const from = placeAt(insider.lines.vpn, at);
  const correlationIds = [world.book.connect(machine.id, { at, by: insider, from })];
  const disk = `${machine.resourceGroup}/providers/Microsoft.Compute/disks/data1`;
  world.book.perform(rng.pick(['diskExport', 'snapshotWrite']), disk, {
    at: at + rng.between(10, 40) * minute,
    by: insider,
    from,
  });
  return { scenario: 'A11', variant: 'insider, disk exported afterwards', severity: 'medium', correlationIds };
}
