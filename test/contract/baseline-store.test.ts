import { memoryBaselineStore } from '../../src/detection/memory-baseline-store';
import type { BaselineStore, LinkQuery, StoredRecord } from '../../src/detection/store-ports';
import { contract, embedded, memory } from './adapters';

function record(id: string, at: number, links: readonly string[], more: Partial<StoredRecord> = {}): StoredRecord {
  return { kind: 'session', id, at, links, value: { id, note: null }, ...more };
}

contract<BaselineStore>(
  'BaselineStore',
  [memory(memoryBaselineStore), embedded(({ baseline }) => baseline)],
  ({ run }) => {
    const save = (...records: readonly StoredRecord[]) => run((tx, store) => store.saveRecords(tx, records));
    const byLink = async (query: Partial<LinkQuery>) => {
      const asked = { links: [], from: 0, to: 1000, limit: 10, ...query };
      return (await run((tx, store) => store.recordsByLink(tx, 'session', asked))).map(({ id }) => id);
    };

    it('keeps documents by key', async () => {
      await run((tx, store) =>
        store.saveDocuments(tx, [
          { key: 'a', value: { n: [1, 2] } },
          { key: 'b', value: null, expiresAt: 10 },
        ]),
      );
      await run((tx, store) => store.saveDocuments(tx, [{ key: 'a', value: 'replaced' }]));
      const found = await run((tx, store) => store.documents(tx, ['a', 'b', 'c']));
      expect([...found].sort()).toEqual([
        ['a', 'replaced'],
        ['b', null],
      ]);
      expect((await run((tx, store) => store.documents(tx, []))).size).toBe(0);
    });

    it('finds records by id, of their kind only', async () => {
      const session = record('x', 1, ['all'], { dueAt: 7 });
      const related = record('x', 2, ['all'], { kind: 'related' });
      await save(session, related);
      expect(await run((tx, store) => store.recordsById(tx, 'session', ['x', 'y']))).toEqual([session]);
      expect(await run((tx, store) => store.recordsById(tx, 'related', ['x']))).toEqual([related]);
    });

    it('finds the newest of each link within the time, each once, oldest first', async () => {
      await save(
        record('1', 10, ['all', 'principal:p']),
        record('2', 20, ['all', 'principal:q']),
        record('3', 30, ['all', 'principal:p']),
        record('4', 30, ['all']),
      );
      expect(await byLink({ links: ['all'] })).toEqual(['1', '2', '3', '4']);
      expect(await byLink({ links: ['all'], limit: 2 })).toEqual(['3', '4']);
      expect(await byLink({ links: ['principal:p', 'all', 'principal:p'], limit: 3 })).toEqual(['1', '2', '3', '4']);
      expect(await byLink({ links: ['all'], from: 10, to: 20 })).toEqual(['1', '2']);
      expect(await byLink({ links: ['all'], from: 11, to: 29 })).toEqual(['2']);
      expect(await byLink({ links: ['unknown'] })).toEqual([]);
      expect(await byLink({ links: [] })).toEqual([]);
    });

    it('finds the newest that carry a second link too, however many lie between them', async () => {
      await save(
        record('1', 10, ['principal:p', 'target:m']),
        record('2', 20, ['principal:p', 'target:m']),
        ...Array.from({ length: 5 }, (_, index) => record(`n${index}`, 30 + index, ['principal:p', 'target:n'])),
        record('3', 40, ['principal:q', 'target:m']),
      );
      const both = { links: ['principal:p'], also: 'target:m' };
      expect(await byLink(both)).toEqual(['1', '2']);
      expect(await byLink({ ...both, limit: 1 })).toEqual(['2']);
      expect(await byLink({ ...both, to: 15 })).toEqual(['1']);
      expect(await byLink({ ...both, also: 'target:o' })).toEqual([]);
    });

    it('replaces a record with its links, time and timer', async () => {
      await save(record('1', 10, ['all', 'ip:a'], { dueAt: 5 }));
      await save(record('1', 20, ['all', 'ip:b'], { value: 'new' }));
      expect(await byLink({ links: ['ip:a'] })).toEqual([]);
      expect(await byLink({ links: ['ip:b'] })).toEqual(['1']);
      expect(await byLink({ links: ['all'], to: 15 })).toEqual([]);
      expect(await run((tx, store) => store.dueRecords(tx, 'session', 100, 10))).toEqual([]);
      await save(record('1', 20, ['all', 'ip:b'], { value: 'newer', dueAt: 9 }));
      expect((await run((tx, store) => store.dueRecords(tx, 'session', 9, 10)))[0]?.value).toBe('newer');
    });

    it('gives the due ones, earliest first', async () => {
      await save(
        record('late', 1, [], { dueAt: 30 }),
        record('soon', 2, [], { dueAt: 10 }),
        record('never', 3, []),
        record('related', 4, [], { kind: 'related', dueAt: 10 }),
      );
      const due = async (before: number, limit: number) =>
        (await run((tx, store) => store.dueRecords(tx, 'session', before, limit))).map(({ id }) => id);
      expect(await due(30, 10)).toEqual(['soon', 'late']);
      expect(await due(30, 1)).toEqual(['soon']);
      expect(await due(9, 10)).toEqual([]);
    });

    it('forgets what has expired, links included, and keeps the rest', async () => {
      await run((tx, store) =>
        store.saveDocuments(tx, [
          { key: 'old', value: 1, expiresAt: 9 },
          { key: 'kept', value: 1 },
          { key: 'edge', value: 1, expiresAt: 10 },
        ]),
      );
      await save(record('old', 99, ['all']), record('edge', 100, ['all']));
      await run((tx, store) => store.expire(tx, 10, 100));
      const left = await run((tx, store) => store.documents(tx, ['old', 'kept', 'edge']));
      expect([...left.keys()].sort()).toEqual(['edge', 'kept']);
      expect(await byLink({ links: ['all'] })).toEqual(['edge']);
      expect(await run((tx, store) => store.recordsById(tx, 'session', ['old']))).toEqual([]);
    });

    it('forgets related operations that no session asks for any more, and no session for its timer', async () => {
      await save(
        record('over', 500, ['all'], { kind: 'related', dueAt: 9 }),
        record('asked for', 500, ['all'], { kind: 'related', dueAt: 10 }),
        record('due', 500, ['all'], { dueAt: 9 }),
      );
      await run((tx, store) => store.expire(tx, 10, 100));
      const left = await run((tx, store) =>
        store.recordsByLink(tx, 'related', { links: ['all'], from: 0, to: 999, limit: 9 }),
      );
      expect(left.map(({ id }) => id)).toEqual(['asked for']);
      expect(await byLink({ links: ['all'] })).toEqual(['due']);
    });

    it('expires more records than one batch', async () => {
      await save(...Array.from({ length: 1100 }, (_, index) => record(`r${index}`, index, ['all'])));
      await run((tx, store) => store.expire(tx, 0, 1090));
      expect(await byLink({ links: ['all'], to: 5000, limit: 50 })).toHaveLength(10);
    });
  },
);
