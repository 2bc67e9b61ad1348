import { sql } from 'kysely';
import type { Migration } from '../migrate';

/** What people silence and what they declare. Both are found by their end: few stand at any time, however many there were. */
export const mutesAndIncidents: Migration = {
  version: 2,
  async up(db) {
    for (const table of ['mutes', 'incidents']) {
      await sql`create table ${sql.table(table)} (id text primary key not null, version bigint not null, state text not null,
        until_at bigint not null, updated_at bigint not null, document text not null)`.execute(db);
      await sql`create index ${sql.ref(`${table}_by_end`)} on ${sql.table(table)} (until_at)`.execute(db);
    }
  },
};
