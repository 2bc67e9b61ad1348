import { sql } from 'kysely';
import type { Migration } from '../migrate';

/** When something was sent to each conversation in the last hour: Teams' limits hold across restarts and for all instances together. */
export const outboxSends: Migration = {
  version: 5,
  async up(db) {
    await sql`create table outbox_sends (conversation text not null, at bigint not null)`.execute(db);
    await sql`create index outbox_sends_by_time on outbox_sends (conversation, at)`.execute(db);
  },
};
