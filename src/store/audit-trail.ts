import { type AuditEntry, type AuditTrail, chainHash, genesisHash } from '../core/audit';
import type { Tx } from '../core/unit-of-work';
import { nextNumber } from './counters';
import type { AuditRow } from './tables';
import { queries } from './transactions';

/** The chain. Rows are only ever inserted; the counter makes writers wait for each other, so that no two share a predecessor. */
export function storedAuditTrail(): AuditTrail {
  async function head(tx: Tx): Promise<AuditEntry | undefined> {
    const row = await queries(tx)
      .selectFrom('audit')
      .selectAll()
      .orderBy('sequence', 'desc')
      .limit(1)
      .executeTakeFirst();
    return row === undefined ? undefined : entryOf(row);
  }

  return {
    head,

    async append(tx, event) {
      const sequence = await nextNumber(tx, 'audit');
      const previousHash = (await head(tx))?.hash ?? genesisHash;
      const entry: AuditEntry = { ...event, sequence, previousHash, hash: chainHash(previousHash, sequence, event) };
      await queries(tx).insertInto('audit').values(rowOf(entry)).execute();
      return entry;
    },

    async holds(tx, { subject, actor, verb, messageId }) {
      const row = await queries(tx)
        .selectFrom('audit')
        .select('sequence')
        .where('subject', '=', subject)
        .where('message_id', '=', messageId)
        .where('actor', '=', actor)
        .where('verb', '=', verb)
        .where('result', '=', 'done')
        .limit(1)
        .executeTakeFirst();
      return row !== undefined;
    },

    async forSubject(tx, subject, limit) {
      const newest = await queries(tx)
        .selectFrom('audit')
        .selectAll()
        .where('subject', '=', subject)
        .orderBy('sequence', 'desc')
        .limit(limit)
        .execute();
      return newest.reverse().map(entryOf);
    },

    async after(tx, sequence, limit) {
      const rows = await queries(tx)
        .selectFrom('audit')
        .selectAll()
        .where('sequence', '>', sequence)
        .orderBy('sequence')
        .limit(limit)
        .execute();
      return rows.map(entryOf);
    },
  };
}

function rowOf({ messageId, details, previousHash, ...entry }: AuditEntry): AuditRow {
  return {
    sequence: entry.sequence,
    at: entry.at,
    actor: entry.actor,
    verb: entry.verb,
    subject: entry.subject,
    result: entry.result,
    message_id: messageId ?? null,
    details: details === undefined ? null : JSON.stringify(details),
    previous_hash: previousHash,
    hash: entry.hash,
  };
}

function entryOf({ message_id, details, previous_hash, ...row }: AuditRow): AuditEntry {
  return {
    ...row,
    ...(message_id === null ? {} : { messageId: message_id }),
    ...(details === null ? {} : { details: JSON.parse(details) }),
    previousHash: previous_hash,
  };
}
