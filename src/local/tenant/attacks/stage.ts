import type { Rng } from '../random';
import { day, startOfDay } from '../time';
import type { World } from '../world';
import { freshPrivilege, reEnabled, sessionTakeover } from './console-control';
import { lateralFromKnownNetwork, scaleSetSweep, serialLogTheft, threatListed } from './many-machines';
import { dormant, impossibleTravel, insiderExport, newborn, slowInsider } from './people';
import { probing, probingThenIn } from './probing';
import { resetThenConnect } from './reset-then-connect';
import { type Attack, createCast, type Scene } from './scene';
import { takeover, tokenTheft } from './takeover';
import { managedIdentity, servicePrincipal } from './workloads';

type Act = (scene: Scene) => Attack;

/** The 34 of the goal: every kind of the scenario table, the commoner kinds more than once. */
const programme: readonly (readonly [Act, number])[] = [
  [takeover, 3],
  [tokenTheft, 2],
  [resetThenConnect, 3],
  [servicePrincipal, 3],
  [managedIdentity, 2],
  [probing, 1],
  [probingThenIn, 1],
  [sessionTakeover, 2],
  [reEnabled, 2],
  [scaleSetSweep, 2],
  [lateralFromKnownNetwork, 1],
  [impossibleTravel, 2],
  [newborn, 1],
  [dormant, 1],
  [slowInsider, 2],
  [insiderExport, 1],
  [threatListed, 2],
  [serialLogTheft, 1],
  [freshPrivilege, 2],
];

/** Stages the attacks over the judged days, in random order and a day or so apart; a few kinds are swapped so that no two seeds have the same mix. */
export function stageAttacks(world: World, count: number, reserved: ReadonlySet<string>): readonly Attack[] {
  const rng = world.rng.fork('attacks');
  const cast = createCast(world, rng.fork('cast'), reserved);
  const acts = withSwaps(
    programme.flatMap(([act, times]) => Array.from({ length: times }, () => act)),
    rng,
  );
  const lastDay = world.options.days - 4;
  return Array.from({ length: count }, (_, index) => {
    const act = acts[index % acts.length] ?? takeover;
    const offset = Math.min(lastDay, 1 + (index / count) * lastDay + rng.between(-0.5, 0.5));
    return act({
      world,
      rng: rng.fork(`attack ${index}`),
      midnight: startOfDay(world.from + Math.max(0.5, offset) * day),
      cast,
    });
  });
}

function withSwaps(acts: readonly Act[], rng: Rng): readonly Act[] {
  const shuffled = rng.sample(acts, acts.length);
  for (let swap = rng.int(0, 4); swap > 0; swap--) shuffled[rng.int(0, shuffled.length - 1)] = rng.pick(programme)[0];
  return shuffled;
}
