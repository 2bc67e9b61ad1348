import type { Clock } from '../core/clock';
import type { Lease } from '../core/lease';
import { describeError, type Log } from '../core/log';
import type { UnitOfWork } from '../core/unit-of-work';
import { every } from './every';

/** Renewed three times before it runs out (`leaseMs` of the store, 15 s): a dead holder is replaced within 20 s. */
const beatMs = 5_000;

/** What only one of several instances may do: polling, timers, tidying up. */
export interface Duties {
  /** Transactions that are void once another instance has taken over. Duties write through these. */
  readonly uow: UnitOfWork;
  /** Whether this instance has the duties now. */
  mine(): boolean;
  /** `task`, run only while this instance has the duties; `else` runs at the others. */
  only(task: (now: number) => Promise<unknown>, otherwise?: (now: number) => Promise<unknown>): typeof task;
  /** Gives them up, so that another instance need not wait for their end. */
  stop(): Promise<void>;
}

export interface DutyParts {
  readonly lease: Lease;
  readonly uow: UnitOfWork;
  readonly clock: Clock;
  readonly log: Log;
  /** The duties have come to this instance: what was due at the former one is due now. */
  readonly taken: () => void;
}

/** Holds the lease for this instance as long as it can. The only process on a store has all duties without asking. */
export async function holdDuties({ lease, uow, clock, log, taken }: DutyParts): Promise<Duties> {
  const running = new Set<Promise<unknown>>();
  let held = false;

  async function beat(): Promise<void> {
    if (held && !lease.mine()) {
      held = false;
      log.warn({}, 'duties lost: another instance may have taken over');
    }
    // A run of the former term must not go on under the token of the next one.
    if (!held && running.size > 0) return;
    const had = held;
    held = await lease.beat();
    if (held === had) return;
    log.info({ held }, held ? 'duties taken: this instance polls' : 'duties are with another instance');
    if (held) taken();
  }

  if (!lease.shared) return { uow, mine: () => true, only: (task) => task, stop: async () => undefined };
  // The first beat may fail with the store; the next one follows.
  await beat().catch((error: unknown) => log.error(describeError(error), 'the duties could not be asked for'));
  const beats = every(beatMs, 'lease', beat, { clock, log });
  return {
    uow: {
      run: (work) =>
        uow.run(async (tx) => {
          await lease.guard(tx);
          return work(tx);
        }),
    },
    mine: lease.mine,
    only: (task, otherwise) => async (now) => {
      if (!lease.mine()) return otherwise?.(now);
      const run = task(now);
      running.add(run);
      return run.finally(() => running.delete(run));
    },
    async stop() {
      await beats.stop();
      await Promise.allSettled(running);
      await lease.release();
    },
  };
}
