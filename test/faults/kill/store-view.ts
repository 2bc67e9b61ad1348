import { join } from 'node:path';
import Database from 'libsql';
import type { Alert } from '../../../src/alerts/alert';
import { type AuditEntry, firstBrokenLink, genesisHash } from '../../../src/core/audit';
import { systemClock } from '../../../src/core/clock';
import type { Review } from '../../../src/review/review';

/** What the store holds at one moment, read beside the running process as a backup would. */
export interface StoreView {
  readonly at: number;
  readonly alerts: readonly Alert[];
  readonly reviews: readonly Review[];
  readonly audit: readonly AuditEntry[];
  /** First entry that does not follow from its predecessor. */
  readonly brokenAt?: number;
  /** Activity ids of the messages the bot knows as its own, with what they show. */
  readonly cards: ReadonlyMap<string, string>;
  readonly waiting: number;
  readonly buried: readonly string[];
}

export interface Row {
  readonly [column: string]: unknown;
}

/** How a database is asked. */
export const viewQueries = {
  audit: 'select * from audit order by sequence',
  alerts: 'select document from alerts',
  reviews: 'select document from reviews',
  cards: 'select activity_id, subject from card_refs',
  outbox: 'select id, problem, buried_at from outbox',
} as const;

export type ViewRows = Readonly<Record<keyof typeof viewQueries, readonly Row[]>>;

/** `at`: epoch milliseconds before the first row was read. */
export function viewOf(at: number, rows: ViewRows): StoreView {
  const audit = rows.audit.map(entryOf);
  const broken = firstBrokenLink(genesisHash, audit);
  return {
    at,
    alerts: rows.alerts.map(({ document }) => JSON.parse(String(document)) as Alert),
    reviews: rows.reviews.map(({ document }) => JSON.parse(String(document)) as Review),
    audit,
    cards: new Map(rows.cards.map((row) => [String(row.activity_id), String(row.subject)])),
    waiting: rows.outbox.filter(({ buried_at }) => buried_at === null).length,
    buried: rows.outbox
      .filter(({ buried_at }) => buried_at !== null)
      .map(({ id, problem }) => `${String(id)}: ${String(problem)}`),
    ...(broken === undefined ? {} : { brokenAt: broken.sequence }),
  };
}

/** The embedded store. */
export function viewStore(storeDir: string): StoreView {
  const file = new Database(join(storeDir, 'store.db'), { timeout: 10_000 });
  const at = systemClock.now();
  try {
    file.exec('begin');
    const rows: Record<string, readonly Row[]> = {};
    for (const [name, query] of Object.entries(viewQueries)) rows[name] = file.prepare(query).all() as Row[];
    file.exec('commit');
    return viewOf(at, rows as ViewRows);
  } finally {
    file.close();
  }
}

function entryOf(row: Row): AuditEntry {
  return {
    sequence: Number(row.sequence),
    at: Number(row.at),
    actor: String(row.actor),
    verb: String(row.verb),
    subject: String(row.subject),
    result: String(row.result),
    ...(row.message_id === null ? {} : { messageId: String(row.message_id) }),
    ...(row.details === null ? {} : { details: JSON.parse(String(row.details)) as NonNullable<AuditEntry['details']> }),
    previousHash: String(row.previous_hash),
    hash: String(row.hash),
  };
}
