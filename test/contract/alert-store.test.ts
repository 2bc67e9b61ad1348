import type { Alert } from '../../src/alerts/alert';
import { memoryAlertStore } from '../../src/alerts/memory-alert-store';
import type { AlertFilter, AlertStore } from '../../src/alerts/ports';
import type { Severity } from '../../src/core/severity';
import { emptyContext, finding, rob, start } from '../support/findings';
import { contract, embedded, memory } from './adapters';

const ana = { ...rob, objectId: '22222222-2222-4222-8222-222222222222' };
const mia = { objectId: '33333333-3333-4333-8333-333333333333', name: 'Mia', at: start };

interface Wish {
  readonly principal?: typeof rob | typeof ana;
  readonly status?: Alert['status'];
  readonly severity?: Severity;
  readonly minutes?: number;
  readonly dueAt?: number;
  readonly held?: boolean;
}

function alert(id: string, { principal = rob, minutes = 0, ...wish }: Wish = {}): Alert {
  const { context: _context, ...own } = finding({ id: `session-${id}`, minutes, principal: principal as typeof rob });
  return {
    id,
    version: 1,
    status: wish.status ?? 'open',
    severity: wish.severity ?? 'high',
    score: 70,
    principal,
    findings: [own],
    context: emptyContext,
    openedAt: start,
    raisedAt: start,
    lastSessionAt: start + minutes * 60_000,
    updatedAt: start + minutes * 60_000,
    rises: [],
    level: 0,
    escalations: [],
    notes: [],
    earlier: [],
    reviewIds: [],
    ...(wish.dueAt === undefined ? {} : { dueAt: wish.dueAt }),
    ...(wish.held === true ? { holder: mia } : {}),
  };
}

contract<AlertStore>('AlertStore', [memory(memoryAlertStore), embedded(({ alerts }) => alerts)], ({ run }) => {
  const insert = (...alerts: readonly Alert[]) =>
    run(async (tx, store) => {
      for (const each of alerts) await store.insert(tx, each);
    });
  const idsOf = async (filter: Partial<AlertFilter>) =>
    (await run((tx, store) => store.list(tx, { limit: 10, ...filter }))).map(({ id }) => id);

  it('gives back what was inserted', async () => {
    const kept = alert('A-1', { dueAt: start, held: true });
    await insert(kept);
    expect(await run((tx, store) => store.get(tx, 'A-1'))).toEqual(kept);
    expect(await run((tx, store) => store.get(tx, 'A-2'))).toBeUndefined();
  });

  it('rejects an id that exists', async () => {
    await insert(alert('A-1'));
    await expect(insert(alert('A-1'))).rejects.toThrow();
  });

  it('lets the first of two changes to one version win', async () => {
    const first = alert('A-1');
    await insert(first);
    const acknowledged: Alert = { ...first, version: 2, status: 'acknowledged', holder: mia };
    expect(await run((tx, store) => store.replace(tx, acknowledged, 1))).toBe(true);
    expect(await run((tx, store) => store.replace(tx, { ...first, version: 2, status: 'resolved' }, 1))).toBe(false);
    expect(await run((tx, store) => store.get(tx, 'A-1'))).toEqual(acknowledged);
    expect(await run((tx, store) => store.replace(tx, alert('A-9'), 0))).toBe(false);
  });

  it('finds the newest unresolved alert of a principal', async () => {
    await insert(
      alert('A-1', { minutes: 1 }),
      alert('A-2', { minutes: 3 }),
      alert('A-3', { minutes: 9, status: 'resolved' }),
      alert('A-4', { minutes: 8, principal: ana }),
    );
    const found = await run((tx, store) => store.newestUnresolved(tx, rob.objectId));
    expect(found?.id).toBe('A-2');
    expect(await run((tx, store) => store.newestUnresolved(tx, 'nobody'))).toBeUndefined();
  });

  it('finds the alert of a session, also of one that joined later', async () => {
    const first = alert('A-1');
    await insert(first, alert('A-2', { minutes: 5 }));
    const { context: _context, ...joined } = finding({ id: 'joined', minutes: 2 });
    await run((tx, store) => store.replace(tx, { ...first, version: 2, findings: [...first.findings, joined] }, 1));
    expect((await run((tx, store) => store.bySession(tx, 'joined')))?.id).toBe('A-1');
    expect((await run((tx, store) => store.bySession(tx, 'session-A-2')))?.id).toBe('A-2');
    expect(await run((tx, store) => store.bySession(tx, 'unknown'))).toBeUndefined();
  });

  it('lists by every filter, newest first, up to the limit', async () => {
    await insert(
      alert('A-1', { minutes: 1, severity: 'low' }),
      alert('A-2', { minutes: 2, severity: 'critical', held: true, status: 'acknowledged' }),
      alert('A-3', { minutes: 3, severity: 'medium', principal: ana, status: 'resolved' }),
    );
    expect(await idsOf({})).toEqual(['A-3', 'A-2', 'A-1']);
    expect(await idsOf({ limit: 2 })).toEqual(['A-3', 'A-2']);
    expect(await idsOf({ statuses: ['open', 'acknowledged'] })).toEqual(['A-2', 'A-1']);
    expect(await idsOf({ statuses: [] })).toEqual([]);
    expect(await idsOf({ minSeverity: 'medium' })).toEqual(['A-3', 'A-2']);
    expect(await idsOf({ principalId: ana.objectId })).toEqual(['A-3']);
    expect(await idsOf({ holderId: mia.objectId })).toEqual(['A-2']);
    expect(await idsOf({ since: start + 2 * 60_000 })).toEqual(['A-3', 'A-2']);
    expect(await idsOf({ updatedSince: start + 3 * 60_000 })).toEqual(['A-3']);
    expect(await idsOf({ minSeverity: 'medium', statuses: ['acknowledged'], principalId: rob.objectId })).toEqual([
      'A-2',
    ]);
  });

  it('gives the due ones, earliest first, and forgets a timer that was taken away', async () => {
    await insert(alert('A-1', { dueAt: start + 20 }), alert('A-2', { dueAt: start + 10 }), alert('A-3'));
    const due = async (at: number, limit = 10) =>
      (await run((tx, store) => store.dueBefore(tx, at, limit))).map(({ id }) => id);
    expect(await due(start + 20)).toEqual(['A-2', 'A-1']);
    expect(await due(start + 20, 1)).toEqual(['A-2']);
    expect(await due(start + 9)).toEqual([]);
    await run((tx, store) => store.replace(tx, { ...alert('A-2'), version: 2 }, 1));
    expect(await due(start + 20)).toEqual(['A-1']);
  });
});
