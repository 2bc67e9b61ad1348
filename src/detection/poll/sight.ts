import type { Tx } from '../../core/unit-of-work';
import type { LogFailure, SightReporter } from '../ports';
import type { BaselineStore } from '../store-ports';
import { type PollerState, saveState } from './state';

/** Failed polls in a row after which the channel is told (design §3). */
const patience = 3;

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
  if (blindSince !== undefined) await sight.report(tx, { kind: 'caught-up', blindSince, lateEvents, at: now });
  return { ...rest, failures: 0 };
}
