import { setTimeout as sleep } from 'node:timers/promises';
import { systemClock } from '../src/core/clock';
import { attack } from '../test/faults/kill/attack';
import { createLedger } from '../test/faults/kill/ledger';
import type { Stage } from '../test/faults/kill/stage';
import { type Goal, goal, runBench } from './support/goals';
import { median, quantile } from './support/statistics';
import { cardsByIntruder, visit } from './support/visit';

const uses = 20;
/** What follows each alert (its investigation, how it was let in) is done by then: the emulators have one thread for all of it, Azure has not. */
const pollsBetween = 4;
const pollIntervalMs = 2_000;
/** A card that has not come by then is lost, and counts as never. */
const patienceMs = 30_000;

/**
 * From a row's becoming visible to the card's acceptance by Teams, less the poll interval. Each row comes right after a poll has asked, so that it
 * waits for almost the whole interval that is taken off; at any other moment the figure would be kinder.
 */
async function measure({ stage }: { readonly stage: Stage }): Promise<Goal> {
  const ledger = createLedger();
  const visibleAt: number[] = [];
  await nextPoll(stage);
  for (let use = 0; use < uses; use++) {
    for (let poll = 0; poll < pollsBetween; poll++) await nextPoll(stage);
    attack(stage, ledger);
    visibleAt.push(systemClock.now());
  }
  const deadline = systemClock.now() + patienceMs;
  while (cardsByIntruder(stage).first.size < uses && systemClock.now() < deadline) await sleep(500);
  const { first } = cardsByIntruder(stage);
  const times = visibleAt.map(
    (at, index) => (first.get(index)?.sentAt ?? Number.POSITIVE_INFINITY) - at - pollIntervalMs,
  );
  const against = `95 of 100 rows; half within ${median(times).toFixed(0)} ms, slowest ${Math.max(...times).toFixed(0)} ms; ${uses} rows, polls every ${pollIntervalMs / 1000} s`;
  return goal('row visible to card accepted, less the poll interval', quantile(times, 0.95), 500, 'ms', against);
}

/** Resolves when the emulated Log Analytics has answered another console query. */
async function nextPoll(stage: Stage): Promise<void> {
  const { logAnalytics } = stage.emulators;
  const last = () => logAnalytics.requests().findLast(({ query }) => isConsole(query))?.at;
  const before = last();
  const deadline = systemClock.now() + patienceMs;
  while (last() === before) {
    if (systemClock.now() > deadline) throw new Error('the service does not poll');
    await sleep(5);
  }
}

/** The query that finds console use; the others of a poll ask about people. */
const isConsole = (query: string) => query.includes('microsoft.serialconsole/consoleservices/enableconsole');

runBench('latency', async () => [await visit(uses, { POLL_INTERVAL_SECONDS: String(pollIntervalMs / 1000) }, measure)]);
