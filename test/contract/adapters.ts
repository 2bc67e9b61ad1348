import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { memoryUnitOfWork } from '../../src/core/memory-unit-of-work';
import type { Tx } from '../../src/core/unit-of-work';
import { openStore } from '../../src/store/open-store';
import type { Store } from '../../src/store/store';
import { queries } from '../../src/store/transactions';

/** One implementation of a port. */
export interface Adapter<P> {
  readonly name: string;
  open(): Promise<Opened<P>>;
}

interface Opened<P> {
  /** The port over nothing: each test begins empty. */
  fresh(): Promise<P>;
  /** Each call is a transaction of its own. */
  run<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/** What a suite works with: transactions on the port of the current test. */
export interface Fixture<P> {
  run<T>(work: (tx: Tx, port: P) => Promise<T>): Promise<T>;
}

export function memory<P>(create: () => P): Adapter<P> {
  return {
    name: 'memory',
    open: async () => ({ fresh: async () => create(), run: memoryUnitOfWork().run, close: async () => undefined }),
  };
}

export function embedded<P>(pick: (store: Store) => P): Adapter<P> {
  return {
    name: 'embedded store',
    async open() {
      const dataDir = mkdtempSync(join(tmpdir(), 'contract-'));
      const opened = await openStore({ dataDir });
      if (!opened.ok) throw new Error(opened.message);
      const store = opened.value;
      return {
        async fresh() {
          await store.uow.run(empty);
          return pick(store);
        },
        run: store.uow.run,
        async close() {
          await store.close();
          rmSync(dataDir, { recursive: true });
        },
      };
    },
  };
}

/** Emptying costs one commit where a new store costs a dozen. */
async function empty(tx: Tx): Promise<void> {
  const tables = await sql<{ name: string }>`select name from sqlite_master
    where type = 'table' and name not like 'sqlite%' and name <> 'schema_version'`.execute(queries(tx));
  for (const { name } of tables.rows) await sql`delete from ${sql.table(name)}`.execute(queries(tx));
}

/** Runs one suite on every adapter of a port. */
export function contract<P>(port: string, adapters: readonly Adapter<P>[], suite: (fixture: Fixture<P>) => void): void {
  describe.each(adapters)(`${port} on $name`, (adapter) => {
    let opened: Opened<P>;
    let current: P;
    beforeAll(async () => {
      opened = await adapter.open();
    });
    beforeEach(async () => {
      current = await opened.fresh();
    });
    afterAll(() => opened.close());
    suite({ run: (work) => opened.run((tx) => work(tx, current)) });
  });
}
