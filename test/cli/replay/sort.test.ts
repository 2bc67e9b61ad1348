import { type ReplayRecord, readRecord } from '../../../src/cli/replay/record';
import { sortByIngestion } from '../../../src/cli/replay/sort';

function record(ingested: number, name: string): ReplayRecord {
  return { ingested, at: ingested - 1, table: 'life', row: { Caller: name } };
}

async function* batchesOf(records: readonly ReplayRecord[]): AsyncGenerator<readonly ReplayRecord[]> {
  yield records;
}

async function sorted(records: readonly ReplayRecord[]): Promise<ReplayRecord[]> {
  const { sorted: all, close } = await sortByIngestion(batchesOf(records));
  const found = [...all];
  close();
  return found;
}

test('sorts in memory and keeps input order among equals', async () => {
  const found = await sorted([record(3, 'c'), record(1, 'a'), record(3, 'd'), record(2, 'b')]);
  expect(found.map(({ row }) => row.Caller).join('')).toBe('abcd');
});

test('sorts through temporary files what does not fit, text intact', async () => {
  const count = 120_001;
  const long = 'ö'.repeat(100_000);
  const records = Array.from({ length: count }, (_, index) =>
    record((index * 7919) % count, index === 5 ? long : `Zoë ${index} 漢`),
  );
  const found = await sorted(records);
  expect(found).toHaveLength(count);
  expect(found.every(({ ingested }, index) => ingested === index)).toBe(true);
  expect(found[7919]?.row.Caller).toBe('Zoë 1 漢');
  expect(found[5 * 7919]?.row.Caller).toBe(long);
});

test('what queries read of a row is the same behind a temporary file', async () => {
  const common = { TimeGenerated: '2026-01-05T08:00:00Z', Caller: 'a@x', CallerIpAddress: null, HTTPRequest: '{}' };
  const connect = { ...common, OperationNameValue: 'microsoft.serialconsole/serialports/connect/action' };
  const rows = [
    {
      ...connect,
      Claims_d: { appid: 'a', aud: 'b' },
      Claims: '{}',
      Properties: '{"entity":"/x"}',
      Authorization_d: '',
    },
    { ...common, OperationNameValue: 'A/B', ActivityStatusValue: 'Success' },
    { Type: 'SigninLogs', TimeGenerated: common.TimeGenerated, UserId: 'u', ResultType: 0 },
    { Type: 'AADUserRiskEvents', TimeGenerated: common.TimeGenerated, UserId: 'u', Anything: { deep: [1] } },
  ];
  const records = rows.flatMap((row) => {
    const read = readRecord(row);
    return read.kind === 'record' ? [read.record] : [];
  });
  const many = Array.from({ length: 20_000 }, (_, index) => record(1, String(index)));
  const found = (await sorted([...many, ...records])).slice(many.length);
  const spoken = (of: ReplayRecord) => ({
    ...of,
    row: Object.fromEntries(Object.entries(of.row).filter(([, value]) => value !== null)),
  });
  expect(found).toEqual(records.map(spoken));
});

describe('reading a row', () => {
  const row = { TimeGenerated: '2026-01-05T08:00:00Z', OperationNameValue: 'A/B' };

  test('ingestion defaults to five minutes later', () => {
    const at = Date.UTC(2026, 0, 5, 8);
    expect(readRecord(row)).toMatchObject({ kind: 'record', record: { at, ingested: at + 300_000, table: 'life' } });
    expect(readRecord({ ...row, _IngestionTime: '2026-01-05T09:00:00Z' })).toMatchObject({
      record: { ingested: at + 3_600_000 },
    });
  });

  test('an ordinary row keeps only what is read of it; the request only where the address is missing', () => {
    const read = (changes: object) => {
      const result = readRecord({ ...row, Claims: 'x', HTTPRequest: '{}', ...changes });
      return result.kind === 'record' ? Object.keys(result.record.row) : [];
    };
    expect(read({ CallerIpAddress: '1.2.3.4' })).not.toContain('HTTPRequest');
    expect(read({ CallerIpAddress: '' })).toContain('HTTPRequest');
    expect(read({})).not.toContain('Claims');
  });

  test('of claims and the like only what decoding reads is kept, in whatever case and form it comes', () => {
    const connect = { ...row, OperationNameValue: 'microsoft.serialconsole/serialports/connect/action' };
    const read = readRecord({
      ...connect,
      Claims_d: { IPADDR: '1.2.3.4', aud: 'x', uti: 'y' },
      Authorization: '{"Scope":"/subscriptions/s","action":"a","evidence":{"role":"Owner"}}',
      Properties: '{"entity":"/sub',
    });
    expect(read).toMatchObject({
      record: {
        row: {
          Claims_d: { IPADDR: '1.2.3.4' },
          Authorization: '{"Scope":"/subscriptions/s","evidence":{"role":"Owner"}}',
          Properties: '{"entity":"/sub',
        },
      },
    });
    expect(read).not.toHaveProperty('record.row.Claims_d.aud');
  });

  test.each([
    ['null', null],
    ['a list', []],
    ['no time', { OperationNameValue: 'A/B' }],
    ['no operation', { TimeGenerated: row.TimeGenerated, OperationNameValue: ' ' }],
  ])('%s is bad', (_, value) => expect(readRecord(value).kind).toBe('bad'));

  test('other types are counted, not bad', () =>
    expect(readRecord({ Type: 'Heartbeat', TimeGenerated: row.TimeGenerated })).toEqual({
      kind: 'unknown-type',
      type: 'Heartbeat',
    }));
});
