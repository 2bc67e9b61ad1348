import { hour, minute } from '../time';
import { type Attack, canConnect, moment, type Scene, strangersPlace, targets } from './scene';

const oddNames = [
  'vmaccess-x',
  'hlp',
  'MicrosoftMonitor',
  'a1',
  'customScript',
  'enablevmaccess',
  'updater',
  'VMAccessAgent',
];

/** A2: a password is set through an extension and the console opened minutes later, from a network the account never used. */
export function resetThenConnect(scene: Scene): Attack {
  const { world, rng } = scene;
  const victim = scene.cast.take(scene, canConnect);
  const at = moment(scene, victim, rng.chance(0.75) ? 'office' : 'night');
  const kind = rng.pick(['hosting', 'residential', 'mobile'] as const);
  const from = strangersPlace(scene, victim, kind, at);
  const [machine] = targets(scene, victim, 1);
  if (!machine) throw new Error('a tenant without machines cannot be attacked');
  if (rng.chance(0.5)) world.book.signIn({ at: at - rng.between(0.3, 2) * hour, by: victim, from });
  const reset = at - rng.between(2, 10) * minute;
  const byRunCommand = rng.chance(0.2);
  if (byRunCommand)
    world.book.perform(rng.pick(['runCommand', 'managedRunCommand']), machine.id, { at: reset, by: victim, from });
  world.book.resetPassword(machine.id, { at: reset + minute, by: victim, from }, rng.pick(oddNames));
  const correlationIds = [world.book.connect(machine.id, { at, by: victim, from })];
  if (rng.chance(0.4)) correlationIds.push(world.book.connect(machine.id, { at: at + 5 * minute, by: victim, from }));
  return { scenario: 'A2', variant: `reset then connect, ${kind} network`, severity: 'high', correlationIds };
}
