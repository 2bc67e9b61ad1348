import { placeAt } from '../lines';
import { hour, minute } from '../time';
import { type Attack, canConnect, foreignCountry, isWide, moment, type Scene, strangersPlace, targets } from './scene';

/** A1: a stolen owner account at night, from abroad, several machines within half an hour; often with risk events and a new role. */
export function takeover(scene: Scene): Attack {
  const { world, rng } = scene;
  const victim = scene.cast.take(scene, isWide);
  const at = moment(scene, victim, 'night');
  const country = foreignCountry(scene, victim);
  const from = strangersPlace(scene, country, rng.chance(0.35) ? 'hosting' : 'residential', at);
  const stolenToken = rng.chance(0.5);
  const tokenFrom = stolenToken ? placeAt(victim.lines.home, at) : from;
  const deed = (when: number) => ({ at: when, by: victim, from, tokenFrom, methods: ['pwd', 'mfa'] });
  if (!stolenToken) {
    world.book.signIn({
      at: at - 12 * minute,
      by: victim,
      from,
      methods: ['pwd', 'mfa'],
      risk: rng.chance(0.7) ? 'high' : 'none',
    });
  }
  if (rng.chance(0.8))
    world.book.risk({ at: at - 5 * minute, person: victim, from: from.ip, kind: 'anomalousToken', level: 'high' });
  const machines = targets(scene, victim, rng.int(3, 6));
  if (rng.chance(0.5)) {
    world.book.grantRole(
      { principal: victim, role: 'owner', scope: victim.grant.scope },
      deed(at - 4 * minute),
      rng.pick(['upper', 'lower']),
    );
  }
  const gap = rng.between(3, 7) * minute;
  const correlationIds = machines.map((machine, order) => world.book.connect(machine.id, deed(at + order * gap)));
  if (rng.chance(0.4)) {
    const disk = `${machines[0]?.resourceGroup}/providers/Microsoft.Compute/disks/os1`;
    world.book.perform('diskExport', disk, deed(at + machines.length * gap + 6 * minute));
  }
  return {
    scenario: 'A1',
    variant: `takeover from ${country}${stolenToken ? ', stolen token' : ''}`,
    severity: 'critical',
    correlationIds,
  };
}

/** A quieter A1: a stolen token used from a rented server in the victim's own country, one or two machines, in office hours. */
export function tokenTheft(scene: Scene): Attack {
  const { world, rng } = scene;
  const victim = scene.cast.take(scene, canConnect);
  const at = moment(scene, victim, rng.pick(['office', 'night']));
  const country = ['DE', 'US', 'GB', 'NL'].includes(victim.country) ? victim.country : 'NL';
  const from = strangersPlace(scene, country, 'hosting', at);
  const tokenFrom = placeAt(victim.lines.home, at);
  const uti = world.book.signIn({ at: at - rng.between(0.4, 3) * hour, by: victim, from: tokenFrom });
  if (rng.chance(0.5))
    world.book.risk({ at: at + 20 * minute, person: victim, from: from.ip, kind: 'anomalousToken', level: 'medium' });
  const correlationIds = targets(scene, victim, rng.int(1, 2)).map((machine, order) =>
    world.book.connect(machine.id, { at: at + order * 9 * minute, by: victim, from, tokenFrom, uti }),
  );
  return { scenario: 'A1', variant: 'token theft, hosting in own country', severity: 'high', correlationIds };
}
