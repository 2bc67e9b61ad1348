import { retryAfterOf } from '../../src/chat/ports';
import { connectTeams } from '../../src/teams/connect-teams';
import { ALERTS, type EdgeRig, PEOPLE, startEdge } from './harness';

let rig: EdgeRig;
beforeAll(async () => {
  rig = await startEdge({ timeoutMs: 300, verifyToken: (token) => token.split('.').length === 3 });
});
afterAll(() => rig.close());
beforeEach(async () => {
  rig.clock.advance(3_600_000);
  await rig.client.clearCalls();
});

const [mia, tom, gil] = PEOPLE;
const channel = () => ({ serviceUrl: rig.teams.url, conversationId: ALERTS });
const said = { text: 'hello', summary: 'line' };
const person = (who: typeof mia) => ({ objectId: who?.objectId ?? '', name: who?.name ?? '' });

async function thread() {
  const posted = await rig.connection.messenger.post(channel(), said);
  if (!posted.ok) throw new Error(posted.message);
  return { ...posted.value, serviceUrl: rig.teams.url };
}

describe('what it sends', () => {
  test('a post answers the thread and the message in it; a reply lands there; an update notifies nobody', async () => {
    const { messenger } = rig.connection;
    const root = await thread();
    expect(root.conversationId).toBe(`${ALERTS};messageid=${root.activityId}`);
    expect(await messenger.reply(root, { text: 'more', summary: 'more' })).toMatchObject({ ok: true });
    const before = (await rig.client.notifications('mia')).length;
    expect(await messenger.update(root, root.activityId, { text: 'new', summary: 'new' })).toEqual({
      ok: true,
      value: undefined,
    });
    expect((await rig.client.messages('mia', root.conversationId)).map(({ text }) => text)).toEqual(['new', 'more']);
    expect(await rig.client.notifications('mia')).toHaveLength(before);
  });

  test('mentions are built from ids; a name or a text cannot add one', async () => {
    const root = await thread();
    const tricky = { objectId: tom?.objectId ?? '', name: 'Tom</at><at>Mia Chen' };
    await rig.connection.messenger.reply(root, { text: '<at>Mia Chen</at> look', summary: 's', mentions: [tricky] });
    expect((await rig.client.messages('tom', root.conversationId)).at(-1)).toMatchObject({
      text: '<at>Tom at at Mia Chen</at> \\<at\\>Mia Chen\\</at\\> look',
      mentionsYou: true,
    });
    expect((await rig.client.messages('mia', root.conversationId)).at(-1)).toMatchObject({ mentionsYou: false });
  });

  test('somebody outside the channel is named, not mentioned', async () => {
    const root = await thread();
    await rig.connection.messenger.reply(root, { text: 'look', summary: 's', mentions: [person(gil)] });
    expect((await rig.client.messages('mia', root.conversationId)).at(-1)).toMatchObject({
      text: 'Gil Guest look',
      entities: [],
    });
  });

  test('personal chats by object id, the roster, a whisper', async () => {
    const { messenger } = rig.connection;
    const chat = await messenger.personal(rig.teams.url, mia?.objectId ?? '');
    if (!chat.ok) throw new Error(chat.message);
    await messenger.reply(chat.value, { text: 'just you', summary: 's' });
    expect((await rig.client.messages('mia', chat.value.conversationId)).at(-1)?.text).toBe('just you');
    const roster = await messenger.roster(channel());
    expect(roster).toMatchObject({
      ok: true,
      value: [
        {
          objectId: mia?.objectId,
          name: 'Mia Chen',
          userPrincipalName: 'mia@contoso.com',
          guest: false,
          mri: expect.stringMatching(/^29:/),
        },
        { objectId: tom?.objectId },
      ],
    });
    const root = await thread();
    expect(await messenger.whisper(root, person(mia), said)).toEqual({ ok: true, value: undefined });
    expect((await rig.client.messages('mia', root.conversationId)).at(-1)).toMatchObject({ onlyYou: true });
    expect(await rig.client.messages('tom', root.conversationId)).toHaveLength(1);
    expect(await messenger.whisper(root, person(gil), said)).toMatchObject({ ok: false, reason: 'gone' });
  });
});

describe('what goes wrong is one attempt and one closed reason', () => {
  const post = () => rig.connection.messenger.post(channel(), said);
  const posts = async () => (await rig.client.calls()).filter(({ method }) => method === 'POST').length;

  test.each([
    [429, 'throttled'],
    [412, 'throttled'],
    [500, 'unknown-outcome'],
    [502, 'unknown-outcome'],
    [503, 'throttled'],
    [504, 'unknown-outcome'],
  ] as const)('HTTP %s to a post', async (kind, reason) => {
    await rig.client.fail({ kind, retryAfterSeconds: 7 });
    const outcome = await post();
    expect(outcome).toMatchObject({ ok: false, reason });
    if (reason === 'throttled') expect(retryAfterOf(outcome)).toBe(7_000);
    expect(await posts()).toBe(1);
  });

  test('Teams’ own throttling says how long', async () => {
    const root = await thread();
    const reply = () => rig.connection.messenger.reply(root, said);
    for (let call = 0; call < 7; call += 1) expect((await reply()).ok).toBe(true);
    const refused = await reply();
    expect(refused).toMatchObject({ ok: false, reason: 'throttled' });
    expect(retryAfterOf(refused)).toBe(1_000);
    rig.clock.advance(2_000);
    expect((await reply()).ok).toBe(true);
  });

  test.each(['reset', 'lost-answer', 'hang'] as const)('%s leaves a post’s outcome unknown', async (kind) => {
    await rig.client.fail({ kind });
    expect(await post()).toMatchObject({ ok: false, reason: 'unknown-outcome' });
    expect(await posts()).toBe(1);
  });

  test('an update can be repeated, so it is merely unreachable', async () => {
    const root = await thread();
    await rig.client.fail({ kind: 'lost-answer', method: 'PUT' });
    expect(await rig.connection.messenger.update(root, root.activityId, said)).toMatchObject({
      ok: false,
      reason: 'unreachable',
    });
  });

  test('gone, forbidden, too large, and an address that is not Teams’', async () => {
    const { messenger } = rig.connection;
    const root = await thread();
    expect(await messenger.update(root, '404', said)).toMatchObject({ ok: false, reason: 'gone' });
    expect(await messenger.post({ ...channel(), conversationId: '19:none@thread.tacv2' }, said)).toMatchObject({
      reason: 'gone',
    });
    expect(await messenger.reply(root, { text: 'x'.repeat(60_000), summary: 's' })).toMatchObject({
      reason: 'too-large',
    });
    rig.teams.control.world.botInTeam = false;
    expect(await messenger.reply(root, said)).toMatchObject({ reason: 'forbidden' });
    rig.teams.control.world.botInTeam = true;
    expect(await messenger.post({ ...channel(), serviceUrl: 'https://evil.example/' }, said)).toMatchObject({
      reason: 'forbidden',
    });
    expect(await messenger.post({ ...channel(), serviceUrl: 'http://127.0.0.1:9/' }, said)).toMatchObject({
      reason: 'unreachable',
    });
  });
});

test('ten parallel cold sends ask for one token', async () => {
  const cold = await startEdge();
  const target = { serviceUrl: cold.teams.url, conversationId: ALERTS };
  const sent = await Promise.all(Array.from({ length: 10 }, () => cold.connection.messenger.roster(target)));
  expect(sent.every(({ ok }) => ok)).toBe(true);
  // The SDK keeps the first managed-identity endpoint of the process, so the token may have come from the other rig's.
  const issued = [...rig.identity.issued(), ...cold.identity.issued()].filter(
    ({ clientId }) => clientId === cold.appId,
  );
  expect(issued).toEqual([{ clientId: cold.appId, resource: 'https://api.botframework.com' }]);
  await cold.close();
});

test('without an app id there is no connection', () => {
  const bot = { appId: ' ', tenantId: 't', serviceUrl: 'https://smba.trafficmanager.net/teams', framework: {} };
  const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
  expect(() => connectTeams({ bot, allowInsecureLoopback: false, clock: rig.clock, log })).toThrow('no app id');
});
