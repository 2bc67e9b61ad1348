import type { Tx } from '../core/unit-of-work';

/**
 * What detection remembers between polls, in two portable shapes: documents found by key (aggregates, watermark) and records found by links and
 * time (sessions, related operations). Nothing here is ever read whole, so that a poll costs the same however long the history is.
 */
export interface BaselineStore {
  /** The documents that exist among `keys`. Values are JSON and immutable: what was saved comes back equal, and neither side changes it in place. */
  documents(tx: Tx, keys: readonly string[]): Promise<ReadonlyMap<string, unknown>>;
  /** Inserts or replaces by key. */
  saveDocuments(tx: Tx, documents: readonly StoredDocument[]): Promise<void>;

  /** The records of this kind with these ids, in no order; unknown ids are left out. */
  recordsById(tx: Tx, kind: RecordKind, ids: readonly string[]): Promise<readonly StoredRecord[]>;
  /**
   * For every link the newest `limit` records of this kind that carry it (and `also`, where that is asked for) and whose `at` lies within [from, to]; each record once,
   * oldest first (by `at`, then id).
   */
  recordsByLink(tx: Tx, kind: RecordKind, query: LinkQuery): Promise<readonly StoredRecord[]>;
  /** Up to `limit` records of this kind with `dueAt` ≤ `before`, the earliest due first. */
  dueRecords(tx: Tx, kind: RecordKind, before: number, limit: number): Promise<readonly StoredRecord[]>;
  /** Inserts or replaces by (kind, id), links included. */
  saveRecords(tx: Tx, records: readonly StoredRecord[]): Promise<void>;

  /**
   * Deletes documents with `expiresAt` < `before`, related operations with `dueAt` < `before` and records with `at` < `recordsBefore`; cheap enough
   * for once an hour.
   */
  expire(tx: Tx, before: number, recordsBefore: number): Promise<void>;
}

export interface StoredDocument {
  readonly key: string;
  /** JSON value. */
  readonly value: unknown;
  /** Epoch milliseconds; missing = kept. */
  readonly expiresAt?: number;
}

export const recordKinds = ['session', 'related'] as const;
export type RecordKind = (typeof recordKinds)[number];

export interface StoredRecord {
  readonly kind: RecordKind;
  readonly id: string;
  /** Epoch milliseconds: last event time of a session, event time of a related operation. */
  readonly at: number;
  /** `all`, `correlation:<id>`, `principal:<id>`, `target:<id>`, `ip:<address>` …; at most a few dozen, distinct. */
  readonly links: readonly string[];
  /** Epoch milliseconds when the poller must look at a session again by itself, or from when no session asks for a related operation; missing = never. */
  readonly dueAt?: number;
  /** JSON value. */
  readonly value: unknown;
}

export interface LinkQuery {
  readonly links: readonly string[];
  /** A link that each record must carry besides. */
  readonly also?: string;
  readonly from: number;
  readonly to: number;
  /** Newest records a link. */
  readonly limit: number;
}
