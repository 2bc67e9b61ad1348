import { bindQuery, wireRows } from '../../../src/local/kql';
import { aggregateCases } from './cases/aggregates';
import { dynamicCases } from './cases/dynamics';
import { joinCases } from './cases/joins';
import { pipelineCases } from './cases/pipelines';
import { scalarCases } from './cases/scalars';
import { timeCases } from './cases/times';

const all = [...scalarCases, ...timeCases, ...dynamicCases, ...pipelineCases, ...aggregateCases, ...joinCases];

const now = Date.parse('2026-03-01T12:00:00Z');
const places = new Map([['198.51.100.7', { country: 'Brazil' }]]);

export function describeCases(): void {
  it('are sixty or more', () => {
    expect(all.length).toBeGreaterThanOrEqual(60);
    expect(new Set(all.map(({ name }) => name)).size).toBe(all.length);
  });

  it.each(all)('$name', ({ query, rows, columns }) => {
    const result = bindQuery(query, {}).run({ now, geo: (address) => places.get(address) });
    expect(wireRows(result)).toEqual(rows);
    if (columns !== undefined)
      expect(result.columns.map(({ name, type }) => `${name}:${type}`).join(' ')).toBe(columns);
  });
}
