import type { CallLimits } from '../../src/azure/endpoint';
import { createLogSource } from '../../src/azure/log-source';
import { createFaults, type FaultSource } from '../../src/local/cloud/faults';
import { type LoopbackServer, startLoopbackServer } from '../../src/local/cloud/loopback-server';
import { recordOf, type WireAnswer, type WireRequest } from '../../src/local/cloud/wire';
import { impatient, quick } from './connect';

const workspaces = ['44444444-0000-4000-8000-000000000001', '44444444-0000-4000-8000-000000000002'];
let server: LoopbackServer;
let faults: FaultSource;
let answer: WireAnswer;
let got: WireRequest[];
let scopes: unknown[];

beforeEach(async () => {
  got = [];
  scopes = [];
  faults = createFaults();
  server = await startLoopbackServer({
    faults,
    handle: (request) => {
      got.push(request);
      return answer;
    },
  });
});
afterEach(() => server.close());

const source = (limits: CallLimits = quick) =>
  createLogSource({
    endpoint: { origin: server.url, scope: 'https://api.loganalytics.io/.default' },
    credential: {
      getToken: (scope) => {
        scopes.push(scope);
        return Promise.resolve({ token: 'signed', expiresOnTimestamp: Date.now() + 3_600_000 });
      },
    },
    allowInsecureLoopback: true,
    limits,
    workspaces,
  });
const from = Date.parse('2026-03-01T00:00:00Z');
const ask = (signal?: AbortSignal, limits?: CallLimits) =>
  source(limits).query({
    name: 'console',
    text: 'AzureActivity',
    parameters: { n: 1 },
    timespan: { from, to: from + 3_600_000 },
    ...(signal === undefined ? {} : { signal }),
  });
const columns = [
  { name: 'TimeGenerated', type: 'datetime' },
  { name: 'Ended', type: 'datetime' },
  { name: 'Claims', type: 'dynamic' },
  { name: 'Count', type: 'long' },
  { name: 'Caller', type: 'string' },
];
const cells = ['2026-03-01T00:00:01.1234567Z', null, '{"appid":"x","amr":["pwd"]}', 7, null];
const table = { name: 'PrimaryResult', columns, rows: [cells] };

it('asks every workspace in one query, bound, limited in time, with the right token', async () => {
  answer = { status: 200, body: { tables: [table] } };
  await ask();
  const [request] = got;
  expect(request?.path).toBe(`/v1/workspaces/${workspaces[0]}/query`);
  expect(recordOf(request?.body)).toEqual({
    query: 'let n = long(1);\nAzureActivity',
    timespan: '2026-03-01T00:00:00.000Z/2026-03-01T01:00:00.000Z',
    workspaces: [workspaces[1]],
  });
  expect(request?.headers.prefer).toBe('wait=120');
  expect(request?.headers.authorization).toBe('Bearer signed');
  expect([scopes.flat()[0]]).toEqual(['https://api.loganalytics.io/.default']);
});

it('gives plain rows: ISO times, parsed dynamic columns, and null for null, a null time included', async () => {
  answer = { status: 200, body: { tables: [table] }, headers: { date: 'Sun, 01 Mar 2026 10:00:05 GMT' } };
  expect(await ask()).toEqual({
    ok: true,
    value: {
      // The service's own time, by which rows become visible.
      answeredAt: Date.UTC(2026, 2, 1, 10, 0, 5),
      rows: [
        {
          TimeGenerated: '2026-03-01T00:00:01.123Z',
          Ended: null,
          Claims: { appid: 'x', amr: ['pwd'] },
          Count: 7,
          Caller: null,
        },
      ],
    },
  });
});

it('takes a partial answer for a failure, with the reason, although rows came', async () => {
  const error = { code: 'PartialError', message: 'There were some errors', details: [{ code: 'EngineError' }] };
  answer = { status: 200, body: { tables: [table], error } };
  const outcome = await ask();
  expect(outcome).toMatchObject({ ok: false, reason: 'partial' });
  expect(outcome.ok ? '' : outcome.message).toContain('PartialError');
});

it('takes 204 for no rows, and an answer it cannot read for no answer', async () => {
  answer = { status: 204 };
  expect(await ask()).toMatchObject({ ok: true, value: { rows: [] } });
  answer = { status: 200 };
  expect((await ask()).ok).toBe(false);
  answer = { status: 200, body: {} };
  expect((await ask()).ok).toBe(false);
});

it.each([
  [{ kind: 'status', status: 429, retryAfterSeconds: 0 }],
  [{ kind: 'status', status: 429 }],
  [{ kind: 'status', status: 500 }],
  [{ kind: 'reset' }],
] as const)('asks again after two of %j', async (fault) => {
  answer = { status: 200, body: { tables: [table] } };
  faults.next({ fault, times: 2 });
  expect((await ask()).ok).toBe(true);
  expect(faults.pending()).toBe(0);
});

it.each([
  ['throttled', { kind: 'status', status: 429 }],
  ['forbidden', { kind: 'status', status: 403, code: 'InsufficientAccessError' }],
  ['bad-query', { kind: 'status', status: 400, code: 'BadArgumentError', message: 'SyntaxError at line 1' }],
  ['bad-query', { kind: 'status', status: 404, code: 'PathNotFoundError' }],
  ['timeout', { kind: 'status', status: 504 }],
  ['unreachable', { kind: 'status', status: 503 }],
  ['unreachable', { kind: 'reset' }],
  ['timeout', { kind: 'hang' }],
  ['unreachable', { kind: 'redirect', location: 'https://example.com/' }],
] as const)('says %s after %j', async (reason, fault) => {
  answer = { status: 200, body: { tables: [table] } };
  faults.next({ fault, times: 9 });
  const outcome = await ask(undefined, fault.kind === 'hang' ? impatient : quick);
  expect(outcome).toMatchObject({ ok: false, reason });
});

it('stops when told to', async () => {
  const controller = new AbortController();
  answer = { status: 200, body: { tables: [table] } };
  faults.next({ fault: { kind: 'hang' } });
  const pending = ask(controller.signal);
  controller.abort();
  expect(await pending).toMatchObject({ ok: false, reason: 'timeout' });
});

it('needs a workspace', () => {
  expect(() =>
    createLogSource({
      endpoint: { origin: server.url, scope: 'x/.default' },
      credential: { getToken: () => Promise.resolve(null) },
      allowInsecureLoopback: true,
      workspaces: [],
    }),
  ).toThrow('workspace');
});
