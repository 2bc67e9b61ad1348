import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { runNode } from '../../bench/support/child';
import { describeGoals, goal, kept } from '../../bench/support/goals';
import { median, quantile } from '../../bench/support/statistics';

const lines = (text: string) => text.trimEnd().split('\n');

describe('what the benches share', () => {
  it('keeps a goal at its limit and not beyond', () => {
    expect(kept(goal('start', 1.3, 1.3, '×'))).toBe(true);
    expect(kept(goal('start', 1.31, 1.3, '×'))).toBe(false);
  });

  it('never takes a failed measurement for a kept goal', () => {
    expect(kept(goal('start', Number.NaN, 1.3, '×'))).toBe(false);
    expect(kept(goal('start', median([]), 1.3, '×'))).toBe(false);
  });

  it('ends its table with the summary and names what was missed', () => {
    const table = describeGoals([goal('start', 1.1, 1.3, '×', 'imports alone 900 ms'), goal('idle', 210, 200, 'MB')]);
    expect(lines(table)[1]).toMatch(/^ok +start +1\.10 × +≤ 1\.30 × +imports alone 900 ms$/);
    expect(lines(table)[2]).toMatch(/^MISSED +idle +210 MB +≤ 200 MB$/);
    expect(lines(table).at(-1)).toBe('1 of 2 goals kept; missed: idle');
  });

  it('takes quantiles by nearest rank', () => {
    expect(median([3, 1, 2])).toBe(2);
    expect(quantile([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 0.95)).toBe(10);
    expect(quantile([5], 0.95)).toBe(5);
  });

  it('brings back what a child said and how it ended', async () => {
    const run = await runNode(['-e', 'console.log(process.env.WORD); process.exitCode = 3'], {
      env: { WORD: 'hello' },
    });
    expect([run.code, run.stdout.trim()]).toEqual([3, 'hello']);
  });

  it.each([
    ['0', '1', '2'],
    ['1', '3', '2'],
  ])('exits %s when %s stands against a limit of %s', (code, measured, limit) => {
    const runner = join(__dirname, '..', 'store', 'typescript-process.js');
    const { status } = spawnSync(process.execPath, [runner, join(__dirname, 'one-goal.ts'), measured, limit]);
    expect(String(status)).toBe(code);
  });
});
