import { gunzipSync } from 'node:zlib';
import { createQueryLinks } from '../../src/azure/query-links';
import { createFaults } from '../../src/local/cloud/faults';
import { type LoopbackServer, startLoopbackServer } from '../../src/local/cloud/loopback-server';
import type { WireAnswer, WireRequest } from '../../src/local/cloud/wire';
import { quick } from './connect';

const workspaces = ['44444444-0000-4000-8000-000000000001', '44444444-0000-4000-8000-000000000002'];
const resourceId = '/subscriptions/s/resourceGroups/logs/providers/Microsoft.OperationalInsights/workspaces/ws 1';
let server: LoopbackServer;
let answer: WireAnswer;
let got: WireRequest[];

beforeEach(async () => {
  got = [];
  answer = { status: 200, body: { workspaces: [{ id: workspaces[0], name: 'ws', resourceId }] } };
  const handle = (request: WireRequest) => {
    got.push(request);
    return answer;
  };
  server = await startLoopbackServer({ faults: createFaults(), handle });
});
afterEach(() => server.close());

const links = (of: readonly string[] = workspaces.slice(0, 1)) =>
  createQueryLinks({
    endpoint: { origin: server.url, scope: 'https://api.loganalytics.io/.default' },
    credential: { getToken: () => Promise.resolve({ token: 'signed', expiresOnTimestamp: Date.now() + 3_600_000 }) },
    allowInsecureLoopback: true,
    limits: quick,
    workspaces: of,
    portal: 'https://portal.azure.com',
    tenantId: '33333333-0000-4000-8000-000000000001',
  });
const from = Date.parse('2026-03-01T00:00:00Z');
const query = {
  name: 'q',
  text: 'AzureActivity\n| where Caller in (who)',
  parameters: { who: ['a+b/"c'] },
  timespan: { from, to: from + 3_600_000 },
};

test('a link opens the exact text over the same time in the workspace', async () => {
  const { refresh, show } = links();
  expect(show(query).portalUrl).toBeUndefined();
  expect((await refresh()).ok).toBe(true);
  const { text, portalUrl = '' } = show(query);
  expect(text).toBe('let who = dynamic(["a+b/\\"c"]);\nAzureActivity\n| where Caller in (who)');
  const [, path = ''] = portalUrl.split('https://portal.azure.com/#@33333333-0000-4000-8000-000000000001/blade/');
  const part = (after: string) => decodeURIComponent(path.split(`/${after}/`)[1]?.split('/')[0] ?? '');
  expect(part('resourceId')).toBe(resourceId);
  expect(gunzipSync(Buffer.from(part('q'), 'base64')).toString()).toBe(text);
  expect(part('timespan')).toBe('2026-03-01T00:00:00.000Z/2026-03-01T01:00:00.000Z');
});

test('the workspace is asked for once, with a token', async () => {
  const { refresh } = links();
  await refresh();
  await refresh();
  expect(got.map(({ method, path }) => `${method} ${path}`)).toEqual([`GET /v1/workspaces/${workspaces[0]}/metadata`]);
});

test('without the right to read metadata the text is shown without a link', async () => {
  answer = { status: 403, body: { error: { code: 'InsufficientAccessError', message: 'no' } } };
  const { refresh, show } = links();
  expect(await refresh()).toMatchObject({ ok: false });
  expect(show(query)).toEqual({ text: expect.stringContaining('AzureActivity') });
});

test('several workspaces: the text says that the portal opens the first', () => {
  expect(links(workspaces).show(query).text).toMatch(/^\/\/ The bot asks 2 workspaces at once/);
});
