import { sql } from 'kysely';
import type { Migration, MigrationDatabase } from '../migrate';

/** Column types are those both databases know. Partial indexes keep the hot questions (unresolved, due, waiting) as small as their answers. */
export const firstTables: Migration = {
  version: 1,
  async up(db) {
    await recordTables(db);
    await alertTables(db);
    await chatTables(db);
    await reviewTables(db);
    await baselineTables(db);
  },
};

async function recordTables(db: MigrationDatabase): Promise<void> {
  await sql`create table counters (name text primary key not null, value bigint not null)`.execute(db);
  await sql`create table state (key text primary key not null, version bigint not null, value text not null)`.execute(
    db,
  );
  await sql`create table audit (sequence bigint primary key not null, at bigint not null, actor text not null, verb text not null,
    subject text not null, result text not null, message_id text, details text, previous_hash text not null, hash text not null)`.execute(
    db,
  );
  await sql`create index audit_by_subject on audit (subject, sequence)`.execute(db);
}

async function alertTables(db: MigrationDatabase): Promise<void> {
  await sql`create table alerts (id text primary key not null, version bigint not null, status text not null, severity bigint not null,
    principal_id text not null, holder_id text, last_session_at bigint not null, updated_at bigint not null, due_at bigint,
    document text not null)`.execute(db);
  await sql`create index alerts_unresolved on alerts (principal_id, last_session_at) where status <> 'resolved'`.execute(
    db,
  );
  await sql`create index alerts_by_time on alerts (last_session_at, id)`.execute(db);
  await sql`create index alerts_by_principal on alerts (principal_id, last_session_at)`.execute(db);
  await sql`create index alerts_by_change on alerts (updated_at)`.execute(db);
  await sql`create index alerts_due on alerts (due_at) where due_at is not null`.execute(db);
  await sql`create table alert_sessions (session_id text primary key not null, alert_id text not null)`.execute(db);
}

async function chatTables(db: MigrationDatabase): Promise<void> {
  await sql`create table outbox (id text primary key not null, position bigint not null, lane text not null, subject text not null,
    created_at bigint not null, due_at bigint not null, attempts bigint not null, generation bigint not null,
    claimed_until bigint not null, buried_at bigint, problem text, delivery text not null)`.execute(db);
  await sql`create index outbox_waiting on outbox (lane, position) where buried_at is null`.execute(db);
  await sql`create index outbox_buried on outbox (buried_at) where buried_at is not null`.execute(db);
  await sql`create table card_refs (conversation_id text not null, activity_id text not null, position bigint not null,
    subject text not null, service_url text not null, opens_thread bigint not null, posted_at bigint not null, person_of text,
    primary key (conversation_id, activity_id))`.execute(db);
  await sql`create index card_refs_by_subject on card_refs (subject, position)`.execute(db);
  await sql`create table channels (conversation_id text primary key not null, subscribed_at bigint not null,
    document text not null)`.execute(db);
  await sql`create table people (object_id text primary key not null, name text not null, service_url text not null, mri text,
    personal_conversation_id text, seen_at bigint not null)`.execute(db);
  await sql`create table seen (activity_key text primary key not null, answer text not null, at bigint not null)`.execute(
    db,
  );
  await sql`create index seen_by_time on seen (at)`.execute(db);
}

async function reviewTables(db: MigrationDatabase): Promise<void> {
  await sql`create table reviews (id text primary key not null, position bigint not null, version bigint not null, state text not null,
    open bigint not null, alert_id text, due_at bigint, updated_at bigint not null, document text not null)`.execute(
    db,
  );
  await sql`create index reviews_open on reviews (position) where open = 1`.execute(db);
  await sql`create index reviews_by_alert on reviews (alert_id, position) where alert_id is not null`.execute(db);
  await sql`create index reviews_by_change on reviews (updated_at)`.execute(db);
  await sql`create index reviews_due on reviews (due_at) where due_at is not null`.execute(db);
  await sql`create table review_changes (review_id text not null, step_id text not null, at bigint not null,
    primary key (review_id, step_id, at))`.execute(db);
  await sql`create index review_changes_by_time on review_changes (at)`.execute(db);
}

async function baselineTables(db: MigrationDatabase): Promise<void> {
  await sql`create table baseline_documents (key text primary key not null, value text not null, expires_at bigint)`.execute(
    db,
  );
  await sql`create index baseline_documents_expiry on baseline_documents (expires_at) where expires_at is not null`.execute(
    db,
  );
  await sql`create table baseline_records (kind text not null, id text not null, at bigint not null, due_at bigint, links text not null,
    value text not null, primary key (kind, id))`.execute(db);
  await sql`create index baseline_records_by_time on baseline_records (at)`.execute(db);
  await sql`create index baseline_records_due on baseline_records (kind, due_at) where due_at is not null`.execute(db);
  await sql`create table baseline_links (kind text not null, link text not null, at bigint not null, id text not null,
    primary key (kind, link, at, id))`.execute(db);
}
