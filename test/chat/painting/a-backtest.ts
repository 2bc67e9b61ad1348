import { backtestFigures } from '../../../src/alerts/backtest-figures';
import type { Backtest, BacktestResult } from '../../../src/chat/backtest/backtest';
import { at, mia } from './an-alert';

const progress = { reading: 'days', baselineDays: 90, baselineRead: 90, daysRead: 30, rows: 45_210 } as const;

const reasons = (...codes: string[]) => codes.map((code) => ({ code, points: 20 }));
export const figures = backtestFigures([
  { severity: 'critical', sessions: 4, reasons: reasons('new-country-for-tenant', 'many-machines') },
  { severity: 'medium', sessions: 1, reasons: reasons('new-country-for-tenant', 'off-hours') },
  { severity: 'medium', sessions: 2, reasons: [...reasons('new-machine'), { code: 'trusted-network', points: -15 }] },
  { severity: 'low', sessions: 1, reasons: reasons('off-hours') },
]);

export const askedBacktest: Backtest = {
  id: 'B-3',
  number: 3,
  by: { objectId: mia.objectId, name: mia.name },
  askedAt: at('02:20'),
  days: 30,
};

export const runningBacktest: Backtest = {
  ...askedBacktest,
  progress: { ...progress, reading: 'baseline', baselineRead: 35, daysRead: 0, rows: 12_000 },
};

export function endedBacktest(result: Partial<BacktestResult> = {}): Backtest {
  return { ...askedBacktest, endedAt: at('02:23'), result: { ...progress, figures, notRead: [], ...result } };
}
