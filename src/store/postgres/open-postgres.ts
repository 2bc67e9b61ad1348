import { Kysely, PostgresDialect, sql } from 'kysely';
import type { PoolConfig } from 'pg';
import type { Log } from '../../core/log';
import { done, type Outcome, refuse } from '../../core/outcome';
import { type Migration, migrate } from '../migrate';
import { migrations as released } from '../migrations';
import { repositories, type Store } from '../store';
import type { Tables } from '../tables';
import { queries } from '../transactions';
import { type AddressRefusal, readAddress } from './address';
import { guardedPool } from './pool';
import { sharedTransactions } from './shared-transactions';
import { storedLease } from './stored-lease';

export interface PostgresSettings {
  /** DATABASE_URL. */
  readonly url: string;
  readonly log: Log;
  /** Time to live of the lease in milliseconds; for tests. */
  readonly leaseMs?: number;
  /** For tests of the migrator. */
  readonly migrations?: readonly Migration[];
}

export type PostgresRefusal = AddressRefusal | 'unreachable' | 'old-server' | 'newer-schema';

/** Transactions at once in one instance; the database's own limit is 100 by default, and several instances share it. */
const poolSize = 10;

/** PostgreSQL 15: what is tested. */
const oldestServer = 150_000;

/**
 * Opens the store that several instances share. Refuses what an operator can mend: an address without TLS, a server that cannot be reached or is
 * too old, a schema of a newer release.
 */
export async function openPostgres(settings: PostgresSettings): Promise<Outcome<Store, PostgresRefusal>> {
  const address = readAddress(settings.url);
  if (!address.ok) return address;
  const { connection, shown } = address.value;
  const db = connect(connection, poolSize, settings.log);
  const beats = connect(connection, 1, settings.log);
  const close = async () => void (await Promise.all([db.destroy(), beats.destroy()]));
  try {
    const fit = await fitServer(db, shown);
    const migrated = fit.ok ? await migrate(db, settings.migrations ?? released, 'postgres') : fit;
    if (!migrated.ok) {
      await close();
      return migrated;
    }
    const lease = storedLease(beats, settings.leaseMs);
    const uow = sharedTransactions(db);
    const known = migrated.value.to;
    return done({
      ...repositories(),
      uow,
      lease,
      place: `PostgreSQL, ${shown}`,
      check: () =>
        uow.run(async (tx) => {
          const { version } = await queries(tx)
            .selectFrom('schema_version')
            .select('version')
            .executeTakeFirstOrThrow();
          if (version > known)
            throw new Error(`a newer release has changed the schema to ${version}: restart with that`);
        }),
      async close() {
        await uow.drained();
        await close();
      },
    });
  } catch (error) {
    await close();
    throw error;
  }
}

function connect(connection: PoolConfig, max: number, log: Log): Kysely<Tables> {
  return new Kysely<Tables>({ dialect: new PostgresDialect({ pool: guardedPool(connection, max, log) }) });
}

async function fitServer(db: Kysely<Tables>, shown: string): Promise<Outcome<void, 'unreachable' | 'old-server'>> {
  let version: number;
  let encoding: string;
  try {
    const { rows } = await sql<{ version: string; encoding: string }>`select
      current_setting('server_version_num') as version, current_setting('server_encoding') as encoding`.execute(db);
    version = Number(rows[0]?.version);
    encoding = String(rows[0]?.encoding);
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error);
    return refuse('unreachable', `${shown} cannot be used (${words}).`, 'Check DATABASE_URL and that the server runs.');
  }
  if (version < oldestServer)
    return refuse('old-server', `${shown} is PostgreSQL ${Math.floor(version / 10_000)}.`, 'Use 15 or newer.');
  if (encoding !== 'UTF8')
    return refuse('old-server', `${shown} is encoded as ${encoding}.`, "Create it with encoding 'UTF8'.");
  return done(undefined);
}
