import { setTimeout as sleep } from 'node:timers/promises';
import { residentMiB } from './support/child';
import { type Goal, goal, runBench } from './support/goals';
import { median } from './support/statistics';
import { type Visit, visit } from './support/visit';

/** Polls run each second here, so that this span holds as many of them as most of an hour of the default. */
const watchedMs = 45_000;
/** After the history is read: what the reading needed is given back by then. */
const settlingMs = 15_000;
const megabytes = (mebibytes: number) => (mebibytes * 1024 * 1024) / 1_000_000;

/** Resident memory of the real process that has read its baseline and polls with nothing new in the log. */
async function measure({ stage, bot }: Visit): Promise<Goal> {
  await sleep(settlingMs);
  const { logAnalytics } = stage.emulators;
  const polledBefore = logAnalytics.requests().length;
  const samples: number[] = [];
  for (let waited = 0; waited < watchedMs; waited += 500) {
    samples.push(megabytes(residentMiB(bot.pid ?? 0) ?? Number.NaN));
    await sleep(500);
  }
  const queries = logAnalytics.requests().length - polledBefore;
  if (queries === 0) throw new Error('the service did not poll while it was watched');
  const against = `median of ${samples.length} samples over ${queries} queries; largest ${Math.max(...samples).toFixed(0)} MB, at its peak ${megabytes(bot.peakMemory()).toFixed(0)} MB`;
  return goal('idle memory', median(samples), 200, 'MB', against);
}

runBench('idle', async () => [await visit(0, { POLL_INTERVAL_SECONDS: '1' }, measure)]);
