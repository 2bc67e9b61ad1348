import { createAlertDesk } from '../../src/alerts/desk';
import { memoryAlertStore } from '../../src/alerts/memory-alert-store';
import { noTimers } from '../../src/alerts/timers';
import { createAnswerDuty } from '../../src/chat/answer-duty';
import { askedLine } from '../../src/chat/words/asked-line';
import { textOf } from '../../src/chat/words/piece';
import { ManualClock } from '../../src/core/clock';
import { silentLog } from '../../src/core/log';
import { memoryAuditTrail } from '../../src/core/memory-audit-trail';
import { memoryUnitOfWork } from '../../src/core/memory-unit-of-work';
import { done, refuse } from '../../src/core/outcome';
import { memoryStateStore } from '../../src/core/state';
import type { LogSource } from '../../src/detection/ports';
import { at, mia, openAlert, rob } from './painting/an-alert';

const answeredAt = at('03:00');
const minute = 60_000;

/** Rob said yes, or no, at 03:00; the log answers what it is told to. */
async function room(says: 'yes' | 'no', query: LogSource['query']) {
  const clock = new ManualClock(answeredAt);
  const [uow, alerts, state] = [memoryUnitOfWork(), memoryAlertStore(), memoryStateStore()];
  const desk = createAlertDesk({
    store: alerts,
    audit: memoryAuditTrail(),
    timers: noTimers,
    changed: async () => undefined,
  });
  const asks = [
    {
      id: 'Q-12-1',
      kind: 'ask' as const,
      to: { objectId: rob.objectId, name: 'Rob' },
      by: mia,
      question: '',
      dueAt: at('03:30'),
      answer: { at: answeredAt, says, text: 'fstab' },
    },
  ];
  await uow.run((tx) => alerts.insert(tx, openAlert({ asks, updatedAt: answeredAt })));
  const look = createAnswerDuty({
    uow,
    alerts,
    desk,
    state,
    source: { query },
    clock,
    log: silentLog,
    kick: () => undefined,
  });
  return {
    after: (minutes: number) => {
      clock.advance(answeredAt + minutes * minute - clock.now());
      return look(clock.now());
    },
    line: async () => {
      const alert = (await uow.run((tx) => alerts.get(tx, 'A-12'))) ?? openAlert();
      return askedLine(alert)?.facts.map(textOf).join(' · ') ?? '';
    },
  };
}

const rows = (...ips: string[]) =>
  done({ rows: ips.map((IPAddress) => ({ IPAddress, LastAt: '2026-03-01T03:00:00Z' })) });

describe('where a yes came from', () => {
  test('is read ten minutes later and once more when late rows are in, by one query about that person', async () => {
    const asked: Parameters<LogSource['query']>[0][] = [];
    const r = await room('yes', async (query) => {
      asked.push(query);
      return rows('203.0.113.77');
    });
    expect([await r.after(5), await r.after(10), await r.after(20), await r.after(60), await r.after(90)]).toEqual([
      0, 1, 0, 1, 0,
    ]);
    expect(asked[0]?.parameters.principals).toEqual([rob.objectId]);
    expect(asked[0]?.timespan).toEqual({ from: at('02:30'), to: at('03:10') });
    expect(await r.line()).toMatch(/signed in from 203\.0\.113\.77 around the answer, not the session's address/);
  });

  test.each([
    ['the session', '198.51.100.7'],
    ['its token', '203.0.113.9'],
  ])('warns when it is the address of %s', async (_whose, ip) => {
    const r = await room('yes', async () => rows('203.0.113.77', ip));
    await r.after(10);
    expect(await r.line()).toContain(`signed in from ${ip} around the answer: the session's own address`);
  });

  test('stays unknown where no table tells, and is not asked for ever', async () => {
    let asked = 0;
    const r = await room('yes', async () => {
      asked++;
      return refuse('bad-query', 'no such table');
    });
    for (let minutes = 10; minutes < 240; minutes++) await r.after(minutes);
    expect(await r.line()).toContain('address of the answer unknown');
    expect(asked).toBeLessThan(80);
    const before = asked;
    await r.after(300);
    expect(asked).toBe(before);
  });

  test('of a no is not weighed: it is believed whoever says it', async () => {
    const r = await room('no', async () => rows('198.51.100.7'));
    expect(await r.after(30)).toBe(0);
  });
});
