import { generateKeyPairSync } from 'node:crypto';
import { SignJWT } from 'jose';
import { createSigningKeys } from '../../src/local/identity/signing-keys';
import { type EdgeRig, messageActivity, SECOPS, startEdge, TENANT } from './harness';

/** Who may make the bot listen: real tokens, real signatures, over HTTP, with the SDK's validation on. */
let rig: EdgeRig;
beforeAll(async () => {
  // The SDK writes to the console when a token is bad; the tests expect many.
  jest.spyOn(console, 'error').mockImplementation(() => undefined);
  rig = await startEdge();
});
afterAll(() => rig.close());
beforeEach(() => {
  rig.heard.length = 0;
  rig.logged.length = 0;
});

const UNAUTHORIZED = { error: { code: 'Unauthorized', message: 'The request is not authorized.' } };
const FORBIDDEN = { error: { code: 'Forbidden', message: 'This bot does not serve the caller.' } };
const now = () => Math.floor(Date.now() / 1_000);

test('a good token is heard', async () => {
  const answer = await rig.post(messageActivity(rig), await rig.token());
  expect(answer).toEqual({ status: 200, body: undefined });
  expect(rig.heard).toMatchObject([{ kind: 'message', text: 'recent' }]);
});

async function signedBy(algorithm: 'HS256' | 'none'): Promise<string> {
  const kid = 'any';
  const claims = { iss: 'https://api.botframework.com', aud: rig.appId, serviceurl: rig.teams.url, exp: now() + 600 };
  if (algorithm === 'HS256') {
    const key = new TextEncoder().encode('a shared secret that the bot never saw');
    return new SignJWT(claims).setProtectedHeader({ alg: 'HS256', kid: await publishedKid() }).sign(key);
  }
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${part({ alg: 'none', kid })}.${part(claims)}.`;
}

async function publishedKid(): Promise<string> {
  const header = (await rig.token()).replace('Bearer ', '').split('.')[0] ?? '';
  return (JSON.parse(Buffer.from(header, 'base64url').toString()) as { kid: string }).kid;
}

/** Signed with a foreign key under the kid of the published one. */
async function wrongKey(): Promise<string> {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const claims = { iss: 'https://api.botframework.com', aud: rig.appId, serviceurl: rig.teams.url, exp: now() + 600 };
  return new SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid: await publishedKid() }).sign(privateKey);
}

describe('tokens that are not good are 401 with a fixed body', () => {
  test.each<[string, () => string | undefined | Promise<string>]>([
    ['none', () => undefined],
    ['garbage', () => 'Bearer garbage'],
    ['three garbage parts', () => 'Bearer a.b.c'],
    ['lower-case scheme', async () => (await rig.token()).replace('Bearer', 'bearer')],
    ['another audience', () => rig.token({ aud: 'somebody-else' })],
    ['another issuer', () => rig.token({ iss: 'https://sts.windows.net/tenant/' })],
    [
      'an emulator token of the bot itself',
      () =>
        rig.token({
          iss: 'https://sts.windows.net/d6d49420-f39b-4df7-a1dc-d59a935871db/',
          appid: rig.appId,
          ver: '1.0',
        }),
    ],
    ['expired', () => rig.token({ exp: now() - 600 })],
    ['not yet valid', () => rig.token({ nbf: now() + 3_600 })],
    ['another serviceUrl', () => rig.token({ serviceurl: 'https://smba.trafficmanager.net/amer/' })],
    ['serviceUrl without its slash', () => rig.token({ serviceurl: rig.teams.url.slice(0, -1) })],
    ['no serviceUrl', () => rig.token({ serviceurl: undefined })],
    [
      'an unknown key',
      async () =>
        `Bearer ${await (await createSigningKeys(['msteams'])).sign({ iss: 'https://api.botframework.com', aud: rig.appId, serviceurl: rig.teams.url, exp: now() + 600 })}`,
    ],
    ['a wrong key under a known kid', async () => `Bearer ${await wrongKey()}`],
    ['HS256', async () => `Bearer ${await signedBy('HS256')}`],
    ['alg none', async () => `Bearer ${await signedBy('none')}`],
  ])('%s', async (_name, authorization) => {
    expect(await rig.post(messageActivity(rig), await authorization())).toEqual({ status: 401, body: UNAUTHORIZED });
    expect(rig.heard).toHaveLength(0);
  });

  test('a key that is endorsed for another channel', async () => {
    const other = await startEdge({ keys: await createSigningKeys(['webchat']) });
    const answer = await other.post(messageActivity(other), await other.token());
    await other.close();
    expect(answer).toEqual({ status: 401, body: UNAUTHORIZED });
    expect(other.heard).toHaveLength(0);
  });
});

describe('activities from the wrong place are 403 with a fixed body', () => {
  test.each<[string, (good: Record<string, unknown>) => Record<string, unknown>]>([
    ['no serviceUrl', ({ serviceUrl: _serviceUrl, ...rest }) => rest],
    ['a serviceUrl on another host', (good) => ({ ...good, serviceUrl: 'https://evil.example/teams/' })],
    [
      'a serviceUrl that looks like ours',
      (good) => ({ ...good, serviceUrl: 'https://smba.trafficmanager.net.evil.example/' }),
    ],
    ['a login in the serviceUrl', (good) => ({ ...good, serviceUrl: 'https://smba.trafficmanager.net@evil.example/' })],
    ['plain http to a real host', (good) => ({ ...good, serviceUrl: 'http://smba.trafficmanager.net/teams/' })],
    ['another tenant', (good) => ({ ...good, conversation: { ...(good.conversation as object), tenantId: 'other' } })],
    ['two tenants', (good) => ({ ...good, channelData: { tenant: { id: 'other' } } })],
    ['no tenant', (good) => ({ ...good, conversation: { id: SECOPS }, channelData: {} })],
    ['another channel', (good) => ({ ...good, channelId: 'webchat' })],
    ['a skill channel', (good) => ({ ...good, channelId: 'AseChannel' })],
  ])('%s', async (_name, bend) => {
    expect(await rig.post(bend(messageActivity(rig)), await rig.token())).toEqual({ status: 403, body: FORBIDDEN });
    expect(rig.heard).toHaveLength(0);
  });
});

describe('bad input', () => {
  const BAD = { status: 400, body: { error: { code: 'BadRequest', message: 'The activity is malformed.' } } };

  test.each<[string, unknown]>([
    ['no JSON', '{"type":'],
    ['empty', ''],
    ['a list', []],
    ['a number', 7],
    ['null', 'null'],
    ['no type', {}],
    ['type is a number', { type: 7 }],
  ])('%s is 400', async (_name, body) => {
    expect(await rig.post(body, await rig.token())).toEqual(BAD);
  });

  test.each<[string, Record<string, unknown>]>([
    ['no id', { id: undefined }],
    ['no sender', { from: undefined }],
    ['a sender without object id', { from: { id: '29:x' } }],
    ['no recipient', { recipient: undefined }],
    ['text is an object', { text: {} }],
    ['entities is text', { entities: 'x' }],
    ['a press without action', { type: 'invoke', name: 'adaptiveCard/action', value: {} }],
    ['a press without value', { type: 'invoke', name: 'adaptiveCard/action' }],
    [
      'a press that is no Execute',
      { type: 'invoke', name: 'adaptiveCard/action', value: { action: { type: 'Action.Submit', verb: 'x' } } },
    ],
    ['an unknown invoke', { type: 'invoke', name: 'composeExtension/query', value: {} }],
    ['an invoke named after what every object has', { type: 'invoke', name: 'constructor', value: {} }],
  ])('%s is 400, with a good token', async (_name, more) => {
    expect(await rig.post(messageActivity(rig, more), await rig.token())).toEqual(BAD);
    expect(rig.heard).toHaveLength(0);
  });

  test('over 256 KB is 413, before anything is parsed', async () => {
    const answer = await rig.post(`{"type":"${'x'.repeat(300_000)}`, await rig.token());
    expect(answer.status).toBe(413);
  });

  test('a channel event named after what every object has is no event', async () => {
    const update = { type: 'conversationUpdate', channelData: { tenant: { id: TENANT }, eventType: 'toString' } };
    expect(await rig.post(messageActivity(rig, update), await rig.token())).toMatchObject({ status: 200 });
    expect(rig.heard).toHaveLength(0);
  });

  test('other activity types are taken and dropped', async () => {
    expect(await rig.post(messageActivity(rig, { type: 'messageReaction' }), await rig.token())).toEqual({
      status: 200,
      body: undefined,
    });
    expect(rig.heard).toHaveLength(0);
  });

  test('other paths and methods say nothing of what was asked', async () => {
    const response = await fetch(`${rig.url}/secret/path?x=1`);
    expect([response.status, await response.json()]).toEqual([
      404,
      { error: { code: 'NotFound', message: 'There is nothing here.' } },
    ]);
    expect((await fetch(`${rig.url}/api/messages`)).status).toBe(405);
  });
});

test('the operations routes answer what they are given', async () => {
  const get = async (path: string) => {
    const response = await fetch(`${rig.url}${path}`);
    return [response.status, await response.text()];
  };
  expect(await get('/healthz')).toEqual([200, 'alive']);
  expect(await get('/readyz')).toEqual([503, '{"reasons":["store"]}']);
  expect(await get('/metrics')).toEqual([200, '# metrics']);
  // Where the links of the Teams manifest lead.
  expect((await get('/about'))[1]).toMatch(/Serial Console Watch[\s\S]*What it reads and keeps/);
});
