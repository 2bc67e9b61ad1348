import { placeAt } from '../lines';
import { machineId } from '../machines';
import { hour, minute, second } from '../time';
import { whereabouts } from '../world';
import { type Attack, canConnect, isWide, moment, type Scene, strangersPlace, targets } from './scene';

/** A8: one instance of a scale set after the other, from where the account always is. */
export function scaleSetSweep(scene: Scene): Attack {
  const { world, rng } = scene;
  const sets = new Set(world.machines.flatMap(({ scaleSet }) => (scaleSet ? [scaleSet] : [])));
  const set = rng.pick([...sets]);
  const instances = world.machines.filter(({ scaleSet }) => scaleSet === set);
  const victim = scene.cast.take(
    scene,
    ({ team, grant }) => team === instances[0]?.team || grant.role === 'contributor',
  );
  const at = moment(scene, victim, rng.pick(['office', 'night']));
  const from = whereabouts(world, victim, at);
  const gap = rng.between(60, 100) * second;
  const correlationIds = instances
    .slice(0, rng.int(6, 9))
    .map((machine, order) => world.book.connect(machine.id, { at: at + order * gap, by: victim, from }));
  return { scenario: 'A8', variant: `sweep of ${correlationIds.length} instances`, severity: 'medium', correlationIds };
}

/** A8 over a stolen laptop: several machines that are not this person's, at night, through the corporate VPN. */
export function lateralFromKnownNetwork(scene: Scene): Attack {
  const { world, rng } = scene;
  const victim = scene.cast.take(scene, (admin) => canConnect(admin) && !isWide(admin));
  const at = moment(scene, victim, 'night');
  const from = placeAt(victim.lines.vpn, at);
  const foreign = world.machines.filter(
    ({ team, scaleSet, production }) => team !== victim.team && !scaleSet && production,
  );
  const correlationIds = rng
    .sample(foreign, rng.int(4, 6))
    .map((machine, order) =>
      world.book.connect(machine.id, { at: at + order * rng.between(4, 9) * minute, by: victim, from }),
    );
  return { scenario: 'A8', variant: 'lateral, known network', severity: 'medium', correlationIds };
}

/** A13: the serial logs of many machines are taken; no console is opened at all. */
export function serialLogTheft(scene: Scene): Attack {
  const { world, rng } = scene;
  const asWorkload = rng.chance(0.4) && world.profile.workloads > 5;
  const by = asWorkload ? scene.cast.takeWorkload() : scene.cast.take(scene, ({ team }) => team === 'reader');
  const at = by.kind === 'user' ? moment(scene, by, 'night') : scene.midnight + rng.between(0, 23) * hour;
  const country = by.kind === 'user' ? by.country : 'NL';
  const from = strangersPlace(scene, country, by.kind === 'user' ? 'residential' : 'hosting', at);
  const machines = rng.sample(
    world.machines.filter(({ scaleSet }) => !scaleSet),
    rng.int(9, 15),
  );
  const correlationIds = machines.map((machine, order) =>
    world.book.bootDiagnostics(machine.id, { at: at + order * rng.int(8, 60) * second, by, from }),
  );
  return {
    scenario: 'A13',
    variant: asWorkload ? 'serial logs, service principal' : 'serial logs, reader',
    severity: 'medium',
    correlationIds,
  };
}

/** A12: one connect from an address that threat intelligence names, Tor exits among them. */
export function threatListed(scene: Scene): Attack {
  const { world, rng } = scene;
  const victim = scene.cast.take(scene, canConnect);
  const at = moment(scene, victim, rng.pick(['office', 'night']));
  const tor = rng.chance(0.5);
  const from = strangersPlace(scene, tor ? 'DE' : rng.pick(['NL', 'RO', 'US', 'RU']), tor ? 'tor' : 'hosting', at);
  world.book.threat({ at: at - rng.between(2, 20) * 24 * hour, address: from.ip });
  if (rng.chance(0.6)) world.book.signIn({ at: at - 4 * minute, by: victim, from, risk: tor ? 'medium' : 'none' });
  const [machine] = targets(scene, victim, 1);
  const correlationIds = [
    world.book.connect(machine?.id ?? machineId(victim.grant.scope, 'vm'), { at, by: victim, from }),
  ];
  return { scenario: 'A12', variant: tor ? 'Tor exit' : 'listed server', severity: 'high', correlationIds };
}
