import type { Alert } from '../alerts/alert';
import type { StateStore } from '../core/state';
import type { Tx } from '../core/unit-of-work';
import type { CardRefStore } from './stores';

/** One worker at a time for a piece of work, also with two processes on one store; `claimMs` after its claim a dead worker's work is free again. */
export interface Claims {
  /** False while somebody else has it. `now` in epoch milliseconds. */
  take(tx: Tx, key: string, now: number): Promise<boolean>;
  /** By whoever has it: the time runs anew. */
  renew(tx: Tx, key: string, now: number): Promise<void>;
  /** Done, in the transaction that keeps what came of it. */
  release(tx: Tx, key: string): Promise<void>;
}

export function createClaims(state: StateStore, claimMs: number): Claims {
  return {
    async take(tx, key, now) {
      const held = await state.get(tx, key);
      if (held !== undefined && Number(held.value) > now) return false;
      return (await state.put(tx, key, now + claimMs, held?.version ?? 0)) !== undefined;
    },
    renew: async (tx, key, now) => void (await state.put(tx, key, now + claimMs)),
    release: async (tx, key) => void (await state.remove(tx, key)),
  };
}

/** Those of the alerts that have a card: there is a thread to answer in, and something to repaint. */
export async function onlyPosted(
  tx: Tx,
  refs: Pick<CardRefStore, 'ofSubject'>,
  alerts: readonly Alert[],
): Promise<readonly Alert[]> {
  const posted = await Promise.all(alerts.map(async ({ id }) => (await refs.ofSubject(tx, id)).length > 0));
  return alerts.filter((_, index) => posted[index]);
}
