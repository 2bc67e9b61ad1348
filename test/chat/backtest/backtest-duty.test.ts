import type { Backtest, BacktestProgress, RunBacktest } from '../../../src/chat/backtest/backtest';
import { backtestLog } from '../../../src/chat/backtest/backtest';
import { createBacktestDuty } from '../../../src/chat/backtest/backtest-duty';
import { createIntents } from '../../../src/chat/intents';
import { memoryOutbox } from '../../../src/chat/memory-outbox';
import { memoryCardRefs } from '../../../src/chat/memory-stores';
import { ManualClock } from '../../../src/core/clock';
import { silentLog } from '../../../src/core/log';
import { memoryUnitOfWork } from '../../../src/core/memory-unit-of-work';
import { memoryStateStore } from '../../../src/core/state';
import { askedBacktest, figures } from '../painting/a-backtest';
import { aMute } from '../painting/a-mute';
import { at } from '../painting/an-alert';

const step: BacktestProgress = { reading: 'baseline', baselineDays: 90, baselineRead: 5, daysRead: 0, rows: 10 };
const ended = { ...step, reading: 'days', baselineRead: 90, daysRead: 30, rows: 900, figures, notRead: [] } as const;

async function room() {
  const clock = new ManualClock(at('02:20'));
  const [uow, state, refs, outbox] = [memoryUnitOfWork(), memoryStateStore(), memoryCardRefs(), memoryOutbox()];
  const backtests = backtestLog(state);
  const place = { serviceUrl: 'https://x', conversationId: '19:a;messageid=1', activityId: '1', opensThread: true };
  await uow.run((tx) => refs.put(tx, { subject: 'B-3', postedAt: clock.now(), ...place }));
  const last = () => uow.run((tx) => backtests.last(tx));
  let kicks = 0;
  return {
    clock,
    last,
    kicks: () => kicks,
    ask: (asked: Backtest = askedBacktest) => uow.run((tx) => backtests.begin(tx, () => asked)),
    repaints: () => outbox.all().filter(({ id }) => id.startsWith('repaint:')).length,
    duty: (run: RunBacktest) =>
      createBacktestDuty({
        uow,
        state,
        intents: createIntents(outbox, refs),
        standingMutes: async () => [aMute({ state: 'active' }), aMute({ state: 'draft' })],
        run,
        clock,
        log: silentLog,
        kick: () => {
          kicks += 1;
        },
      }),
  };
}

describe('the back-test that was asked for', () => {
  test('is nothing while nobody asked', async () => {
    const r = await room();
    expect(await r.duty(() => Promise.reject(new Error('not asked')))(r.clock.now())).toBe(0);
  });

  test('is run once, shows how far it is every five seconds at most, and ends with its figures', async () => {
    const r = await room();
    await r.ask();
    const shown: (number | undefined)[] = [];
    const look = r.duty(async (wish, progress) => {
      expect(wish).toMatchObject({ days: 30, until: askedBacktest.askedAt });
      expect(wish.mutes.map(({ state }) => state)).toEqual(['active']);
      for (const baselineRead of [5, 10, 15]) {
        await progress({ ...step, baselineRead });
        shown.push((await r.last())?.progress?.baselineRead);
        r.clock.advance(3_000);
      }
      return ended;
    });
    expect([await look(r.clock.now()), await look(r.clock.now())]).toEqual([1, 0]);
    expect(shown).toEqual([5, 5, 15]);
    expect(r.kicks()).toBe(3);
    expect(r.repaints()).toBe(1);
    expect(await r.last()).toMatchObject({ result: ended, endedAt: at('02:20') + 9_000 });
  });

  test('is not run beside itself, and begun again when its process died', async () => {
    const r = await room();
    await r.ask();
    const hanging = r.duty(() => new Promise(() => undefined));
    void hanging(r.clock.now());
    await r.last();
    const other = r.duty(async () => ended);
    expect(await other(r.clock.now())).toBe(0);
    r.clock.advance(601_000);
    expect(await other(r.clock.now())).toBe(1);
  });

  test('a fault of ours ends it, with what had been read', async () => {
    const r = await room();
    await r.ask();
    const look = r.duty(async (_wish, progress) => {
      await progress(step);
      throw new Error('bug');
    });
    expect(await look(r.clock.now())).toBe(1);
    expect((await r.last())?.result).toMatchObject({
      baselineRead: 5,
      rows: 10,
      stopped: { message: expect.stringContaining('fault') },
    });
  });
});
