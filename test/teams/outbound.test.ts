import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { sendTargeted } from '../../src/teams/targeted';
import { ALERTS, type EdgeRig, startEdge } from './harness';

/** A service URL that answers with a redirect to another origin: the bot's token must not arrive there. */
let rig: EdgeRig;
let stranger: Server;
let redirecting: Server;
const atStranger: unknown[] = [];
const atRedirecting: (string | undefined)[] = [];

const listen = (server: Server) =>
  new Promise<string>((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`));
  });

let target = { serviceUrl: '', conversationId: ALERTS };

beforeAll(async () => {
  rig = await startEdge();
  stranger = createServer((request, response) => {
    atStranger.push(request.headers);
    response.writeHead(201);
    response.end('{"id":"1"}');
  });
  const away = await listen(stranger);
  redirecting = createServer((request, response) => {
    atRedirecting.push(request.headers.authorization);
    response.writeHead(307, { location: `${away}v3/elsewhere` });
    response.end();
  });
  target = { serviceUrl: await listen(redirecting), conversationId: ALERTS };
});
afterAll(async () => {
  await rig.close();
  stranger.close();
  redirecting.close();
});

const said = { text: 'hello', summary: 'hello' };

test.each<[string, () => Promise<{ ok: boolean }>]>([
  ['a post', () => rig.connection.messenger.post(target, said)],
  ['a reply', () => rig.connection.messenger.reply(target, said)],
  ['an update', () => rig.connection.messenger.update(target, '1', said)],
  ['a personal chat', () => rig.connection.messenger.personal(target.serviceUrl, 'somebody')],
  ['the roster', () => rig.connection.messenger.roster(target)],
])('%s follows no redirect', async (_name, send) => {
  expect((await send()).ok).toBe(false);
  expect(atRedirecting.at(-1)).toMatch(/^Bearer /);
  expect(atStranger).toEqual([]);
});

test('a whisper follows none either', async () => {
  const message = {
    thread: target,
    activity: { type: 'message', summary: 'x' },
    mri: '29:x',
    token: 't',
    timeoutMs: 2_000,
  } as const;
  await expect(sendTargeted(message)).rejects.toThrow();
  expect(atRedirecting.at(-1)).toBe('Bearer t');
  expect(atStranger).toEqual([]);
});
