import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { done, refuse } from '../../../src/core/outcome';
import { connectAction, controlOperations } from '../../../src/review/access/actions';
import { decodeUsageRow, type RunQuery, usageFromLog, usageQueryText } from '../../../src/review/exposure/usage-reader';
import { must, rob } from '../support/world';

const row = {
  PrincipalId: rob.objectId.replaceAll('-', ''),
  ResourceId: '/SUBSCRIPTIONS/S/x',
  ConsoleUses: 2,
  LastConsoleAt: '2026-02-01T00:00:00Z',
  Operations: 5,
  OperationNames: ['a', 'b'],
  LastAt: '2026-02-02T00:00:00Z',
};

describe('the usage summary', () => {
  it('decodes exactly the columns the query is held to', () => {
    const file = join(__dirname, '../../../src/review/queries/usage-summary.columns.json');
    const columns = JSON.parse(readFileSync(file, 'utf8')) as { name: string }[];
    expect(columns.map(({ name }) => name).sort()).toEqual(Object.keys(row).sort());
    const projected = /\| project ([^\n]+)\n*$/.exec(usageQueryText())?.[1]?.split(', ');
    expect(projected?.sort()).toEqual(Object.keys(row).sort());
  });

  it('asks for everybody who went through any of the doors a sweep judges', () => {
    const [, listedDoors = ''] = /let doors = dynamic\(\[([^\]]+)\]/.exec(usageQueryText()) ?? [];
    const doors = [...listedDoors.matchAll(/"([^"]+)"/g)].map(([, door]) => door);
    expect(doors.sort()).toEqual([connectAction.toLowerCase(), ...controlOperations].sort());
  });

  it('normalises ids and times', () => {
    expect(decodeUsageRow(row)).toEqual({
      principalId: rob.objectId,
      resourceId: '/subscriptions/s/x',
      consoleUses: 2,
      lastConsoleAt: Date.UTC(2026, 1, 1),
      operations: 5,
      operationNames: ['a', 'b'],
      lastAt: Date.UTC(2026, 1, 2),
    });
  });

  it('passes ids without dashes and the window as parameters, never in the text', async () => {
    const asked: Parameters<RunQuery>[0][] = [];
    const reader = usageFromLog(async (query) => {
      asked.push(query);
      return done({ rows: [row] });
    });
    expect(must(await reader.usage({ principalIds: [rob.objectId], from: 1, to: 2 }))).toHaveLength(1);
    expect(asked[0]).toMatchObject({
      parameters: {
        principals: [rob.objectId.replaceAll('-', '')],
        windowStart: { datetime: 1 },
        windowEnd: { datetime: 2 },
      },
      timespan: { from: 1, to: 2 },
    });
    expect(asked[0]?.text).not.toContain(rob.objectId);
  });

  it('a partial answer or a broken row is a failure, never less use', async () => {
    const partial = usageFromLog(async () => refuse('partial', 'half of it'));
    expect(await partial.usage({ principalIds: [], from: 1, to: 2 })).toMatchObject({ reason: 'partial' });
    const broken = usageFromLog(async () => done({ rows: [{ ...row, LastAt: null }] }));
    expect(await broken.usage({ principalIds: [], from: 1, to: 2 })).toMatchObject({ reason: 'bad-row' });
  });
});
