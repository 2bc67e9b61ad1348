import type { Tx } from '../../core/unit-of-work';
import type { LogFailure, SightReporter } from '../ports';
import type { BaselineStore } from '../store-ports';
import { type PollerState, saveState } from './state';

/** Failed polls in a row after which the channel is told (design §3). */
const patience = 3;

/**
 * A service that has just answered again may still be putting away what it took in meanwhile, under the time at which it took it: behind the watermark,
 * and behind the overlap too. What became visible since the log first failed is read once more this long after it answered again.
 */
const secondReadingMs = 20 * 60_000;

/** A poll that got no whole answer: the watermark stays; after three in a row the channel is told that we are blind, once. */
export async function stumbled(
  store: BaselineStore,
  tx: Tx,
  sight: SightReporter,
  state: PollerState,
  failure: LogFailure,
  now: number,
): Promise<void> {
  const failures = state.failures + 1;
  const failingSince = state.failingSince ?? now;
  const tell = failures >= patience && state.blindSince === undefined;
  if (tell) await sight.report(tx, { kind: 'blind', since: state.watermark, reason: failure });
  await saveState(store, tx, {
    ...state,
    failures,
    failingSince,
    failure,
    ...(tell ? { blindSince: state.watermark } : {}),
  });
}

/** A whole answer again: says so if the channel was told before, with how many events came late. */
export async function recovered(
  tx: Tx,
  sight: SightReporter,
  state: PollerState,
  lateEvents: number,
  now: number,
): Promise<PollerState> {
  const { failingSince: _since, failure: _failure, blindSince, ...rest } = state;
  if (blindSince === undefined) {
    // One or two polls without an answer may already be longer than the overlap: the interval is the operator's choice. One reading that is due soon covers them.
    const again = state.failures === 0 ? rest.secondReading : (rest.secondReading ?? later(state.watermark, now));
    return { ...rest, failures: 0, ...(again === undefined ? {} : { secondReading: again }) };
  }
  await sight.report(tx, { kind: 'caught-up', blindSince, lateEvents, at: now });
  const from = Math.min(blindSince, rest.secondReading?.from ?? blindSince);
  return { ...rest, failures: 0, secondReading: later(from, now) };
}

const later = (from: number, now: number) => ({ from, at: now + secondReadingMs });

/** From which ingestion time this poll reads: behind the watermark by the overlap, and once after a blindness from where that began. */
export function readsFrom({ watermark, secondReading }: PollerState, overlapMs: number, now: number): number {
  const usual = watermark - overlapMs;
  return isDue(secondReading, now) ? Math.min(usual, secondReading.from - overlapMs) : usual;
}

/** The state of a poll that got its answer: a second reading that was due is done. */
export function readAgain(state: PollerState, now: number): PollerState {
  const { secondReading, ...rest } = state;
  return isDue(secondReading, now) ? rest : state;
}

const isDue = (reading: PollerState['secondReading'], now: number): reading is NonNullable<typeof reading> =>
  reading !== undefined && now >= reading.at;
