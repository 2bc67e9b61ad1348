import { AsyncLocalStorage } from 'node:async_hooks';
import type { Kysely, Transaction } from 'kysely';
import type { Committed, EagerUnitOfWork, Tx } from '../core/unit-of-work';
import { type Durability, durableAtOnce } from './durability';
import type { Tables } from './tables';

/** The open transaction behind each token; a token that is over has none. */
const open = new WeakMap<Tx, Transaction<Tables>>();

/** The queries of a transaction: how repositories reach the database. */
export function queries(tx: Tx): Transaction<Tables> {
  const transaction = open.get(tx);
  if (transaction === undefined) throw new Error('this transaction is over, or was not begun by this store');
  return transaction;
}

/** From here on the token stands for the transaction, until it has ended. */
export function begun(tx: Tx, transaction: Transaction<Tables>): void {
  open.set(tx, transaction);
}

export function ended(tx: Tx): void {
  open.delete(tx);
}

export interface Transactions extends EagerUnitOfWork {
  /** Resolves when everything that was asked for has ended and is on the disk. */
  drained(): Promise<void>;
}

interface Turn {
  live: boolean;
}

/** A nested run waits for its own caller for ever; after this long it is refused, and its caller rolls back. */
export const nestedPatienceMs = 5_000;

/** First come, first served over the one connection: work never interleaves and never starves. The next begins while the last one reaches the disk. */
export function transactions(
  db: Kysely<Tables>,
  { settled }: Pick<Durability, 'settled'> = durableAtOnce,
  patienceMs = nestedPatienceMs,
): Transactions {
  const current = new AsyncLocalStorage<Turn>();
  let last: Promise<unknown> = Promise.resolve();

  async function perform<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    const turn: Turn = { live: true };
    const tx: Tx = { kind: 'tx' };
    try {
      return await current.run(turn, () =>
        db.transaction().execute((transaction) => {
          begun(tx, transaction);
          return work(tx);
        }),
      );
    } finally {
      turn.live = false;
      ended(tx);
    }
  }

  async function soon<T>(work: (tx: Tx) => Promise<T>): Promise<Committed<T>> {
    const value = await queued(work);
    const durable = settled();
    // Whoever waits for it hears of it; so does everybody who asks the store for anything later.
    durable.catch(() => undefined);
    return { value, durable };
  }

  /** Reading alone waits too, for the disk to hold what was read: it may be told outside. */
  async function run<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    const { value, durable } = await soon(work);
    await durable;
    return value;
  }

  async function queued<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    const outer = current.getStore();
    const patience = outer?.live === true ? giveUpWhile(outer, patienceMs) : undefined;
    const result = last.then(() => {
      if (patience?.given === true) throw nestedTransaction();
      patience?.stop();
      return perform(work);
    });
    // The queue goes on after a failure. The caller has it, as a promise of its own: one that is dropped still shows as unhandled.
    last = result.catch(() => undefined);
    return await (patience === undefined ? result : Promise.race([result, patience.refusal]));
  }

  return {
    run,
    soon,
    async drained() {
      await last;
      await settled();
    },
  };
}

interface Patience {
  given: boolean;
  readonly refusal: Promise<never>;
  stop(): void;
}

/** Background work begun inside a transaction is fine, it starts when that one ends; only a caller that waits for itself is refused. */
function giveUpWhile(outer: Turn, ms: number): Patience {
  let timer: NodeJS.Timeout | undefined;
  const patience: Patience = {
    given: false,
    refusal: new Promise<never>((_resolve, reject) => {
      timer = setTimeout(() => {
        patience.given = outer.live;
        if (outer.live) reject(nestedTransaction());
      }, ms);
    }),
    stop: () => clearTimeout(timer),
  };
  return patience;
}

export function nestedTransaction(): Error {
  return new Error('a transaction was begun inside another one and waits for it: pass the outer tx on instead');
}
