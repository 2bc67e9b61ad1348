import type { Alert } from '../../src/alerts/alert';
import { createAlertDesk } from '../../src/alerts/desk';
import { memoryAlertStore } from '../../src/alerts/memory-alert-store';
import { noTimers } from '../../src/alerts/timers';
import { createIntents } from '../../src/chat/intents';
import { createInvestigationDuty } from '../../src/chat/investigation-duty';
import { memoryOutbox } from '../../src/chat/memory-outbox';
import { memoryCardRefs } from '../../src/chat/memory-stores';
import { ManualClock } from '../../src/core/clock';
import { silentLog } from '../../src/core/log';
import { memoryAuditTrail } from '../../src/core/memory-audit-trail';
import { memoryUnitOfWork } from '../../src/core/memory-unit-of-work';
import { done, refuse } from '../../src/core/outcome';
import { memoryStateStore } from '../../src/core/state';
import type { LogQuery, LogSource } from '../../src/detection/ports';
import { at, mia, openAlert } from './painting/an-alert';

const usage = { Days: 3, Calls: 9, ConsoleUses: 1, Addresses: 1, Countries: ['Germany'] };

/** A log whose answer to every query can be set, over real stores. */
async function room(more: Parameters<typeof openAlert>[0] = {}) {
  const clock = new ManualClock(at('02:39'));
  const uow = memoryUnitOfWork();
  const [alerts, refs, outbox, state] = [memoryAlertStore(), memoryCardRefs(), memoryOutbox(), memoryStateStore()];
  const intents = createIntents(outbox, refs);
  const audit = memoryAuditTrail();
  const desk = createAlertDesk({ store: alerts, audit, timers: noTimers, changed: async () => undefined });
  const asked: LogQuery[] = [];
  let answer: LogSource['query'] = async ({ name }) => done({ rows: name === 'history' ? [usage] : [] });
  const source: LogSource = {
    query: (query) => {
      asked.push(query);
      return answer(query);
    },
  };
  await uow.run(async (tx) => {
    await alerts.insert(tx, openAlert(more));
    const place = { serviceUrl: 'https://x', conversationId: '19:a;messageid=1', activityId: '1', opensThread: true };
    await refs.put(tx, { subject: 'A-12', postedAt: at('02:18'), ...place });
  });
  const duty = () => {
    const parts = { uow, alerts, desk, refs, state, intents, source, clock, log: silentLog, kick: () => undefined };
    return createInvestigationDuty(parts);
  };
  return {
    clock,
    asked,
    duty,
    desk,
    uow,
    setAnswer: (next: LogSource['query']) => {
      answer = next;
    },
    insert: (alert: Alert) => uow.run((tx) => alerts.insert(tx, alert)),
    get: async (id = 'A-12') => (await uow.run((tx) => alerts.get(tx, id))) ?? openAlert(),
    replies: () => outbox.all().filter(({ id }) => id.startsWith('reply:')),
    wish: () =>
      uow.run((tx) =>
        desk.act(tx, 'A-12', { kind: 'investigate', by: { ...mia, at: clock.now() } }, `m${clock.now()}`),
      ),
  };
}

describe('the log around a posted alert', () => {
  test('is read once, six questions, and its card is wished for in the thread', async () => {
    const r = await room();
    const look = r.duty();
    expect([await look(r.clock.now()), await look(r.clock.now())]).toEqual([1, 0]);
    expect(r.asked.map(({ name }) => name)).toEqual([
      'own-activity',
      'around-machines',
      'same-address',
      'sign-ins',
      'history',
      'machine-sessions',
    ]);
    const [reply, ...rest] = r.replies();
    expect(rest).toEqual([]);
    expect(reply).toMatchObject({ id: 'reply:A-12:investigated:1', delivery: { card: 'V-12', mentions: [] } });
    expect((await r.get()).investigation?.figures.find(({ id }) => id === 'history')?.rows).toMatchObject([
      { calls: 9 },
    ]);
  });

  test('links alerts with the same address on both sides, the one that was there first repainted', async () => {
    const r = await room();
    const [first] = openAlert().findings;
    if (first === undefined) throw new Error('the alert has findings');
    const eva = { ...first.session.principal, objectId: 'eva', displayName: 'eva@contoso.com' };
    const elsewhere = { ...first, session: { ...first.session, principal: eva, target: '/x/virtualMachines/far' } };
    const earlier = openAlert({ id: 'A-7', principal: eva, findings: [elsewhere], openedAt: at('01:00') });
    await r.insert(earlier);
    await r.duty()(r.clock.now());
    expect((await r.get()).kin).toEqual({ sameAddress: ['A-7'], sameMachine: [] });
    expect(await r.get('A-7')).toMatchObject({ version: earlier.version + 1, kin: { sameAddress: ['A-12'] } });
  });

  test('is not read for a drill, nor for what was resolved before', async () => {
    const drill = await room({ drill: true });
    expect(await drill.duty()(drill.clock.now())).toBe(0);
    const closed = await room({ status: 'resolved' });
    expect(await closed.duty()(closed.clock.now())).toBe(0);
  });

  test('is read again when somebody asks, who is mentioned; not twice at once, not within a minute', async () => {
    const r = await room();
    const look = r.duty();
    await look(r.clock.now());
    expect(await r.wish()).toMatchObject({ ok: false, reason: 'just-read' });
    r.clock.advance(61_000);
    expect(await r.wish()).toMatchObject({ ok: true });
    expect(await r.wish()).toMatchObject({ ok: true });
    r.clock.advance(1_000);
    expect(await r.wish()).toMatchObject({ ok: false, reason: 'under-way' });
    expect(await look(r.clock.now())).toBe(1);
    const replies = r.replies();
    expect(replies).toHaveLength(2);
    expect(replies.at(-1)).toMatchObject({
      id: 'reply:A-12:investigated:2',
      delivery: { mentions: [{ name: 'Mia M.' }] },
    });
    expect((await r.get()).investigationWanted).toBeUndefined();
  });

  test('one table that is missing leaves the others', async () => {
    const r = await room();
    r.setAnswer(async ({ name }) =>
      name === 'sign-ins' ? refuse('bad-query', 'no such table') : done({ rows: name === 'history' ? [usage] : [] }),
    );
    await r.duty()(r.clock.now());
    const figures = (await r.get()).investigation?.figures ?? [];
    expect(figures.filter(({ failed }) => failed !== undefined).map(({ id, failed }) => [id, failed])).toEqual([
      ['sign-ins', 'no such table'],
    ]);
  });

  test('a log that answers nothing is asked three times, then that is said', async () => {
    const r = await room();
    r.setAnswer(async () => refuse('throttled', 'too many requests'));
    const look = r.duty();
    const tried: number[] = [];
    for (let half = 0; half < 12; half++) {
      tried.push(await look(r.clock.now()));
      r.clock.advance(30_000);
    }
    expect(tried.flatMap((count, index) => (count > 0 ? [index / 2] : []))).toEqual([0, 1, 2]);
    expect(r.replies()).toHaveLength(1);
  });

  test('a reader that died is replaced when its claim is over, and not before', async () => {
    const r = await room();
    const answers = async () => done({ rows: [] });
    r.setAnswer(() => new Promise(() => undefined));
    void r.duty()(r.clock.now());
    await new Promise((resolve) => setImmediate(resolve));
    r.setAnswer(answers);
    r.clock.advance(120_000);
    expect(await r.duty()(r.clock.now())).toBe(0);
    r.clock.advance(40_000);
    expect(await r.duty()(r.clock.now())).toBe(1);
    expect(r.replies()).toHaveLength(1);
  });
});
