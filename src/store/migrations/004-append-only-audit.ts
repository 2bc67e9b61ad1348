import { sql } from 'kysely';
import type { Migration } from '../migrate';

const reason = 'the audit is append-only';

/** The database itself refuses to change or delete what was recorded; who can drop the triggers is found out by the hash chain. */
export const appendOnlyAudit: Migration = {
  version: 4,
  async up(db, dialect) {
    if (dialect === 'sqlite') {
      for (const change of ['update', 'delete'])
        await sql
          .raw(
            `create trigger audit_no_${change} before ${change} on audit begin select raise(abort, '${reason}'); end`,
          )
          .execute(db);
      return;
    }
    await sql
      .raw(`create function audit_is_append_only() returns trigger language plpgsql
        as $$ begin raise exception '${reason}'; end $$`)
      .execute(db);
    await sql`create trigger audit_no_change before update or delete on audit
      for each row execute function audit_is_append_only()`.execute(db);
    await sql`create trigger audit_no_truncate before truncate on audit
      for each statement execute function audit_is_append_only()`.execute(db);
  },
};
