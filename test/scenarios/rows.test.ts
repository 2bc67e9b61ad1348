import { consoleUses } from '../../src/cli/evaluate/console-uses';
import { scenarios } from './all';
import { actDay, stage } from './stage';

/** The scenario files themselves, without the detection: an act that wrote nothing would make its verdict worthless. */
describe('scenario rows', () => {
  it('covers every row of the scenario table and the five of this project', () => {
    const table = [
      ...Array.from({ length: 14 }, (_, index) => `A${index + 1}`),
      ...Array.from({ length: 12 }, (_, index) => `B${index + 1}`),
      ...Array.from({ length: 5 }, (_, index) => `C${index + 1}`),
    ];
    expect(scenarios.map(({ id }) => id)).toEqual(expect.arrayContaining(table));
    expect(new Set(scenarios.map(({ id }) => id)).size).toBe(scenarios.length);
  });

  it.each(
    scenarios.map((scenario) => [scenario.id, scenario] as const),
  )('%s leaves a row for every attempt it names', (_id, scenario) => {
    const { rows, correlationIds } = stage(scenario);
    const written = new Set(rows.map(({ CorrelationId }) => CorrelationId));
    expect(correlationIds.length).toBeGreaterThan(0);
    expect(correlationIds.filter((id) => !written.has(id))).toEqual([]);
  });

  it('stands on an ordinary history with console use by several people', () => {
    const { rows } = stage({ id: '', title: '', act: () => [], expect: { severity: ['none', 'none'], pages: 0 } });
    const uses = consoleUses(rows).filter(({ at }) => at < actDay);
    expect(new Set(uses.map(({ principal }) => principal)).size).toBeGreaterThanOrEqual(7);
    expect(rows.length).toBeLessThan(5000);
  });
});
