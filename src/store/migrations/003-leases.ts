import { sql } from 'kysely';
import type { Migration } from '../migrate';

/** Which of several instances does what only one may do, and since which take-over. The embedded store, with its one process, leaves it empty. */
export const leases: Migration = {
  version: 3,
  async up(db) {
    await sql`create table leases (name text primary key not null, holder text not null, token bigint not null,
      held_until bigint not null)`.execute(db);
  },
};
