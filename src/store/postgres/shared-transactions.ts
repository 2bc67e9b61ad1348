import { AsyncLocalStorage } from 'node:async_hooks';
import { type Kysely, sql } from 'kysely';
import type { Tx } from '../../core/unit-of-work';
import type { Tables } from '../tables';
import { begun, ended, nestedPatienceMs, nestedTransaction, type Transactions } from '../transactions';

interface Turn {
  live: boolean;
  readonly over: Promise<void>;
}

/** Tries alone, after the first one beside others. Alone nothing but a lost connection can come between; a few more are for a server that says otherwise. */
const triesAlone = 4;

/**
 * What one writer gives SQLite, for several instances: every transaction sees the database as if it ran alone (`serializable`). Work that met
 * another's is rolled back and done again by itself, all others waiting, so that it succeeds and no crowd can starve it. `work` may therefore
 * run twice; only what it writes through its transaction counts.
 */
export function sharedTransactions(db: Kysely<Tables>, patienceMs = nestedPatienceMs): Transactions {
  const current = new AsyncLocalStorage<Turn>();
  const running = new Set<Promise<unknown>>();

  async function attempt<T>(work: (tx: Tx) => Promise<T>, mode: 'row share' | 'exclusive'): Promise<T> {
    const tx: Tx = { kind: 'tx' };
    let finish: () => void = () => undefined;
    const turn: Turn = { live: true, over: new Promise((resolve) => (finish = resolve)) };
    try {
      return await current.run(turn, () =>
        db
          .transaction()
          .setIsolationLevel('serializable')
          .execute(async (transaction) => {
            // The lock comes before the first question, with which the transaction's view of the database begins.
            await sql.raw(`lock table schema_version in ${mode} mode`).execute(transaction);
            begun(tx, transaction);
            return await work(tx);
          }),
      );
    } finally {
      turn.live = false;
      ended(tx);
      finish();
    }
  }

  async function perform<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    for (let tries = 0; ; tries++) {
      try {
        return await attempt(work, tries === 0 ? 'row share' : 'exclusive');
      } catch (error) {
        if (tries >= triesAlone || !metAnother(error, tries === 0)) throw error;
      }
    }
  }

  /** Begun inside another transaction, it follows that one, whose changes it is there for; an outer one that waits for it is refused. */
  async function afterOuter(outer: Turn): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const impatience = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, patienceMs);
    });
    await Promise.race([outer.over, impatience]);
    clearTimeout(timer);
    if (outer.live) throw nestedTransaction();
  }

  async function run<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    const outer = current.getStore();
    const result = (outer?.live === true ? afterOuter(outer) : Promise.resolve()).then(() => perform(work));
    running.add(result);
    try {
      return await result;
    } finally {
      running.delete(result);
    }
  }

  return {
    run,
    // The server answers a commit when it is durable.
    soon: async (work) => ({ value: await run(work), durable: Promise.resolve() }),
    async drained() {
      while (running.size > 0) await Promise.allSettled(running);
    },
  };
}

/** Serialization failure, deadlock, waited too long for a lock; or a statement after one of them, where the work went on over the first error. */
const contention = new Set(['40001', '40P01', '55P03', '25P02']);

/** Two who insert the same key at once: had they come one after the other, the second would have seen it. */
const duplicateKey = '23505';

function metAnother(error: unknown, besideOthers: boolean): boolean {
  const code = String((error as { code?: unknown } | null)?.code);
  return contention.has(code) || (besideOthers && code === duplicateKey);
}
