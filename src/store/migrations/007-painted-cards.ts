import { sql } from 'kysely';
import type { Migration } from '../migrate';

/** What was last painted on each card, so that a repaint that changes nothing is not sent; null = unknown, which is sent. */
export const paintedCards: Migration = {
  version: 7,
  async up(db) {
    await sql`alter table card_refs add column painted text`.execute(db);
  },
};
