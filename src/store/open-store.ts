import { join } from 'node:path';
import { Kysely, SqliteDialect, sql } from 'kysely';
import Database from 'libsql';
import { soleLease } from '../core/lease';
import { done, type Outcome } from '../core/outcome';
import { prepareDirectory } from './disk';
import { type Durability, walDurability } from './durability';
import { guardedDatabase } from './guarded-database';
import { type Migration, migrate } from './migrate';
import { migrations as released } from './migrations';
import { lockDirectory } from './process-lock';
import { repositories, type Store } from './store';
import type { Tables } from './tables';
import { queries, transactions } from './transactions';

export interface EmbeddedStoreSettings {
  readonly dataDir: string;
  /** For tests of the migrator. */
  readonly migrations?: readonly Migration[];
}

export type StoreRefusal = 'locked' | 'newer-schema' | 'unfit-disk';

export const storeFile = 'store.db';

/** SQLite's own 2 MB hold a poll's pages up to some 10,000 events of history; these hold the hot ends of the indexes of a million. */
const cacheKiB = 32_768;

/**
 * Opens the embedded store: one process, WAL, every commit on the disk before it is answered. Refuses what an operator can mend;
 * rejects on faults such as a damaged file.
 */
export async function openStore(settings: EmbeddedStoreSettings): Promise<Outcome<Store, StoreRefusal>> {
  const fit = prepareDirectory(settings.dataDir);
  if (!fit.ok) return fit;
  const lock = lockDirectory(settings.dataDir);
  if (!lock.ok) return lock;
  const path = join(settings.dataDir, storeFile);
  const driver = new Database(path);
  let durability: Durability | undefined;
  const database = guardedDatabase(driver, () => durability?.committed());
  const db = new Kysely<Tables>({ dialect: new SqliteDialect({ database }) });
  const close = async () => {
    await db.destroy();
    if (driver.open) driver.close();
    durability?.close();
    lock.value.release();
  };
  try {
    driver.exec(`pragma journal_mode = wal; pragma synchronous = full; pragma cache_size = -${cacheKiB}`);
    const migrated = await migrate(db, settings.migrations ?? released);
    if (!migrated.ok) {
      await close();
      return migrated;
    }
    // This process alone holds the store, so a claim found here is that of a dead one: its message need not wait for the claim to lapse.
    driver.exec('update outbox set claimed_until = 0 where claimed_until > 0');
    durability = walDurability(`${path}-wal`);
    driver.exec('pragma synchronous = normal');
  } catch (error) {
    await close();
    throw error;
  }
  const uow = transactions(db, durability);
  return done({
    ...repositories(),
    uow,
    lease: soleLease,
    place: path,
    check: () => uow.run(async (tx) => void (await sql`select 1`.execute(queries(tx)))),
    async close() {
      try {
        await uow.drained();
      } finally {
        await close();
      }
    },
  });
}
