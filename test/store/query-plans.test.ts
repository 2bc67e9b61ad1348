import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'libsql';
import { openStore } from '../../src/store/open-store';

/**
 * What a poll, a press and a timer ask must walk an index: history grows for years. Each line is the question as the repository asks it; the
 * plan of the real file is read, so that a changed index fails here and not in the second year.
 */
const questions: readonly [string, string][] = [
  [
    'alert of a session',
    "select document from alert_sessions join alerts on alerts.id = alert_id where session_id = 's'",
  ],
  [
    'newest unresolved',
    "select document from alerts where principal_id = 'p' and status <> 'resolved' order by last_session_at desc limit 1",
  ],
  ['due alerts', 'select document from alerts where due_at <= 5 order by due_at, id limit 10'],
  [
    'recent alerts',
    'select document from alerts where last_session_at >= 5 order by last_session_at desc, id desc limit 10',
  ],
  ['audit of a subject', "select * from audit where subject = 'A-1' order by sequence desc limit 10"],
  ['audit head', 'select * from audit order by sequence desc limit 1'],
  ['heads of the lanes', 'select min(position) from outbox where buried_at is null group by lane'],
  ['cards of a subject', "select * from card_refs where subject = 'A-1' order by position"],
  ['old alerts', 'select id from alerts where updated_at < 5 limit 500'],
  ['old reviews', 'select id from reviews where updated_at < 5 and open = 0 limit 500'],
  ['old activities', 'delete from seen where at < 5'],
  ['open reviews', 'select document from reviews where open = 1 order by position'],
  ['reviews of an alert', "select document from reviews where alert_id = 'A-1' order by position"],
  ['due reviews', 'select document from reviews where due_at <= 5 order by due_at, position limit 10'],
  [
    'plans applied to a principal',
    "select document from reviews where subject_id = 'p' and applied_at is not null order by applied_at desc limit 50",
  ],
  [
    'consoles switched',
    "select document from reviews where kind = 'console' and applied_at is not null order by applied_at desc limit 50",
  ],
  ['changes an hour', 'select count(*) from review_changes where at >= 5'],
  [
    'records of a link',
    "select id from baseline_links where kind = 'session' and link = 'all' and at >= 1 and at <= 5 order by at desc, id desc limit 5",
  ],
  ['due records', "select * from baseline_records where kind = 'session' and due_at <= 5 order by due_at, id limit 5"],
  ['old records', 'select * from baseline_records where at < 5 limit 500'],
  ['old documents', 'delete from baseline_documents where expires_at < 5'],
];

const dataDir = mkdtempSync(join(tmpdir(), 'plans-'));
let file: Database.Database;

beforeAll(async () => {
  const store = await openStore({ dataDir });
  if (!store.ok) throw new Error(store.message);
  await store.value.close();
  file = new Database(join(dataDir, 'store.db'));
});

afterAll(() => {
  file.close();
  rmSync(dataDir, { recursive: true });
});

it.each(questions)('%s walks an index', (_name, sql) => {
  const steps = file.prepare(`explain query plan ${sql}`).all([]) as { detail: string }[];
  const walks = steps.map(({ detail }) => detail);
  expect(walks.filter((step) => step.startsWith('SCAN') && !step.includes(' INDEX '))).toEqual([]);
});
