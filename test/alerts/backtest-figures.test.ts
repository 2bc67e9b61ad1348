import { backtestFigures } from '../../src/alerts/backtest-figures';

const alert = (severity: 'low' | 'medium' | 'high', ...codes: string[]) => ({
  severity,
  sessions: 2,
  reasons: codes.map((code) => ({ code, points: code.startsWith('trusted') ? -10 : 10 })),
});

describe('the figures of a back-test', () => {
  test('nothing is nothing', () => {
    expect(backtestFigures([])).toMatchObject({ posted: 0, kept: 0, sessions: 0, noisiest: [] });
  });

  test('count alerts by severity, and what a channel would have seen', () => {
    const { bySeverity, posted, kept, sessions } = backtestFigures([alert('low'), alert('medium'), alert('high')]);
    expect(bySeverity).toEqual({ informational: 0, low: 1, medium: 1, high: 1, critical: 0 });
    expect([posted, kept, sessions]).toEqual([2, 1, 6]);
  });

  test('name the five noisiest reasons of posted alerts; what softens, or only stands in low ones, is no noise', () => {
    const { noisiest } = backtestFigures([
      alert('low', 'quiet'),
      alert('medium', 'b', 'c', 'trusted-network'),
      alert('high', 'b', 'a', 'd', 'e', 'f'),
    ]);
    expect(noisiest).toEqual([
      { code: 'b', alerts: 2 },
      { code: 'a', alerts: 1 },
      { code: 'c', alerts: 1 },
      { code: 'd', alerts: 1 },
      { code: 'e', alerts: 1 },
    ]);
  });
});
