import type { Tx } from '../../core/unit-of-work';
import type { OutboxStore } from '../stores';

/** Teams' per-conversation send limits, as (messages, milliseconds): 7 in 1 s, 8 in 2 s, 60 in 30 s, 1,800 in an hour (Microsoft, "rate limit" page). */
const windows = [
  { most: 7, ms: 1_000 },
  { most: 8, ms: 2_000 },
  { most: 60, ms: 30_000 },
  { most: 1_800, ms: 3_600_000 },
] as const;

/**
 * Teams counts when a message arrives, the bot when it starts to paint it: two messages come closer together than they were sent by as much as
 * the first took longer. Measured under a burst of 500 alerts, this keeps all of them inside; it costs 2 % of the widest window that matters.
 */
const jitterMs = 500;

const counts = windows.map(({ most }) => most);
const widestMs = Math.max(...windows.map(({ ms }) => ms));

/**
 * Keeps a conversation within every window. What was sent is counted in the store, so that the windows hold across restarts and for all
 * instances together; what is older than the widest is dropped.
 */
export interface RateLimit {
  /** When the next message may go, at the earliest `now`. Sends of a clock that has been put back since do not count. */
  readyAt(tx: Tx, conversation: string, now: number): Promise<number>;
  sent(tx: Tx, conversation: string, now: number): Promise<void>;
}

export function createRateLimit(store: Pick<OutboxStore, 'sentAt' | 'noteSent'>): RateLimit {
  return {
    async readyAt(tx, conversation, now) {
      const decisive = await store.sentAt(tx, conversation, now, counts);
      return windows.reduce(
        (ready, { ms }, index) => Math.max(ready, decisive[index] === undefined ? 0 : decisive[index] + ms + jitterMs),
        now,
      );
    },
    sent: (tx, conversation, now) => store.noteSent(tx, conversation, now, now - widestMs),
  };
}
