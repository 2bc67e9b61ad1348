import { sql } from 'kysely';
import type { Migration } from '../migrate';

/** Which plans changed something in Azure, by whom they are about: the poller asks at every connect. */
export const appliedReviews: Migration = {
  version: 6,
  async up(db, dialect) {
    for (const column of ['subject_id text', 'kind text', 'applied_at bigint'])
      await sql.raw(`alter table reviews add column ${column}`).execute(db);
    const told = (path: readonly string[]) =>
      dialect === 'sqlite'
        ? `json_extract(document, '$.${path.join('.')}')`
        : `(document::json #>> '{${path.join(',')}}')`;
    await sql
      .raw(`update reviews set subject_id = ${told(['subject', 'objectId'])}, kind = ${told(['kind'])},
        applied_at = cast(${told(['appliedAt'])} as bigint)`)
      .execute(db);
    await sql`create index reviews_applied_to on reviews (subject_id, applied_at) where applied_at is not null`.execute(
      db,
    );
    await sql`create index reviews_applied_kind on reviews (kind, applied_at) where applied_at is not null`.execute(db);
  },
};
