import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { backtestFigures } from '../../../src/alerts/backtest-figures';
import { replay } from '../../../src/cli/replay';
import { bindReplayQueries, type ReplayQueries } from '../../../src/cli/replay/bound-queries';
import { defaultCountryDatabase, openGeo } from '../../../src/cli/replay/geo';
import { readRecord } from '../../../src/cli/replay/record';
import { replayRows } from '../../../src/cli/replay/run';
import { done } from '../../../src/core/outcome';
import { defaultPolicy } from '../../../src/core/policy';
import type { LogRow, LogSource } from '../../../src/detection/ports';
import { type QueryName, queryNames, readColumns, readQuery } from '../../../src/detection/queries';
import { bindQuery, workspaceSchema } from '../../../src/local/kql';
import { createBacktest } from '../../../src/service/backtest/run-backtest';
import { start, tenant } from './rows';

/** Everything that needs the KQL parser is in this one file: jest loads it anew for each. */
const rows = tenant();

describe('the shipped queries', () => {
  const lets = `let since = datetime(2026-01-01); let watermark = datetime(2026-01-01); let cutoff = datetime(2026-01-02);
let principals = dynamic(["a"]); let addresses = dynamic(["b"]);
`;
  test.each(queryNames)('%s binds and gives the declared columns', (name) => {
    const { columns } = bindQuery(lets + readQuery(name), workspaceSchema);
    expect(columns.map(({ name: column, type }) => ({ name: column, type }))).toEqual(readColumns(name));
  });

  test('each lets the rows of its window and list through in replay too', () => {
    const queries = bindReplayQueries(() => ({ country: 'BR' }));
    const row = {
      TimeGenerated: '2026-01-01T10:00:00Z',
      _IngestionTime: Date.UTC(2026, 0, 1, 10, 5),
      Caller: 'A@x',
      CallerIpAddress: '187.10.1.1:5555',
      OperationNameValue: 'x/y',
    };
    const run = (list: readonly string[]) =>
      queries.run('activity', { tables: { AzureActivity: [row] }, list, now: 0 });
    expect(run(['b@x'])).toEqual([]);
    expect(run(['a@x'])[0]).toMatchObject({ Principal: 'a@x', Ip: '187.10.1.1', Country: 'BR' });
  });
});

describe('replayRows', () => {
  test('finds what happened and names it', async () => {
    const alerts = await replayRows(rows);
    const loud = alerts.filter(({ severity }) => severity === 'high' || severity === 'critical');
    expect(loud.map(({ principal }) => principal.displayName).sort()).toEqual([
      'user0@contoso.com',
      'user5@contoso.com',
    ]);
    const thief = loud.find(({ principal }) => principal.displayName === 'user5@contoso.com');
    expect(thief).toMatchObject({ sessions: 4, sourceIps: ['187.10.1.1'], openedAt: '2026-01-29T00:00:00.000Z' });
    expect(thief?.correlationIds).toHaveLength(4);
    expect(thief?.triggers).toEqual(expect.arrayContaining(['unusual-frequency', 'unusual-origin']));
    expect(thief?.rootCauses[0]?.cause).toBe('unauthorized-access');
  });

  test('skipping polls changes nothing against running every one', async () => {
    const [skipping, every] = [await replayRows(rows), await replayRows(rows, { everyPoll: true })];
    expect(skipping).toEqual(every);
    const wide = { pollIntervalSeconds: 600 };
    expect(await replayRows(rows, wide)).toEqual(await replayRows(rows, { ...wide, everyPoll: true }));
  });

  test('the order of the input does not matter', async () => {
    const expected = await replayRows(rows);
    const shuffled = [...rows].sort((a, b) => hash(JSON.stringify(a)) - hash(JSON.stringify(b)));
    expect(await replayRows(shuffled)).toEqual(expected);
    expect(await replayRows([...rows].reverse())).toEqual(expected);
  });

  test('every row twice gives the same', async () =>
    expect(await replayRows([...rows, ...rows])).toEqual(await replayRows(rows)));

  test('a late connect is found once, with its own time and the poll that saw it', async () => {
    const alerts = await replayRows(rows);
    const late = alerts.filter(({ openedAt }) => openedAt === '2026-01-25T01:00:00.000Z');
    expect(late).toHaveLength(1);
    expect(late[0]?.raisedAt).toBe('2026-01-26T03:00:00.000Z');
  });

  test('a start row without an end is told after twenty minutes', async () => {
    const alerts = await replayRows(rows);
    const open = alerts.filter(({ openedAt }) => openedAt === '2026-02-01T00:00:00.000Z');
    expect(open[0]?.raisedAt).toBe('2026-02-01T00:25:00.000Z');
  });

  test('nothing gives nothing', async () => expect(await replayRows([])).toEqual([]));
});

describe('a back-test of the workspace', () => {
  const records = rows.flatMap((row) => {
    const read = readRecord(row);
    return read.kind === 'record' ? [read.record] : [];
  });
  let queries: ReplayQueries;
  beforeAll(async () => {
    queries = bindReplayQueries(await openGeo(defaultCountryDatabase()));
  });
  /** The rows as a workspace: whatever window is asked for. */
  const source: LogSource = {
    async query({ name, parameters, timespan }) {
      const time = (of: string, otherwise: number) => (parameters[of] as { datetime?: number })?.datetime ?? otherwise;
      const list = (parameters.principals ?? parameters.addresses ?? []) as readonly string[];
      const [since, watermark] = [time('since', timespan.from), time('watermark', Number.NEGATIVE_INFINITY)];
      const cutoff = time('cutoff', timespan.to);
      const within = records.filter((of) => of.at > since && of.ingested > watermark && of.ingested <= cutoff);
      const [signIns, activity] = [within.filter(({ table }) => table === 'signin'), within.filter(isActivity(name))];
      const tables = { AzureActivity: activity.map(({ row }) => row), SigninLogs: signIns.map(({ row }) => row) };
      return done({ rows: queries.run(name as QueryName, { tables, list, now: cutoff }).map(plainDates) });
    },
  };
  const policy = { ...defaultPolicy, trustedNetworks: [{ name: 'HQ', cidrs: ['84.100.0.0/16'] }] };

  test('gives the figures that replay gives over the same rows exported', async () => {
    const [days, baselineDays] = [14, 30];
    const until = start + 32 * 86_400_000;
    let questions = 0;
    const counted: LogSource = {
      query: (query) => {
        questions += 1;
        return source.query(query);
      },
    };
    const run = createBacktest({ source: counted, policy: () => policy, intervalMs: 60_000, baselineDays });
    const told: number[] = [];
    const result = await run({ days, until, mutes: [] }, async ({ daysRead }) => void told.push(daysRead));
    const replayed = await replayRows(rows, { policy, baselineDays });
    const since = until - days * 86_400_000;
    const asked = replayed.filter(({ raisedAt }) => Date.parse(raisedAt) > since);
    expect(result.figures).toEqual(backtestFigures(asked));
    expect(result.figures.posted).toBeGreaterThan(1);
    expect(told.at(-1)).toBe(14);
    expect(result).toMatchObject({ daysRead: 14, baselineRead: 30, notRead: [] });
    expect(result.rows).toBeGreaterThan(200);
    // As docs/operation.md says: three a slice of five baseline days, nine a slice of asked days, some for sessions begun before their slice.
    expect(questions).toBeLessThanOrEqual(6 * 3 + 3 * 9 + 9);
    expect(questions).toBeGreaterThan(6 * 2 + 3 * 8);
  });
});

describe('the command', () => {
  let folder: string;
  let said: string;
  let complained: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'replay-test-'));
    said = '';
    complained = '';
    jest.spyOn(process.stdout, 'write').mockImplementation((text) => {
      said += String(text);
      return true;
    });
    jest.spyOn(process.stderr, 'write').mockImplementation((text) => {
      complained += String(text);
      return true;
    });
  });
  afterEach(() => {
    jest.restoreAllMocks();
    rmSync(folder, { recursive: true, force: true });
  });

  const file = (name: string, text: string) => {
    const target = path.join(folder, name);
    writeFileSync(target, text);
    return target;
  };
  const ndjson = (list: readonly unknown[]) => list.map((row) => `${JSON.stringify(row)}\n`).join('');

  test('writes one alert a line, ordered by raisedAt, and exits with 0', async () => {
    expect(await replay(['--input', file('in.ndjson', ndjson(rows))], {})).toBe(0);
    const alerts = said
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { raisedAt: string });
    expect(alerts.length).toBeGreaterThan(20);
    expect(alerts.map(({ raisedAt }) => raisedAt)).toEqual(alerts.map(({ raisedAt }) => raisedAt).sort());
    expect(complained).toBe('');
  });

  test('bad lines are told with their number, other types counted, exit code 3', async () => {
    const text = `\uFEFF${ndjson(rows.slice(0, 3))}\n[1]\nnot json\n{"TimeGenerated":"nonsense"}\n{"TimeGenerated":"2026-01-05T08:00:00Z"}\r\n${ndjson([{ Type: 'Heartbeat', TimeGenerated: '2026-01-05T08:00:00Z' }])}`;
    expect(await replay(['--input', file('in.ndjson', text)], {})).toBe(3);
    expect(complained.trim().split('\n')).toEqual([
      'line 5: not a JSON object; skipped',
      'line 6: not a JSON object; skipped',
      'line 7: no readable TimeGenerated; skipped',
      'line 8: no operation; skipped',
      '1 rows of Type Heartbeat are not understood; left out',
    ]);
  });

  test('rows without what sessions are made from are counted by column, and are no bad lines', async () => {
    const bare = {
      Type: 'AzureActivity',
      TimeGenerated: '2026-01-05T08:00:00Z',
      OperationNameValue: 'MICROSOFT.SERIALCONSOLE/SERIALPORTS/CONNECT/ACTION',
      Caller: 'rob@contoso.com',
    };
    const whole = { ...bare, _ResourceId: '/subscriptions/s1', ActivityStatusValue: 'Success', CorrelationId: 'c-1' };
    const input = file('in.ndjson', ndjson([bare, bare, whole, { ...whole, CorrelationId: '' }]));
    expect(await replay(['--input', input], {})).toBe(0);
    const told = complained
      .trim()
      .split('\n')
      .map((line) => line.split(':')[0]);
    expect(told.sort()).toEqual([
      '2 rows of watched operations have no ActivityStatusValue',
      '2 rows of watched operations have no _ResourceId',
      '3 rows of watched operations have no CorrelationId',
    ]);
  });

  test('--help prints the usage and is no mistake', async () => {
    expect(await replay(['--help'], {})).toBe(0);
    expect(said).toContain('--input FILE|-');
    expect(complained).toBe('');
  });

  test('a policy is followed, and severity and format are obeyed', async () => {
    const policy = file('policy.json', JSON.stringify({ trustedNetworks: [{ name: 'HQ', cidrs: ['84.100.0.0/16'] }] }));
    const input = file('in.ndjson', ndjson(rows));
    const options = ['--input', input, '--policy', policy, '--min-severity', 'high', '--format', 'table'];
    expect(await replay(options, {})).toBe(0);
    const lines = said.trim().split('\n');
    expect(lines[0]).toMatch(/^alert +raised +severity/);
    expect(lines).toHaveLength(3);
  });

  test('a summary says what the card of a back-test says', async () => {
    const options = ['--input', file('in.ndjson', ndjson(rows)), '--format', 'summary'];
    expect(await replay(options, {})).toBe(0);
    const { posted, noisiest } = backtestFigures(await replayRows(rows));
    expect(said).toMatch(new RegExp(`^${posted} alerts would have been posted: .*medium`));
    expect(said).toContain(`${noisiest[0]?.alerts}  ${noisiest[0]?.code}`);
  });

  test.each([
    ['no input', []],
    ['an unknown option', ['--input', 'x', '--colour']],
    ['a bad interval', ['--input', 'x', '--poll-interval', '0']],
    ['a bad format', ['--input', 'x', '--format', 'xml']],
    ['a bad severity', ['--input', 'x', '--min-severity', 'huge']],
    ['a missing file', ['--input', '/nonexistent/x']],
  ])('%s exits with 2 and says what to do', async (_, argv) => {
    expect(await replay(argv, {})).toBe(2);
    expect(complained).toMatch(/Usage|Check/);
    expect(said).toBe('');
  });

  test('a policy with problems exits with 2 and names them', async () => {
    const policy = file('policy.json', JSON.stringify({ trustedNetwork: [] }));
    expect(await replay(['--input', file('in.ndjson', ndjson(rows)), '--policy', policy], {})).toBe(2);
    expect(complained).toContain('trustedNetworks');
  });

  test('a database that cannot be read exits with 2', async () => {
    const input = file('in.ndjson', ndjson(rows.slice(0, 2)));
    expect(await replay(['--input', input], { GEO_COUNTRY_DB: input })).toBe(2);
    expect(complained).toContain('GEO_COUNTRY_DB');
  });
});

/** `console` reads the watched operations, the others all rows of the table. */
const isActivity = (query: string) => (record: { readonly table: string }) =>
  record.table === 'console' || (query !== 'console' && record.table === 'life');

/** Datetimes as the workspace's adapter hands them on. */
function plainDates(row: LogRow): LogRow {
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => [name, value instanceof Date ? value.toISOString() : value]),
  );
}

function hash(text: string): number {
  let sum = 7;
  for (const char of text) sum = (Math.imul(sum, 31) + char.charCodeAt(0)) | 0;
  return sum;
}
