import { setTimeout as sleep } from 'node:timers/promises';
import { systemClock } from '../src/core/clock';
import { SEND_WINDOWS } from '../src/local/teams/rate-windows';
import { attack } from '../test/faults/kill/attack';
import { createLedger } from '../test/faults/kill/ledger';
import type { Stage } from '../test/faults/kill/stage';
import { type Goal, goal, runBench } from './support/goals';
import { cardsByIntruder, visit } from './support/visit';

/** As many people; each uses the console twice in one moment, and both uses are one alert. */
const alerts = 500;
/** Of the limits' own minimum: posts also share the windows with what follows each alert. */
const mostRatio = 1.3;

/** The least time in which Teams takes that many messages for one conversation: each as early as every window allows. */
function leastMs(messages: number): number {
  const sentAt: number[] = [];
  for (let index = 0; index < messages; index++) {
    const earliest = SEND_WINDOWS.map(({ calls, ms }) => {
      const decisive = sentAt[index - calls];
      return decisive === undefined ? 0 : decisive + ms;
    });
    sentAt.push(Math.max(sentAt[index - 1] ?? 0, ...earliest));
  }
  return sentAt.at(-1) ?? 0;
}

async function measure({ stage }: { readonly stage: Stage }): Promise<readonly Goal[]> {
  const { control } = stage.emulators.teams;
  const ledger = createLedger();
  const startedAt = systemClock.now();
  const again = createLedger();
  while (attack(stage, ledger));
  while (attack(stage, again));
  const least = leastMs(alerts);
  const deadline = startedAt + 3 * least;
  const posted = () => control.calls().filter(({ method, status }) => method === 'POST' && status < 300).length;
  // Counted cheaply while it runs: the emulators live in this process, and reading 500 cards would slow them.
  while (systemClock.now() < deadline && (posted() < alerts || cardsByIntruder(stage).first.size < alerts))
    await sleep(500);
  const { first, again: doubled } = cardsByIntruder(stage);
  const times = [...first.values()].map(({ sentAt }) => sentAt);
  const [firstAt, lastAt] = [Math.min(...times), Math.max(...times)];
  const throttled = control.calls().filter(({ status }) => status === 429).length;
  // From the first card on: how soon that one comes is what bench/latency measures.
  const took = lastAt - firstAt;
  return [
    goal(
      'burst: from the first card to the last',
      took / least,
      mostRatio,
      '×',
      `Teams' own minimum for ${alerts} messages ${seconds(least)}, took ${seconds(took)}`,
    ),
    goal('burst: alerts without a card', alerts - first.size, 0, 'lost', `${alerts} alerts at once in one channel`),
    goal(
      'burst: alerts with a second card',
      doubled,
      0,
      'doubled',
      `${ledger.attacks.length + again.attacks.length} uses, two to an alert`,
    ),
    goal('burst: messages refused by Teams', throttled, 0, 'throttled', 'sent again after the pause Teams names'),
  ];
}

const seconds = (ms: number) => `${(ms / 1000).toFixed(0)} s`;

runBench('burst', () => visit(alerts, { POLL_INTERVAL_SECONDS: '10' }, measure));
