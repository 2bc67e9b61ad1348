import { type Backtest, type BacktestLog, backtestLog } from '../../src/chat/backtest/backtest';
import { memoryStateStore } from '../../src/core/state';
import { contract, embedded, memory } from './adapters';

const by = { objectId: 'm', name: 'Mia' };
const asked = (number: number): Backtest => ({ id: `B-${number}`, number, by, askedAt: number, days: 30 });

contract<BacktestLog>(
  'BacktestLog',
  [memory(() => backtestLog(memoryStateStore())), embedded(({ state }) => backtestLog(state))],
  ({ run }) => {
    it('of several asked at the same instant one begins, and the others are told of it', async () => {
      const answers = await Promise.all([1, 2, 3, 4].map(() => run((tx, log) => log.begin(tx, asked))));
      expect(answers.filter(({ begun }) => begun)).toHaveLength(1);
      expect(answers.map(({ backtest }) => backtest.id)).toEqual(['B-1', 'B-1', 'B-1', 'B-1']);
    });

    it('the next begins when the last has ended, and changes of an older one are refused', async () => {
      await run((tx, log) => log.begin(tx, asked));
      expect(await run((tx, log) => log.amend(tx, 'B-1', { endedAt: 9 }))).toBe(true);
      expect(await run((tx, log) => log.begin(tx, asked))).toMatchObject({ begun: true, backtest: { id: 'B-2' } });
      expect(await run((tx, log) => log.amend(tx, 'B-1', { endedAt: 10 }))).toBe(false);
      expect(await run((tx, log) => log.last(tx))).toEqual(asked(2));
    });
  },
);
