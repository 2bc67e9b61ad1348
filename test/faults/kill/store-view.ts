import { join } from 'node:path';
import Database from 'libsql';
import type { Alert } from '../../../src/alerts/alert';
import { type AuditEntry, firstBrokenLink, genesisHash } from '../../../src/core/audit';
import type { Review } from '../../../src/review/review';

/** What the store holds at one moment, read beside the running process as a backup would. */
export interface StoreView {
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

interface Row {
  readonly [column: string]: unknown;
}

export function viewStore(storeDir: string): StoreView {
  const file = new Database(join(storeDir, 'store.db'), { timeout: 10_000 });
  try {
    const rows = (sql: string) => file.prepare(sql).all() as Row[];
    file.exec('begin');
    const audit = rows('select * from audit order by sequence').map(entryOf);
    const broken = firstBrokenLink(genesisHash, audit);
    const view: StoreView = {
      alerts: rows('select document from alerts').map(({ document }) => JSON.parse(String(document)) as Alert),
      reviews: rows('select document from reviews').map(({ document }) => JSON.parse(String(document)) as Review),
      audit,
      cards: new Map(
        rows('select activity_id, subject from card_refs').map((row) => [String(row.activity_id), String(row.subject)]),
      ),
      waiting: rows('select id from outbox where buried_at is null').length,
      buried: rows('select id, problem from outbox where buried_at is not null').map(
        ({ id, problem }) => `${String(id)}: ${String(problem)}`,
      ),
      ...(broken === undefined ? {} : { brokenAt: broken.sequence }),
    };
    file.exec('commit');
    return view;
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
