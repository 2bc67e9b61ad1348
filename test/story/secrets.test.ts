import { hour, minute, openWorld, type StoryWorld, second, type Who } from '../support/world-client';

/** Secrets the service is given, and what it does with its tongue: a story with every wire failing once, then all it ever said is searched. */
describe('secrets', () => {
  const planted = {
    MicrosoftAppPassword: 'planted-app-password-7f3a',
    CertificateThumbprint: 'A'.repeat(40),
    CertificatePrivateKey: '-----BEGIN PRIVATE KEY-----\nplanted-private-key-91c2\n-----END PRIVATE KEY-----',
  };
  const forgedToken = `eyJwbGFudGVk.${Buffer.from(JSON.stringify({ iss: 'https://api.botframework.com', x: 'planted-claim' })).toString('base64url')}.cGxhbnRlZC1zaWduYXR1cmU`;
  /** The SDK keeps tokens per app id for the whole process: this one has none yet. */
  const otherApp = '5e7f1f7c-2c43-4b0a-9f5f-0d7c3b1f9a11';
  let world: StoryWorld;
  const said: string[] = [];

  async function get(path: string): Promise<string> {
    const response = await fetch(`${world.botUrl}${path}`);
    return response.text();
  }

  beforeAll(async () => {
    world = await openWorld({ seedDemo: true, env: planted });
    await world.fault('logs', { kind: 'status', status: 401 });
    await world.poll();
    await world.advance(minute);
    const card = await world.expectCard('mia', 'Acknowledge');
    for (const status of [401, 403, 500]) {
      await world.fault('arm', { fault: { kind: 'status', status }, times: 2 });
      await world.fault('graph', { fault: { kind: 'status', status }, times: 2 });
      await world.fault('teams', { kind: status });
      said.push(JSON.stringify(await world.press('mia', card, 'Review permissions')));
      await world.advance(minute);
    }
    await world.clearFaults();
    for (const verb of ['acknowledge', 'note', 'ask', 'contain', 'commands', 'constructor']) {
      said.push(await world.forge('mia', card, verb, { subject: 'A-1', text: 'x' }));
    }
    const refused = await fetch(`${world.botUrl}/api/messages`, {
      method: 'POST',
      headers: { authorization: `Bearer ${forgedToken}` },
      body: JSON.stringify({
        type: 'message',
        channelId: 'msteams',
        serviceUrl: world.serviceUrl,
        conversation: { id: 'x', tenantId: world.tenantId },
      }),
    });
    expect(refused.status).toBe(401);
    said.push(await refused.text());
    const chat = (await world.teams.rail('lee')).find(({ kind }) => kind === 'personal')?.id ?? '';
    for (const command of ['health', 'export 30d', 'audit verify', 'help', 'report 30d']) {
      await world.teams.send('lee', chat, command);
      await world.advance(3 * second);
    }
    await world.advance(hour / 4);
    for (const path of ['/metrics', '/readyz', '/healthz', '/about', '/nothing']) said.push(await get(path));
    for (const who of ['mia', 'lee', 'ana', 'tom', 'rob'] as Who[]) {
      for (const { id } of await world.teams.rail(who)) said.push(JSON.stringify(await world.teams.open(who, id)));
    }
    said.push(...(await world.traces()).log);
  }, 60_000);
  afterAll(() => world.close());

  test('a login that fails is logged without what it was tried with', async () => {
    const failing = await openWorld({
      env: { ...planted, MicrosoftAppType: 'SingleTenant', MicrosoftAppId: otherApp },
    });
    await failing.poll();
    said.push(...(await failing.traces()).log, await (await fetch(`${failing.botUrl}/readyz`)).text());
    await failing.close();
    expect(said.at(-1)).toContain('"ready":false');
  }, 60_000);

  test('the story said much, in all the places that are searched', async () => {
    const all = said.join('\n');
    for (const words of ['"msg":"listening"', 'AdaptiveCard', 'A-1', '# TYPE', '"ready"', 'token is not good'])
      expect([words, all.includes(words)]).toEqual([words, true]);
  });

  test('no planted secret, key of the platform or token stands in any log, error, card, answer or metric', async () => {
    const { identityHeader } = await world.traces();
    expect(identityHeader).toMatch(/.{20}/);
    const secrets = [
      'planted-app-password',
      'planted-private-key',
      'BEGIN PRIVATE',
      identityHeader,
      forgedToken,
      'cGxhbnRlZC1zaWduYXR1cmU',
    ];
    const leaks = said.filter(
      (line) => secrets.some((secret) => line.includes(secret)) || /\beyJ[\w-]{10,}\.[\w-]{10,}\./.test(line),
    );
    expect(leaks.map((line) => line.slice(0, 300))).toEqual([]);
  });
});
