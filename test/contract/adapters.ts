import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { memoryUnitOfWork } from '../../src/core/memory-unit-of-work';
import type { Tx } from '../../src/core/unit-of-work';
import { openStore } from '../../src/store/open-store';
import type { Store } from '../../src/store/store';
import { queries } from '../../src/store/transactions';
import { describePostgres, freshDatabase, havePostgres, openTestPostgres } from '../support/with-postgres';

/** One implementation of a port. */
export interface Adapter<P> {
  readonly name: string;
  /** False = what it needs is not installed here. */
  readonly available?: boolean;
  /** The same port on the store that several instances share. */
  readonly shared?: Adapter<P>;
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

/** The embedded store, and with it PostgreSQL: what holds on one holds on the other. */
export function embedded<P>(pick: (store: Store) => P): Adapter<P> {
  return {
    name: 'embedded store',
    shared: postgres(pick),
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

/** Skipped, and said so, where PostgreSQL is not installed. */
function postgres<P>(pick: (store: Store) => P): Adapter<P> {
  return {
    name: 'PostgreSQL',
    available: havePostgres,
    async open() {
      const store = await openTestPostgres(await freshDatabase());
      return {
        async fresh() {
          await store.uow.run(emptyPostgres);
          return pick(store);
        },
        run: store.uow.run,
        close: store.close,
      };
    },
  };
}

/** Emptying costs one commit where a new store costs a dozen. */
async function empty(tx: Tx): Promise<void> {
  const tables = await sql<{ name: string }>`select name from sqlite_master
    where type = 'table' and name not like 'sqlite%' and name <> 'schema_version'`.execute(queries(tx));
  await sql`drop trigger if exists audit_no_delete`.execute(queries(tx));
  for (const { name } of tables.rows) await sql`delete from ${sql.table(name)}`.execute(queries(tx));
}

async function emptyPostgres(tx: Tx): Promise<void> {
  const tables = await sql<{ name: string }>`select tablename as name from pg_tables
    where schemaname = current_schema() and tablename not in ('schema_version', 'leases')`.execute(queries(tx));
  await sql`drop trigger if exists audit_no_change on audit`.execute(queries(tx));
  for (const { name } of tables.rows) await sql`delete from ${sql.table(name)}`.execute(queries(tx));
}

/** Runs one suite on every adapter of a port. */
export function contract<P>(port: string, adapters: readonly Adapter<P>[], suite: (fixture: Fixture<P>) => void): void {
  for (const adapter of adapters.flatMap((each) => (each.shared === undefined ? [each] : [each, each.shared]))) {
    const describeIt = adapter.available === false ? describePostgres : describe;
    describeIt(`${port} on ${adapter.name}`, () => contractOn(adapter, suite));
  }
}

function contractOn<P>(adapter: Adapter<P>, suite: (fixture: Fixture<P>) => void): void {
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
}
