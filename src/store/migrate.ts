import { type Kysely, type QueryExecutorProvider, sql } from 'kysely';
import { done, type Outcome, refuse } from '../core/outcome';
import type { Tables } from './tables';

/** Plain SQL only: a migration speaks of the tables as they were then, which no later type describes. */
export type MigrationDatabase = QueryExecutorProvider;

/** The few things that are said differently: triggers, locks. */
export type SqlDialect = 'sqlite' | 'postgres';

export interface Migration {
  /** 1 and up, without gaps. */
  readonly version: number;
  up(db: MigrationDatabase, dialect: SqlDialect): Promise<void>;
}

/** Any number nobody else locks in this database. */
const migrationLock = 7_266_383;

/**
 * Brings the schema to the newest version, forward only, all steps in one transaction: a start that dies half way leaves the old schema.
 * A store written by a newer release is refused, since an older one would not know what it may not break.
 */
export async function migrate(
  db: Kysely<Tables>,
  migrations: readonly Migration[],
  dialect: SqlDialect = 'sqlite',
): Promise<Outcome<{ readonly from: number; readonly to: number }, 'newer-schema'>> {
  return await db.transaction().execute(async (tx) => {
    // Two instances that start at once: the second waits here, and then finds everything done.
    if (dialect === 'postgres') await sql`select pg_advisory_xact_lock(${migrationLock})`.execute(tx);
    await sql`create table if not exists schema_version (version bigint not null)`.execute(tx);
    const from = (await tx.selectFrom('schema_version').select('version').executeTakeFirst())?.version ?? 0;
    const to = migrations.at(-1)?.version ?? 0;
    if (from > to)
      return refuse(
        'newer-schema',
        `The store has schema ${from}; this release knows schemas up to ${to}.`,
        'Start the newer release again, or restore a backup made by this one.',
      );
    for (const migration of migrations.filter(({ version }) => version > from)) await migration.up(tx, dialect);
    if (from === 0) await tx.insertInto('schema_version').values({ version: to }).execute();
    else if (from < to) await tx.updateTable('schema_version').set({ version: to }).execute();
    return done({ from, to });
  });
}
