import { type AuditEntry, type AuditTrail, chainHash, genesisHash } from './audit';

/** The record in memory, for replay and tests; lost with the process. */
export function memoryAuditTrail(): AuditTrail & { all(): readonly AuditEntry[] } {
  const entries: AuditEntry[] = [];
  return {
    all: () => [...entries],
    async append(_tx, event) {
      const previousHash = entries.at(-1)?.hash ?? genesisHash;
      const sequence = entries.length + 1;
      const entry = { ...event, sequence, previousHash, hash: chainHash(previousHash, sequence, event) };
      entries.push(entry);
      return entry;
    },
    holds: async (_tx, { subject, actor, verb, messageId }) =>
      entries.some(
        (entry) =>
          entry.subject === subject &&
          entry.messageId === messageId &&
          entry.actor === actor &&
          entry.verb === verb &&
          entry.result === 'done',
      ),
    forSubject: async (_tx, subject, limit) => entries.filter((entry) => entry.subject === subject).slice(-limit),
    after: async (_tx, sequence, limit) => entries.filter((entry) => entry.sequence > sequence).slice(0, limit),
    head: async () => entries.at(-1),
  };
}
