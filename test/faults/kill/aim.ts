import { setTimeout as sleep } from 'node:timers/promises';
import type { Rng } from '../../../src/local/tenant/random';
import type { People } from './people';
import type { Stage } from './stage';

/** Where in its work the process is killed. */
export const aims = ['start', 'poll', 'post', 'press', 'approval', 'apply', 'anytime'] as const;
export type Aim = (typeof aims)[number];

/** What is waited for is not sure to come: then the kill is a kill at any time. */
const patienceMs = 2_500;

/** Resolves at the moment to kill, with what was really hit. */
export async function moment(aim: Aim, stage: Stage, people: People, rng: Rng): Promise<Aim> {
  if (aim === 'anytime' || aim === 'start') {
    await sleep(rng.int(100, 1_800));
    return 'anytime';
  }
  const hit = await until(aim, stage, people);
  // A commit takes milliseconds: the kill falls before, into and after it.
  await sleep(rng.int(0, aim === 'poll' ? 60 : 25));
  return hit ? aim : 'anytime';
}

async function until(aim: Aim, stage: Stage, people: People): Promise<boolean> {
  const { arm, logAnalytics, teams } = stage.emulators;
  let pressed = false;
  people.onSend(({ verb }) => {
    if (aim === 'press' || (aim === 'approval' && verb === 'approve')) pressed = true;
  });
  const seen = {
    poll: () => logAnalytics.requests().at(-1)?.at ?? 0,
    post: () => teams.control.calls().filter(({ method }) => method === 'POST').length,
    apply: () => arm.journal.writes().length,
    press: () => Number(pressed),
    approval: () => Number(pressed),
  };
  const look = seen[aim as keyof typeof seen];
  const before = look();
  for (let waited = 0; waited < patienceMs; waited += 2) {
    if (look() !== before) return true;
    await sleep(2);
  }
  return false;
}
