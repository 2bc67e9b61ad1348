import type { Tx } from '../core/unit-of-work';
import { loadState } from './poll/state';
import type { Watched } from './ports';
import type { KeptSession } from './session';
import type { BaselineStore } from './store-ports';

/** More uses in a day than any tenant makes on an ordinary one; beyond it the count is a floor. */
export const mostUses = 1_000;

/** What the poller sees of the log now. `configured` subscriptions are named even if no row of theirs was ever seen; none = those that were. */
export async function readWatched(store: BaselineStore, tx: Tx, configured: readonly string[]): Promise<Watched> {
  const state = await loadState(store, tx);
  const rhythms = state?.rhythms ?? {};
  const ids = configured.length > 0 ? configured : Object.keys(rhythms).sort();
  return {
    ...(state?.blindSince === undefined ? {} : { blindSince: state.blindSince, reason: state.failure }),
    subscriptions: ids.map((id) => {
      const rhythm = rhythms[id];
      return { id, silent: rhythm?.silent === true, ...(rhythm === undefined ? {} : { lastAt: rhythm.lastAt }) };
    }),
  };
}

/** Console sessions whose last event lies within [from, to], up to `mostUses`. */
export async function countUses(store: BaselineStore, tx: Tx, from: number, to: number): Promise<number> {
  const records = await store.recordsByLink(tx, 'session', { links: ['all'], from, to, limit: mostUses });
  return records.filter(({ value }) => (value as KeptSession).attempts[0]?.kind === 'connect').length;
}
