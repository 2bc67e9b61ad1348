import type { Cancel, Clock } from '../../core/clock';
import { describeError, type Log } from '../../core/log';
import type { Tx, UnitOfWork } from '../../core/unit-of-work';
import { type DeliveryFailure, retryAfterOf } from '../ports';
import type { Intent, OutboxStore } from '../stores';
import type { Deliver } from './deliver';
import { createRateLimit } from './rate-limit';

export interface OutboxRunner {
  /** Something was committed: look now. */
  kick(): void;
  /** Resolves when nothing is due and nothing is in flight. */
  idle(): Promise<void>;
  stop(): Promise<void>;
}

export interface RunnerParts {
  readonly store: OutboxStore;
  readonly uow: UnitOfWork;
  readonly deliver: Deliver;
  /** Whose limits a message counts against. */
  readonly conversationOf: (tx: Tx, intent: Intent) => Promise<string>;
  readonly clock: Clock;
  readonly log: Log;
}

/** How long a claim holds: longer than any delivery takes, short enough that a crashed one is retried soon. */
const claimMs = 60_000;
const claimedAtOnce = 8;
const firstRetryMs = 1_000;
const longestRetryMs = 5 * 60_000;
/** After about a day of five-minute retries the intent is shown in `health` instead of tried. */
const mostAttempts = 300;
/** Looked at this often at least while something waits: the clock that says when may have been put back. */
const longestSleepMs = 60_000;
/** When the store itself fails, look again after this long. */
const storeRetryMs = 5_000;

/** Delivers intents lane by lane in order, within Teams' limits, until each is settled; a failing channel never blocks another. */
export function createOutboxRunner(parts: RunnerParts): OutboxRunner {
  const { store, uow, deliver, conversationOf, clock, log } = parts;
  const limit = createRateLimit(store);
  let working: Promise<void> | undefined;
  let again = false;
  let stopped = false;
  let cancelTimer: Cancel | undefined;

  function kick(): void {
    if (stopped) return;
    if (working !== undefined) {
      again = true;
      return;
    }
    cancelTimer?.();
    working = work()
      .catch((error: unknown) => {
        log.error(describeError(error), 'outbox: the store failed; trying again');
        sleepUntil(clock.now() + storeRetryMs);
      })
      .finally(() => {
        working = undefined;
        if (again) {
          again = false;
          kick();
        }
      });
  }

  function sleepUntil(at: number): void {
    cancelTimer?.();
    if (!stopped) cancelTimer = clock.after(at - clock.now(), kick);
  }

  async function work(): Promise<void> {
    for (;;) {
      const { claimed, ready } = await uow.run((tx) => claim(tx, clock.now()));
      if (claimed === 0) break;
      await Promise.all(ready.map(deliverOne));
      if (stopped) return;
    }
    const next = await uow.run((tx) => store.nextDueAt(tx));
    if (next !== undefined) sleepUntil(Math.min(next, clock.now() + longestSleepMs));
  }

  /** Counted as sent with the claim: a death in between costs a slot, never a limit. */
  async function claim(tx: Tx, now: number): Promise<{ readonly claimed: number; readonly ready: readonly Intent[] }> {
    const claimed = await store.claim(tx, now, claimedAtOnce, now + claimMs);
    const ready: Intent[] = [];
    for (const intent of claimed) {
      const conversation = await conversationOf(tx, intent);
      const readyAt = await limit.readyAt(tx, conversation, now);
      if (readyAt > now) await store.postpone(tx, intent.id, readyAt, intent.attempts, 'waiting for the rate limit');
      else {
        await limit.sent(tx, conversation, now);
        ready.push(intent);
      }
    }
    return { claimed: claimed.length, ready };
  }

  async function deliverOne(intent: Intent): Promise<void> {
    const outcome = await deliver(intent);
    if (outcome.ok) return;
    const attempts = intent.attempts + 1;
    const { reason, message } = outcome;
    log.warn({ intent: intent.id, lane: intent.lane, reason, attempts }, `outbox: ${message}`);
    await uow.run(async (tx) => {
      if (isFinal(reason) || attempts >= mostAttempts)
        await store.bury(tx, intent.id, `${reason}: ${message}`, clock.now());
      else
        await store.postpone(
          tx,
          intent.id,
          clock.now() + waitMs(attempts, retryAfterOf(outcome)),
          attempts,
          `${reason}: ${message}`,
        );
    });
  }

  return {
    kick,
    async idle() {
      while (working !== undefined) await working;
    },
    async stop() {
      stopped = true;
      cancelTimer?.();
      await working;
    },
  };
}

/** What no retry can mend. `forbidden` is retried: an administrator may re-install the app, and the intent is a record of an alert. */
function isFinal(reason: DeliveryFailure): boolean {
  return reason === 'too-large' || reason === 'rejected' || reason === 'gone';
}

function waitMs(attempts: number, retryAfterMs: number | undefined): number {
  const backOff = Math.min(longestRetryMs, firstRetryMs * 2 ** Math.min(attempts - 1, 12));
  return Math.max(backOff, retryAfterMs ?? 0);
}
