import { failures } from '../actors';
import { minute, second } from '../time';
import { whereabouts } from '../world';
import { type Attack, moment, type Scene, strangersPlace } from './scene';

function probe(scene: Scene, thenIn: boolean): Attack {
  const { world, rng } = scene;
  const victim = scene.cast.take(scene, ({ team }) => team === 'reader');
  const at = moment(scene, victim, rng.pick(['office', 'night']));
  const from = rng.chance(0.5) ? whereabouts(world, victim, at) : strangersPlace(scene, victim, 'residential', at);
  const machines = rng.sample(
    world.machines.filter(({ scaleSet }) => !scaleSet),
    rng.int(5, 8),
  );
  const correlationIds = machines.map((machine, order) =>
    world.book.connect(machine.id, {
      at: at + order * rng.int(15, 50) * second,
      by: victim,
      from,
      failure: failures.forbidden,
    }),
  );
  const door = machines.at(-1);
  if (thenIn && door) {
    const grant = {
      role: 'vmContributor' as const,
      scope: door.resourceGroup,
      assignmentId: rng.guid(),
      principalId: victim.objectId,
      principalType: 'User' as const,
    };
    correlationIds.push(world.book.connect(door.id, { at: at + rng.between(7, 20) * minute, by: victim, from, grant }));
  }
  return {
    scenario: 'A5',
    variant: thenIn ? 'probing, then in' : 'probing only',
    severity: thenIn ? 'high' : 'medium',
    correlationIds,
  };
}

/** A5: a reader tries five to eight machines in a burst and is refused each time. */
export const probing = (scene: Scene) => probe(scene, false);

/** A5 with a success at the end. */
export const probingThenIn = (scene: Scene) => probe(scene, true);
