import type { Answer } from '../../src/chat/ports';
import type { Json } from '../../src/local/teams/model';
import { ALERTS, type EdgeRig, messageActivity, PEOPLE, SECOPS, startEdge } from './harness';

/** What a press, a command and a dialog become on the way in, and their answers on the way out: emulated Teams, real SDK, real HTTP. */
let rig: EdgeRig;
const BOT = '@Serial Console Watch';
const [mia, tom] = PEOPLE;
const target = () => ({ serviceUrl: rig.teams.url, conversationId: ALERTS });

beforeAll(async () => {
  rig = await startEdge();
});
afterAll(() => rig.close());
beforeEach(() => {
  rig.heard.length = 0;
  rig.logged.length = 0;
  rig.clock.advance(3_600_000);
  rig.answer = async () => ({ kind: 'none' });
});

const card = (words: string, more: Json = {}) => ({
  type: 'AdaptiveCard',
  version: '1.5',
  body: [{ type: 'TextBlock', text: words }],
  ...more,
});

async function postCard(actions: Json[]): Promise<{ conversationId: string; activityId: string }> {
  const posted = await rig.connection.messenger.post(target(), { card: card('alert', { actions }), summary: 'A-1' });
  if (!posted.ok) throw new Error(posted.message);
  return posted.value;
}

describe('presses', () => {
  const ack = { type: 'Action.Execute', title: 'Ack', verb: 'ack', data: { alert: 'A-1' } };

  test('carry who, where and what; authority comes from the activity', async () => {
    const { activityId, conversationId } = await postCard([ack]);
    await rig.client.press('mia', activityId, 'Ack');
    expect(rig.heard).toMatchObject([
      {
        kind: 'press',
        verb: 'ack',
        data: { alert: 'A-1' },
        trigger: 'manual',
        cardId: activityId,
        caller: { objectId: mia?.objectId, name: 'Mia Chen' },
        place: { kind: 'channel', conversationId, channelId: ALERTS, teamId: SECOPS, serviceUrl: rig.teams.url },
        receivedAt: rig.clock.now(),
      },
    ]);
  });

  test.each<[string, Answer, string, Json]>([
    [
      'a card',
      { kind: 'card', card: card('yours'), summary: 's' },
      'card',
      { statusCode: 200, type: 'application/vnd.microsoft.card.adaptive' },
    ],
    ['words', { kind: 'words', text: 'Noted.' }, 'message', { statusCode: 200, value: 'Noted.' }],
    [
      'a refusal',
      { kind: 'refused', status: 403, code: 'not-yours', message: 'Only responders.' },
      'error',
      { statusCode: 403, value: { code: 'not-yours', message: 'Only responders.' } },
    ],
    [
      'a refusal with a code Teams reserves',
      { kind: 'refused', status: 412, code: 'stale', message: 'Changed.' },
      'error',
      { statusCode: 400, value: { code: 'stale' } },
    ],
    [
      'a dialog, which a press cannot open',
      { kind: 'dialog', title: 't', card: card('x') },
      'error',
      { statusCode: 400 },
    ],
  ])('%s goes out as HTTP 200 with the status in the body', async (_name, answer, outcome, body) => {
    const { activityId } = await postCard([ack]);
    rig.answer = async () => answer;
    expect(await rig.client.press('mia', activityId, 'Ack')).toMatchObject({ outcome, answer: { status: 200, body } });
  });

  test('a fault is a private sentence, logged, and tried anew next time', async () => {
    rig.answer = () => Promise.reject(new Error('secret detail'));
    const activity = messageActivity(rig, {
      type: 'invoke',
      name: 'adaptiveCard/action',
      value: { action: { type: 'Action.Execute', verb: 'ack' }, trigger: 'manual' },
    });
    const first = await rig.post(activity, await rig.token());
    expect(first).toMatchObject({ status: 200, body: { statusCode: 500, value: { code: 'fault' } } });
    expect(JSON.stringify(first)).not.toContain('secret');
    expect(rig.logged).toContainEqual(
      expect.objectContaining({ level: 'error', fields: expect.objectContaining({ error: 'secret detail' }) }),
    );
    rig.answer = async () => ({ kind: 'words', text: 'ok' });
    expect(await rig.post(activity, await rig.token())).toMatchObject({ body: { statusCode: 200 } });
  });
});

describe('replayed activities', () => {
  const press = () =>
    messageActivity(rig, {
      type: 'invoke',
      name: 'adaptiveCard/action',
      value: { action: { type: 'Action.Execute', verb: 'ack' }, trigger: 'manual' },
    });

  test('get the first answer and have no second effect, also while the first still runs', async () => {
    let release = () => {};
    const gate = new Promise<void>((resolve) => {
      release = resolve;
    });
    rig.answer = async () => {
      await gate;
      return { kind: 'words', text: 'once' };
    };
    const activity = press();
    const token = await rig.token();
    const both = Promise.all([rig.post(activity, token), rig.post(activity, token)]);
    release();
    const [first, second] = await both;
    expect(second).toEqual(first);
    expect(await rig.post(activity, token)).toEqual(first);
    expect(rig.heard).toHaveLength(1);
  });

  test('the same id from somebody else is another activity', async () => {
    const token = await rig.token();
    const activity = press();
    await rig.post(activity, token);
    await rig.post({ ...activity, from: { id: '29:x', name: 'T', aadObjectId: tom?.objectId } }, token);
    expect(rig.heard).toHaveLength(2);
  });

  test('a caller who goes too fast is told so, and again heard after a while', async () => {
    const token = await rig.token();
    for (let call = 0; call < 120; call += 1) await rig.post(press(), token);
    expect(await rig.post(press(), token)).toMatchObject({ status: 200, body: { statusCode: 429 } });
    expect(rig.heard).toHaveLength(120);
    rig.clock.advance(1_000);
    expect(await rig.post(press(), token)).toMatchObject({ body: { statusCode: 200 } });
  });
});

describe('messages', () => {
  test('mention, slash and personal chat arrive as the same words', async () => {
    const chat = (await rig.client.rail('mia')).find(({ kind }) => kind === 'personal')?.id ?? '';
    await rig.client.send('mia', ALERTS, `${BOT} /serialconsole recent 24h`);
    await rig.client.send('mia', ALERTS, '/serialconsole recent 24h');
    await rig.client.send('mia', chat, '/serialconsole recent 24h');
    expect(rig.heard).toMatchObject([
      { kind: 'message', text: '/serialconsole recent 24h', targeted: false, place: { kind: 'channel' } },
      { kind: 'message', text: '/serialconsole recent 24h', targeted: true, place: { kind: 'channel' } },
      {
        kind: 'message',
        text: '/serialconsole recent 24h',
        targeted: false,
        place: { kind: 'personal', conversationId: chat },
      },
    ]);
  });

  test('people mentioned are known by object id, asked of the roster', async () => {
    await rig.client.send('mia', ALERTS, `${BOT} assign A-1 @Tom Weiss`);
    expect(rig.heard).toMatchObject([
      { text: 'assign A-1 Tom Weiss', mentions: [{ name: 'Tom Weiss', objectId: tom?.objectId }] },
    ]);
  });

  test('are answered in their thread; private answers only to the sender', async () => {
    rig.answer = async () => ({ kind: 'words', text: 'three open' });
    const { messageId } = await rig.client.send('mia', ALERTS, `${BOT} open`);
    const thread = `${ALERTS};messageid=${messageId}`;
    expect((await rig.client.messages('tom', thread)).at(-1)).toMatchObject({
      text: 'three open',
      author: { kind: 'bot' },
    });
    rig.answer = async () => ({ kind: 'refused', status: 403, code: 'no', message: 'Not for you.' });
    await rig.client.send('mia', thread, `${BOT} export`);
    expect((await rig.client.messages('mia', thread)).at(-1)).toMatchObject({ text: 'Not for you.', onlyYou: true });
    expect((await rig.client.messages('tom', thread)).map(({ text }) => text)).not.toContain('Not for you.');
  });

  test('a private answer that cannot be whispered goes to the personal chat, never to the channel', async () => {
    rig.answer = async () => ({ kind: 'words', text: 'for you', private: true });
    await rig.client.fail({ kind: 500, method: 'POST', pathContains: '/activities' });
    const { messageId } = await rig.client.send('tom', ALERTS, `${BOT} mine`);
    const chat = (await rig.client.rail('tom')).find(({ kind }) => kind === 'personal')?.id ?? '';
    expect((await rig.client.messages('tom', chat)).at(-1)).toMatchObject({ text: 'for you' });
    expect(await rig.client.messages('mia', `${ALERTS};messageid=${messageId}`)).toHaveLength(1);
  });

  test('an old client’s submit arrives with its value and no text', async () => {
    const fallback = { type: 'Action.Submit', title: 'Ack', data: { verb: 'ack', alert: 'A-1' } };
    const { activityId } = await postCard([{ type: 'Action.Execute', title: 'Ack', verb: 'ack', fallback }]);
    await rig.client.press('mia', activityId, 'Ack', {}, { legacy: true });
    expect(rig.heard).toMatchObject([
      { kind: 'message', text: '', value: { verb: 'ack', alert: 'A-1' }, replyToId: activityId },
    ]);
  });
});

describe('dialogs', () => {
  test('open, go on and end', async () => {
    const data = { verb: 'resolve', msteams: { type: 'task/fetch' } };
    const { activityId } = await postCard([{ type: 'Action.Submit', title: 'Resolve', data }]);
    const form = card('why?', {
      body: [{ type: 'Input.Text', id: 'why' }],
      actions: [{ type: 'Action.Submit', title: 'Save' }],
    });
    rig.answer = async () => ({ kind: 'dialog', title: 'Resolve A-1', card: form, size: 'small' });
    const { dialog } = await rig.client.press('mia', activityId, 'Resolve');
    expect(dialog).toMatchObject({ title: 'Resolve A-1', width: 'small' });
    expect(rig.heard).toMatchObject([{ kind: 'dialog-open', data: { verb: 'resolve' }, cardId: activityId }]);
    expect(rig.heard[0]).not.toHaveProperty('data.msteams');
    rig.answer = async () => ({ kind: 'refused', status: 409, code: 'late', message: 'Tom was first.' });
    expect(await rig.client.submitDialog('mia', dialog?.id ?? '', { why: 'x' })).toMatchObject({
      outcome: 'message',
      text: 'Tom was first.',
    });
    expect(rig.heard.at(-1)).toMatchObject({ kind: 'dialog-submit', data: { why: 'x' } });
    const again = await rig.client.press('mia', activityId, 'Resolve').catch(() => undefined);
    expect(again).toMatchObject({ outcome: 'message' });
    rig.answer = async () => ({ kind: 'dialog', title: 'Again', card: form });
    const reopened = await rig.client.press('mia', activityId, 'Resolve');
    rig.answer = async () => ({ kind: 'none' });
    expect(await rig.client.submitDialog('mia', reopened.dialog?.id ?? '')).toMatchObject({ outcome: 'closed' });
  });
});

describe('membership', () => {
  test('one event for an installation, and the channel’s life', async () => {
    await rig.client.membership({ by: 'tom', event: 'addBot' });
    await rig.client.membership({ by: 'tom', event: 'renameChannel', channelId: ALERTS, name: 'Alerts' });
    await rig.client.membership({ by: 'tom', event: 'removeMember', member: 'mia', channelId: ALERTS });
    await rig.client.membership({ by: 'tom', event: 'addMember', member: 'mia', channelId: ALERTS });
    expect(rig.heard.map((incoming) => (incoming.kind === 'membership' ? incoming.event : incoming.kind))).toEqual([
      'bot-added',
      'channel-renamed',
      'members-changed',
      'members-changed',
    ]);
    expect(rig.heard[1]?.place).toMatchObject({
      channelId: ALERTS,
      channelName: 'Alerts',
      teamName: 'Security Operations',
    });
  });
});
