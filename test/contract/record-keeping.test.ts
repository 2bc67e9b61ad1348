import { type AuditEvent, type AuditTrail, firstBrokenLink, genesisHash } from '../../src/core/audit';
import { type Ids, memoryIds } from '../../src/core/ids';
import { memoryAuditTrail } from '../../src/core/memory-audit-trail';
import { memoryStateStore, type StateStore } from '../../src/core/state';
import { contract, embedded, memory } from './adapters';

contract<Ids>('Ids', [memory(memoryIds), embedded(({ ids }) => ids)], ({ run }) => {
  it('counts each prefix by itself, from 1', async () => {
    const given = await run(async (tx, ids) => [
      await ids.next(tx, 'A'),
      await ids.next(tx, 'A'),
      await ids.next(tx, 'R'),
      await ids.next(tx, 'A'),
    ]);
    expect(given).toEqual(['A-1', 'A-2', 'R-1', 'A-3']);
  });

  it('never gives one twice, however many ask', async () => {
    const given = await Promise.all(Array.from({ length: 20 }, () => run((tx, ids) => ids.next(tx, 'M'))));
    expect(new Set(given).size).toBe(20);
  });
});

contract<StateStore>('StateStore', [memory(memoryStateStore), embedded(({ state }) => state)], ({ run }) => {
  it('gives back what was put, with its version', async () => {
    const value = { text: 'ü "quoted"', list: [1, null, true], deep: { at: 1_772_330_400_000 } };
    await run((tx, state) => state.put(tx, 'room.key', value));
    expect(await run((tx, state) => state.put(tx, 'room.key', value))).toBe(2);
    const found = await run((tx, state) => state.get(tx, 'room.key'));
    expect(found).toEqual({ value, version: 2 });
    expect(found?.value).not.toBe(value);
    expect(await run((tx, state) => state.get(tx, 'room.other'))).toBeUndefined();
  });

  it('lets only the first of two writers with the same version through', async () => {
    expect(await run((tx, state) => state.put(tx, 'k', 'new', 0))).toBe(1);
    expect(await run((tx, state) => state.put(tx, 'k', 'again', 0))).toBeUndefined();
    expect(await run((tx, state) => state.put(tx, 'k', 'first', 1))).toBe(2);
    expect(await run((tx, state) => state.put(tx, 'k', 'second', 1))).toBeUndefined();
    expect(await run((tx, state) => state.put(tx, 'none', 'x', 3))).toBeUndefined();
    expect(await run((tx, state) => state.get(tx, 'k'))).toEqual({ value: 'first', version: 2 });
  });

  it('forgets what is removed', async () => {
    await run((tx, state) => state.put(tx, 'k', 1));
    await run((tx, state) => state.remove(tx, 'k'));
    expect(await run((tx, state) => state.get(tx, 'k'))).toBeUndefined();
    expect(await run((tx, state) => state.put(tx, 'k', 1, 0))).toBe(1);
  });
});

contract<AuditTrail>('AuditTrail', [memory(memoryAuditTrail), embedded(({ audit }) => audit)], ({ run }) => {
  const event = (subject: string, at: number): AuditEvent => ({
    at,
    actor: 'system:test',
    verb: 'note',
    subject,
    result: 'done',
  });

  it('chains every entry to the one before', async () => {
    const first = await run((tx, audit) => audit.append(tx, event('A-1', 1)));
    const second = await run((tx, audit) =>
      audit.append(tx, { ...event('A-2', 2), messageId: 'm', details: { b: 1, a: 'x', c: null, d: true } }),
    );
    expect([first.sequence, second.sequence]).toEqual([1, 2]);
    const entries = await run((tx, audit) => audit.after(tx, 0, 10));
    expect(entries).toEqual([first, second]);
    expect(firstBrokenLink(genesisHash, entries)).toBeUndefined();
    expect(await run((tx, audit) => audit.head(tx))).toEqual(second);
  });

  it('keeps the chain whole when many write at once', async () => {
    await Promise.all([1, 2, 3, 4, 5, 6].map((at) => run((tx, audit) => audit.append(tx, event('A-1', at)))));
    const entries = await run((tx, audit) => audit.after(tx, 0, 10));
    expect(entries).toHaveLength(6);
    expect(firstBrokenLink(genesisHash, entries)).toBeUndefined();
  });

  it('gives the newest of a subject, newest last, and pages of the whole', async () => {
    for (const [subject, at] of [
      ['A-1', 1],
      ['A-2', 2],
      ['A-1', 3],
      ['A-1', 4],
    ] as const)
      await run((tx, audit) => audit.append(tx, event(subject, at)));
    const own = await run((tx, audit) => audit.forSubject(tx, 'A-1', 2));
    expect(own.map(({ at }) => at)).toEqual([3, 4]);
    expect((await run((tx, audit) => audit.after(tx, 1, 2))).map(({ sequence }) => sequence)).toEqual([2, 3]);
  });

  it('knows what a message has done already: all of subject, actor, verb and message, and done', async () => {
    const deed = { subject: 'A-1', actor: 'mia', verb: 'acknowledge', messageId: 'm-1' };
    await run((tx, audit) => audit.append(tx, { ...event('A-1', 1), ...deed, result: 'not-yours' }));
    expect(await run((tx, audit) => audit.holds(tx, deed))).toBe(false);
    await run((tx, audit) => audit.append(tx, { ...event('A-1', 2), ...deed, result: 'done' }));
    expect(await run((tx, audit) => audit.holds(tx, deed))).toBe(true);
    for (const other of [{ subject: 'A-2' }, { actor: 'ken' }, { verb: 'release' }, { messageId: 'm-2' }])
      expect(await run((tx, audit) => audit.holds(tx, { ...deed, ...other }))).toBe(false);
  });

  it('has no head while empty', async () => {
    expect(await run((tx, audit) => audit.head(tx))).toBeUndefined();
  });
});
