import { connectOperation, watchedOperations } from '../../src/detection/operations';
import { readQuery } from '../../src/detection/queries';
import { strengthOf, surprise } from '../../src/detection/rate';
import { novelty, reason } from '../../src/detection/reason';
import { counterfactualOf, scoreOf, severityOf } from '../../src/detection/score';
import { type Weight, weights } from '../../src/detection/weights';

test.each([
  [0, 'informational'],
  [19, 'informational'],
  [20, 'low'],
  [40, 'medium'],
  [60, 'high'],
  [85, 'critical'],
] as const)('%d points are %s', (points, severity) => expect(severityOf(points)).toBe(severity));

test('excuses never lower a hard signal, and the sum stays within 0 and 100', () => {
  const hard = reason('threat-intelligence', '');
  const excuse = reason('expected-principal', '');
  expect(scoreOf([hard, excuse])).toBe(hard.points);
  expect(scoreOf([excuse])).toBe(0);
  expect(scoreOf([hard, hard, hard])).toBe(100);
});

test('the counterfactual names the reason that decides', () => {
  const reasons = [reason('new-country-for-principal', ''), reason('new-to-console', '')];
  expect(counterfactualOf(reasons, scoreOf(reasons))).toBe('would be low if the country had been seen before');
  expect(counterfactualOf([reason('hand-over', '')], 4)).toBeUndefined();
});

test('every weight is sane: hard ones are high alone, soft ones can be explained away', () => {
  for (const [code, weight] of Object.entries(weights) as [string, Weight][]) {
    expect(code).toMatch(/^[a-z]+(-[a-z]+)*$/);
    for (const technique of weight.mitre ?? []) expect(technique).toMatch(/^T\d{4}(\.\d{3})?$/);
    if (weight.hard) expect(severityOf(weight.points)).toMatch(/high|critical/);
    else if (weight.points >= 40) expect(weight.absent).toBeDefined();
  }
});

test('strength scales points and is bounded', () => {
  expect(reason('new-machine', '', 0.5).points).toBe(5);
  expect(reason('new-machine', '', 7).points).toBe(10);
  expect(reason('new-machine', '', -1).points).toBe(0);
});

test('novelty: a settled person surprises, a roaming one does not', () => {
  expect(novelty(0, 0)).toBe(0);
  expect(novelty(40, 0)).toBeGreaterThan(0.9);
  expect(novelty(20, 9)).toBeLessThan(0.2);
});

describe('rates', () => {
  const usual = { days: 20, total: 24 };
  const tenant = { days: 200, total: 280 };

  test('one is never surprising, more is more surprising', () => {
    expect(surprise(1, usual, tenant, 1)).toBe(1);
    const chances = [2, 4, 8].map((count) => surprise(count, usual, tenant, 1));
    expect([...chances].sort((a, b) => b - a)).toEqual(chances);
    expect(chances[2]).toBeLessThan(1e-3);
  });

  test('who usually works on many machines surprises less', () => {
    const busy = { days: 20, total: 160 };
    expect(surprise(8, busy, tenant, 1)).toBeGreaterThan(surprise(8, usual, tenant, 1) * 50);
  });

  test('without own history the tenant’s counts', () => {
    const none = { days: 0, total: 0 };
    expect(surprise(6, none, { days: 200, total: 1600 }, 1)).toBeGreaterThan(surprise(6, none, tenant, 1));
  });

  test('strength', () => {
    expect(strengthOf(0.5)).toBe(0);
    expect(strengthOf(1e-9)).toBe(1);
  });
});

test('the console query asks for exactly the operations that are understood', () => {
  const asked = [...readQuery('console').matchAll(/"(microsoft\.[^"]+)"/g)].map(([, name]) => name);
  expect(asked.sort()).toEqual([...watchedOperations].sort());
  expect(asked).toContain(connectOperation);
});
