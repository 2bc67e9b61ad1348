import { LogsQueryClient, LogsQueryResultStatus } from '@azure/monitor-query';
import { ManualClock } from '../../../src/core/clock';
import { type LogAnalyticsEmulator, startLogAnalytics } from '../../../src/local/log-analytics/server';

const start = Date.parse('2026-03-01T12:00:00Z');
const minute = 60_000;
const duration = { duration: 'P2D' };

/** The real client; its bearer policy insists on https, so the last policy before the wire turns loopback back into http. */
function clientFor(url: string): LogsQueryClient {
  const token = { getToken: async () => ({ token: 'any', expiresOnTimestamp: Date.now() + 3_600_000 }) };
  const loopback = {
    name: 'loopbackHttp',
    sendRequest: (request: { url: string }, next: (request: never) => Promise<never>) => {
      const target = new URL(request.url);
      if (target.hostname !== '127.0.0.1') throw new Error(`not loopback: ${target.hostname}`);
      request.url = request.url.replace(/^https:/, 'http:');
      return next(request as never);
    },
  };
  return new LogsQueryClient(token, {
    endpoint: url.replace(/^http:/, 'https:'),
    allowInsecureConnection: true,
    retryOptions: { maxRetries: 2, retryDelayInMs: 1, maxRetryDelayInMs: 2 },
    additionalPolicies: [{ position: 'perRetry', policy: loopback }],
  } as ConstructorParameters<typeof LogsQueryClient>[1]);
}

function row(minutesAgo: number, more: Record<string, unknown> = {}) {
  return { TimeGenerated: new Date(start - minutesAgo * minute).toISOString(), Caller: 'rob@contoso.com', ...more };
}

export function describeEmulator(): void {
  let clock: ManualClock;
  let emulator: LogAnalyticsEmulator;
  let client: LogsQueryClient;

  beforeEach(async () => {
    clock = new ManualClock(start);
    emulator = await startLogAnalytics({ clock, geo: () => ({ country: 'Brazil' }), ingestionDelayMs: 5 * minute });
    client = clientFor(emulator.url);
  });
  afterEach(() => emulator.close());

  const query = (text: string, options = {}) => client.queryWorkspace(emulator.workspaceId, text, duration, options);
  const rowsOf = async (text: string, options = {}) => {
    const result = await query(text, options);
    return result.status === LogsQueryResultStatus.Success ? result.tables[0]?.rows : result.status;
  };
  const post = (body: unknown, headers: Record<string, string> = {}) =>
    fetch(`${emulator.url}/v1/workspaces/${emulator.workspaceId}/query`, {
      method: 'POST',
      headers: { authorization: 'Bearer x', 'content-type': 'application/json', ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });

  it('answers the real client with typed cells', async () => {
    emulator.addRows('AzureActivity', [row(10, { Claims_d: { appid: 'c44b' } })], { ingestedAt: start });
    const result = await query(
      'AzureActivity | project TimeGenerated, Claims_d, n = 1, geo_info_from_ip_address("198.51.100.7").country, TenantId',
    );
    expect(result).toMatchObject({
      status: 'Success',
      tables: [
        {
          name: 'PrimaryResult',
          columnDescriptors: [
            { name: 'TimeGenerated', type: 'datetime' },
            { name: 'Claims_d', type: 'dynamic' },
            { name: 'n', type: 'long' },
            {},
            {},
          ],
          rows: [[new Date(start - 10 * minute), { appid: 'c44b' }, 1, 'Brazil', emulator.workspaceId]],
        },
      ],
    });
  });

  it('shows rows once they are ingested, late ones at their own time', async () => {
    emulator.addRows('AzureActivity', [row(1)]);
    emulator.addRows('AzureActivity', [row(90)], { ingestedAt: start + 30 * minute });
    const counts = [];
    for (const step of [0, 5 * minute, 25 * minute]) {
      clock.advance(step);
      counts.push(await rowsOf('AzureActivity | count'));
    }
    expect(counts).toEqual([[[0]], [[1]], [[2]]]);
    expect(emulator.rowCount('AzureActivity')).toBe(2);
  });

  it('applies the timespan to TimeGenerated on top of the query', async () => {
    emulator.addRows('AzureActivity', [row(30), row(300)], { ingestedAt: start });
    const count = async (timespan: Parameters<LogsQueryClient['queryWorkspace']>[2]) => {
      const result = await client.queryWorkspace(emulator.workspaceId, 'AzureActivity | count', timespan);
      return result.status === 'Success' ? result.tables[0]?.rows[0]?.[0] : undefined;
    };
    expect(await count({ duration: 'PT1H' })).toBe(1);
    expect(await count({ startTime: new Date(start - 600 * minute), endTime: new Date(start - 60 * minute) })).toBe(1);
    expect(await count({ duration: 'P1D' })).toBe(2);
  });

  it('keeps workspaces apart and reads several together', async () => {
    emulator.addWorkspace('ws-b');
    emulator.addRows('AzureActivity', [row(1)], { ingestedAt: start, workspace: 'ws-b' });
    expect(await rowsOf('AzureActivity | count')).toEqual([[0]]);
    expect(await rowsOf('AzureActivity | project TenantId', { additionalWorkspaces: ['WS-B'] })).toEqual([['ws-b']]);
    await expect(client.queryWorkspace('ws-c', 'AzureActivity', duration)).rejects.toMatchObject({ statusCode: 404 });
  });

  it('refuses a table the workspace has not, unless the union is fuzzy', async () => {
    emulator.dropTable('ThreatIntelIndicators');
    await expect(query('ThreatIntelIndicators | count')).rejects.toMatchObject({
      statusCode: 400,
      code: 'BadArgumentError',
    });
    expect(await rowsOf('union isfuzzy=true (print Confidence = 1), ThreatIntelIndicators | count')).toEqual([[1]]);
  });

  it('says whether a query is misspelt or meaningless, and where', async () => {
    const syntax = await post({ query: 'AzureActivity\n| where' });
    expect(syntax.status).toBe(400);
    expect(await syntax.json()).toMatchObject({
      error: {
        code: 'BadArgumentError',
        innererror: { code: 'SyntaxError', innererror: { code: 'SYN0002', line: 2 } },
      },
    });
    const semantic = await post({ query: 'AzureActivity | where Nope == 1' });
    expect(await semantic.json()).toMatchObject({ error: { innererror: { code: 'SemanticError' } } });
    const lacking = await post({ query: 'print hash(1)' });
    expect([lacking.status, await lacking.json()]).toMatchObject([501, { error: { code: 'NotSupportedByEmulator' } }]);
  });

  it('answers statistics and rendering when preferred', async () => {
    const result = await query('print x = 1', {
      includeQueryStatistics: true,
      includeVisualization: true,
      serverTimeoutInSeconds: 60,
    });
    expect(result).toMatchObject({
      status: 'Success',
      statistics: { query: expect.anything() },
      visualization: expect.anything(),
    });
    expect(emulator.requests().at(-1)).toMatchObject({
      prefer: expect.stringContaining('wait=60'),
      timespan: 'P2D',
      status: 200,
    });
  });

  it('refuses strangers and malformed requests', async () => {
    const bare = await fetch(`${emulator.url}/v1/workspaces/x/query`, { method: 'POST' });
    expect([bare.status, bare.headers.get('www-authenticate')]).toEqual([401, expect.stringContaining('Bearer')]);
    expect((await fetch(`${emulator.url}/v1/nothing`)).status).toBe(404);
    expect((await post('{"query":')).status).toBe(400);
    expect((await post({ quarry: 'x' })).status).toBe(400);
    expect((await post({ query: 'print 1', timespan: 'yesterday' })).status).toBe(400);
    const untyped = await post({ query: 'print 1' }, { 'content-type': 'text/plain' });
    expect([untyped.status, await untyped.text()]).toEqual([200, '']);
  });

  it('throttles, and the client comes back after Retry-After', async () => {
    emulator.faults.next({ kind: 'throttle', retryAfterSeconds: 0, times: 2 });
    expect(await rowsOf('print 1')).toEqual([[1]]);
    expect(emulator.requests().map(({ status }) => status)).toEqual([429, 429, 200]);
    emulator.faults.next({ kind: 'throttle', retryAfterSeconds: 7 });
    const refused = await post({ query: 'print 1' });
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '7']);
  });

  it('answers in part, with an error beside the rows', async () => {
    emulator.faults.next({ kind: 'partial', rows: 1 });
    const result = await query('range x from 1 to 4 step 1');
    expect(result).toMatchObject({
      status: 'PartialFailure',
      partialTables: [{ rows: [[1]] }],
      partialError: { code: 'PartialError' },
    });
  });

  it('fails in the other ways a service fails', async () => {
    emulator.faults.next({ kind: 'no-content' });
    await expect(query('print 1')).rejects.toMatchObject({ statusCode: 204 });
    emulator.faults.next({ kind: 'forbidden' });
    await expect(query('print 1')).rejects.toMatchObject({ statusCode: 403, code: 'InsufficientAccessError' });
    emulator.faults.next({ kind: 'wrong-content-type' });
    const html = await post({ query: 'print 1' });
    expect([html.status, html.headers.get('content-type')]).toEqual([200, 'text/html']);
    for (const kind of ['timeout', 'server-error', 'unauthorized'] as const) emulator.faults.next({ kind });
    const statuses = [];
    for (let request = 0; request < 3; request++) statuses.push((await post({ query: 'print 1' })).status);
    expect(statuses).toEqual([504, 500, 401]);
    emulator.faults.next({ kind: 'connection-reset' });
    await expect(post({ query: 'print 1' })).rejects.toThrow();
    expect(emulator.faults.pending()).toBe(0);
  });

  it('is slow by the clock, and gives up where the caller would not wait', async () => {
    emulator.faults.next({ kind: 'slow', delayMs: 20_000, times: 2 });
    const answers = Promise.all([post({ query: 'print 1' }), post({ query: 'print 1' }, { prefer: 'wait=10' })]);
    while (emulator.faults.pending() > 0) await new Promise((resolve) => setImmediate(resolve));
    clock.advance(20_000);
    expect((await answers).map(({ status }) => status)).toEqual([200, 504]);
  });

  it('strikes only the query a fault is meant for', async () => {
    emulator.faults.next({ kind: 'server-error', matching: 'SigninLogs' });
    expect((await post({ query: 'print 1' })).status).toBe(200);
    expect((await post({ query: 'SigninLogs | count' })).status).toBe(500);
  });
}
