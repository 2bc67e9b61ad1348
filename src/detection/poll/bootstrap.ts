import type { PollerParts } from './config';
import { hourMs } from './config';
import { lifeMark, mergeLife, peopleKnown, readLife } from './life';
import { initialState, type PollerState, saveState } from './state';

/** Days of log read in one query at the first start: small enough for the service's limits, few enough to finish in a minute or two. */
const sliceDays = 5;

/**
 * First start: reads the baseline's ninety days of ordinary life in slices, and lets the first poll take in the console use of that time. Returns
 * undefined when the log does not answer; the next poll then starts over.
 */
export async function bootstrapBaseline(parts: PollerParts, now: number): Promise<PollerState | undefined> {
  const { source, store, uow, log, config } = parts;
  const from = lifeMark(now - config.baselineDays * 24 * hourMs);
  const end = lifeMark(now);
  for (let watermark = from; watermark < end; ) {
    const cutoff = Math.min(end, watermark + sliceDays * 24 * hourMs);
    const people = await uow.run((tx) => peopleKnown(store, tx));
    const life = await readLife(source, log, people, { watermark, cutoff });
    if (life === undefined) return undefined;
    await uow.run((tx) => mergeLife(store, tx, life, cutoff, config.baselineDays));
    const percent = Math.round(((cutoff - from) / (end - from)) * 100);
    log.info(
      { percent, principals: people.length },
      `Reading ${config.baselineDays} days of history for the baseline: ${percent} %.`,
    );
    watermark = cutoff;
  }
  const state = initialState(now - hourMs, end);
  await uow.run((tx) => saveState(store, tx, state));
  return state;
}
