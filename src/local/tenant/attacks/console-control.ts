import { placeAt } from '../lines';
import { day, hour, minute } from '../time';
import { whereabouts } from '../world';
import { type Attack, canConnect, isWide, moment, type Scene, strangersPlace, targets } from './scene';

/** A6: an administrator is at work on a machine's console and a second account takes the session over from a new address. */
export function sessionTakeover(scene: Scene): Attack {
  const { world, rng } = scene;
  const honest = scene.cast.take(scene, isWide);
  const thief = scene.cast.take(scene, canConnect);
  const at = moment(scene, honest, 'office');
  const [machine] = targets(scene, honest, 1);
  if (!machine) throw new Error('a tenant without machines cannot be attacked');
  world.book.connect(machine.id, { at, by: honest, from: whereabouts(world, honest, at) });
  const later = at + rng.between(3, 14) * minute;
  const from = strangersPlace(scene, thief, rng.pick(['residential', 'hosting']), later);
  if (rng.chance(0.5)) world.book.signIn({ at: later - 10 * minute, by: thief, from });
  const correlationIds = [world.book.connect(machine.id, { at: later, by: thief, from })];
  return { scenario: 'A6', variant: 'takes over a live session', severity: 'high', correlationIds };
}

/** A7: the organisation had the console off; an owner turns it on, boot diagnostics too, and connects. */
export function reEnabled(scene: Scene): Attack {
  const { world, rng } = scene;
  const governor = scene.cast.take(scene, ({ team }) => team === 'identity');
  const culprit = scene.cast.take(scene, isWide);
  const at = moment(scene, culprit, rng.pick(['office', 'night']));
  const [machine] = targets(scene, culprit, 1);
  if (!machine) throw new Error('a tenant without machines cannot be attacked');
  const off = at - rng.between(0.4, 3) * day;
  world.book.setConsole('disableConsole', machine.subscription, {
    at: off,
    by: governor,
    from: placeAt(governor.lines.office, off),
  });
  const stranger = rng.chance(0.5);
  const from = stranger ? strangersPlace(scene, culprit, 'residential', at) : whereabouts(world, culprit, at);
  const on = at - rng.between(4, 28) * minute;
  world.book.setConsole('enableConsole', machine.subscription, { at: on, by: culprit, from });
  if (rng.chance(0.7)) world.book.perform('machineWrite', machine.id, { at: on + minute, by: culprit, from });
  const correlationIds = [world.book.connect(machine.id, { at, by: culprit, from })];
  return {
    scenario: 'A7',
    variant: stranger ? 're-enabled, new network' : 're-enabled, own network',
    severity: 'high',
    correlationIds,
  };
}

/** A14: a role is given to somebody by an account that never gave any, and used within the hour. */
export function freshPrivilege(scene: Scene): Attack {
  const { world, rng } = scene;
  const granter = scene.cast.take(scene, ({ grant, team }) => grant.role === 'owner' && team === 'platform');
  const receiver = scene.cast.take(scene, ({ team }) => team === 'reader' || team === 'dba');
  const at = moment(scene, receiver, 'office');
  const [machine] = targets(scene, granter, 1);
  if (!machine) throw new Error('a tenant without machines cannot be attacked');
  const given = at - rng.between(8, 45) * minute;
  const from = rng.chance(0.5)
    ? whereabouts(world, granter, given)
    : strangersPlace(scene, granter, 'residential', given);
  world.book.grantRole(
    { principal: receiver, role: 'vmContributor', scope: machine.resourceGroup },
    { at: given, by: granter, from },
    rng.pick(['upper', 'lower']),
  );
  const grant = {
    role: 'vmContributor' as const,
    scope: machine.resourceGroup,
    assignmentId: rng.guid(),
    principalId: receiver.objectId,
    principalType: 'User' as const,
  };
  const correlationIds = [
    world.book.connect(machine.id, { at, by: receiver, from: whereabouts(world, receiver, at), grant }),
  ];
  if (rng.chance(0.3))
    correlationIds.push(
      world.book.connect(machine.id, {
        at: at + hour / 4,
        by: receiver,
        from: whereabouts(world, receiver, at),
        grant,
      }),
    );
  return { scenario: 'A14', variant: 'role given minutes before', severity: 'high', correlationIds };
}
