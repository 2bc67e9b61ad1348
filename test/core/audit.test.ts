import { type AuditEntry, type AuditEvent, chainHash, firstBrokenLink, genesisHash } from '../../src/core/audit';

function chain(events: readonly AuditEvent[]): AuditEntry[] {
  let previousHash = genesisHash;
  return events.map((event, index) => {
    const sequence = index + 1;
    const hash = chainHash(previousHash, sequence, event);
    const entry = { ...event, sequence, previousHash, hash };
    previousHash = hash;
    return entry;
  });
}

const events: AuditEvent[] = [
  {
    at: 1,
    actor: 'system:detection',
    verb: 'raise',
    subject: 'A-1',
    result: 'done',
    details: { severity: 'high', sessions: 2 },
  },
  { at: 2, actor: 'mia', verb: 'acknowledge', subject: 'A-1', result: 'done', messageId: 'm-1' },
  { at: 3, actor: 'mia', verb: 'resolve', subject: 'A-1', result: 'done' },
];

describe('Audit trail: the chain', () => {
  it('holds for what was written', () => {
    expect(firstBrokenLink(genesisHash, chain(events))).toBeUndefined();
  });

  it.each([
    ['who', { actor: 'tom' }],
    ['what', { verb: 'release' }],
    ['when', { at: 4 }],
    ['the result', { result: 'no-role' }],
    ['the message', { messageId: 'm-2' }],
    ['a detail', { details: { severity: 'low' } }],
  ])('breaks at the entry whose %s was changed', (_what, change) => {
    const entries = chain(events);
    const tampered = entries.map((entry, index) => (index === 1 ? { ...entry, ...change } : entry));
    expect(firstBrokenLink(genesisHash, tampered)?.sequence).toBe(2);
  });

  it('breaks where an entry was taken out', () => {
    const [first, , third] = chain(events);
    expect(
      firstBrokenLink(
        genesisHash,
        [first, third].filter((entry) => entry !== undefined),
      )?.sequence,
    ).toBe(3);
  });

  it('does not depend on the order of the details', () => {
    const swapped = { ...events[0], details: { sessions: 2, severity: 'high' } } as AuditEvent;
    expect(chainHash(genesisHash, 1, swapped)).toBe(chain(events)[0]?.hash);
  });
});
