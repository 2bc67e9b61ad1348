import { isObject, type Json } from '../../../src/local/teams/model';
import { ALERTS, cardActivity, encoded, postThread, type Rig, startRig, TENANT } from './harness';

let rig: Rig;
beforeEach(async () => {
  rig = await startRig();
});
afterEach(() => rig.close());

const mriOf = (id: string) => rig.teams.control.world.person(id)?.mri ?? '';
const CARD = 'application/vnd.microsoft.card.adaptive';
const cardSaying = (words: string, more: Json = {}) => ({
  type: 'AdaptiveCard',
  version: '1.5',
  body: [{ type: 'TextBlock', text: words }],
  ...more,
});
const answerCard = (card: Json) => ({ status: 200, body: { statusCode: 200, type: CARD, value: card } });
const execute = (title: string, more: Json = {}) => ({
  type: 'Action.Execute',
  title,
  verb: title.toLowerCase(),
  ...more,
});
const last = () => rig.bot.received.at(-1)?.activity ?? {};
const words = (card: unknown) => (isObject(card) ? JSON.stringify(card.body) : '');

describe('Action.Execute', () => {
  test('sends the invoke Teams sends, inputs merged into data', async () => {
    const note = { type: 'Input.Text', id: 'note', value: 'start' };
    const { id, activityId } = await postThread(
      rig,
      cardActivity({ body: [note], actions: [execute('Acknowledge', { id: 'x', data: { alert: 'A-1' } })] }),
    );
    await rig.client.press('mia', activityId, 'acknowledge', { note: 'mine' });
    expect(last()).toMatchObject({
      type: 'invoke',
      name: 'adaptiveCard/action',
      channelId: 'msteams',
      serviceUrl: rig.teams.url,
      replyToId: activityId,
      from: { id: mriOf('mia'), aadObjectId: '00000000-0000-4000-8000-00000000000a' },
      conversation: { id, conversationType: 'channel', tenantId: TENANT, isGroup: true },
      channelData: { channel: { id: ALERTS }, tenant: { id: TENANT } },
      value: {
        trigger: 'manual',
        action: { type: 'Action.Execute', id: 'x', verb: 'acknowledge', data: { alert: 'A-1', note: 'mine' } },
      },
    });
    const claims = JSON.parse(rig.bot.received.at(-1)?.authorization.replace('Bearer signed ', '') ?? '{}') as Json;
    expect(claims).toMatchObject({ iss: 'https://api.botframework.com', serviceurl: rig.teams.url });
  });

  test('a card in the answer changes the presser’s view alone; an update changes everybody’s', async () => {
    const { id, activityId } = await postThread(rig, cardActivity(cardSaying('open', { actions: [execute('Ack')] })));
    rig.bot.reply = () => answerCard(cardSaying('yours'));
    expect(await rig.client.press('mia', activityId, 'Ack')).toMatchObject({ outcome: 'card' });
    const seenBy = async (as: string) => words((await rig.client.messages(as, id))[0]?.card);
    expect([await seenBy('mia'), await seenBy('tom')]).toEqual([
      expect.stringContaining('yours'),
      expect.stringContaining('open'),
    ]);
    const path = `v3/conversations/${encoded(id)}/activities/${activityId}`;
    await rig.connector('PUT', path, cardActivity(cardSaying('taken')));
    expect([await seenBy('mia'), await seenBy('tom')]).toEqual([
      expect.stringContaining('taken'),
      expect.stringContaining('taken'),
    ]);
  });

  test('an error answer is a notice for the presser, gone with the next press', async () => {
    const { id, activityId } = await postThread(rig, cardActivity({ actions: [execute('Ack')] }));
    const value = { code: 'forbidden', message: 'Only responders may.' };
    rig.bot.reply = () => ({ status: 200, body: { statusCode: 403, type: 'application/vnd.microsoft.error', value } });
    expect(await rig.client.press('mia', activityId, 'Ack')).toMatchObject({
      outcome: 'error',
      text: 'Only responders may.',
    });
    const notice = async (as: string) => (await rig.client.messages(as, id))[0]?.notice;
    expect(await notice('mia')).toEqual({ kind: 'error', text: 'Only responders may.', code: 'forbidden' });
    expect(await notice('tom')).toBeUndefined();
    const done = { statusCode: 200, type: 'application/vnd.microsoft.activity.message', value: 'Noted.' };
    rig.bot.reply = () => ({ status: 200, body: done });
    await rig.client.press('mia', activityId, 'Ack');
    expect(await notice('mia')).toEqual({ kind: 'info', text: 'Noted.' });
  });

  test('an HTTP error status is "Unable to reach app", whatever its body says', async () => {
    const { activityId } = await postThread(rig, cardActivity({ actions: [execute('Ack')] }));
    const value = { code: 'x', message: 'never shown' };
    rig.bot.reply = () => ({ status: 403, body: { statusCode: 403, type: 'application/vnd.microsoft.error', value } });
    expect(await rig.client.press('mia', activityId, 'Ack')).toMatchObject({
      outcome: 'unreachable',
      text: 'Unable to reach app. Please try again.',
    });
  });

  test('no answer within 15 s is unreachable', async () => {
    const { activityId } = await postThread(rig, cardActivity({ actions: [execute('Ack')] }));
    let release: (() => void) | undefined;
    const arrived = new Promise<void>((resolve) => {
      rig.bot.reply = () => {
        resolve();
        return new Promise((done) => {
          release = () => done({ status: 200 });
        });
      };
    });
    const pressed = rig.client.press('mia', activityId, 'Ack');
    await arrived;
    rig.clock.advance(15_000);
    expect(await pressed).toMatchObject({ outcome: 'unreachable' });
    release?.();
  });

  test('finds actions in overflow, folds and rows, by title, id, verb and index', async () => {
    const inner = cardSaying('why', { actions: [execute('Deep', { verb: 'deep' })] });
    const row = {
      type: 'ActionSet',
      actions: [execute('Row', { data: { n: 1 } }), execute('Row', { data: { n: 2 } })],
    };
    const actions = [
      { type: 'Action.ShowCard', title: 'Why', card: inner },
      execute('Rare', { mode: 'secondary', id: 'rare' }),
    ];
    const { activityId } = await postThread(rig, cardActivity({ body: [row], actions }));
    for (const name of ['Deep', 'rare', 'deep']) await rig.client.press('mia', activityId, name);
    await rig.client.press('mia', activityId, 'Row', {}, { index: 1 });
    expect(last()).toMatchObject({ value: { action: { data: { n: 2 } } } });
    await expect(rig.client.press('mia', activityId, 'Nope')).rejects.toThrow(
      'it has: "Row", "Row", "Why", "Deep", "Rare"',
    );
  });
});

describe('the client’s own rules', () => {
  test('required, choice, unknown input and disabled buttons never reach the bot', async () => {
    const body = [
      { type: 'Input.Text', id: 'why', label: 'Reason', isRequired: true, errorMessage: 'Say why.' },
      { type: 'Input.ChoiceSet', id: 'how', label: 'How', choices: [{ title: 'Good', value: 'good' }] },
    ];
    const actions = [
      execute('Go'),
      execute('Free', { associatedInputs: 'none' }),
      execute('Off', { isEnabled: false }),
    ];
    const { activityId } = await postThread(rig, cardActivity({ body, actions }));
    const go = async (name: string, inputs: Json) => (await rig.client.press('mia', activityId, name, inputs)).text;
    expect(await go('Go', {})).toBe('Say why.');
    expect(await go('Go', { why: 'x', how: 'bad' })).toContain('no choice "bad"');
    expect(await go('Go', { nope: 1 })).toContain('no input "nope"');
    expect(await go('Off', {})).toBe('The button is disabled.');
    expect(rig.bot.received).toHaveLength(0);
    await rig.client.press('mia', activityId, 'Free');
    expect(last()).toMatchObject({ value: { action: { data: {} } } });
  });
});

describe('Action.Submit', () => {
  test('is a message with value and no text; old clients use the fallback', async () => {
    const fallback = { type: 'Action.Submit', title: 'Ack', data: { verb: 'ack', alert: 'A-1' } };
    const { activityId } = await postThread(rig, cardActivity({ actions: [execute('Ack', { fallback })] }));
    expect(await rig.client.press('mia', activityId, 'Ack', {}, { legacy: true })).toMatchObject({ outcome: 'sent' });
    expect(last()).toMatchObject({ type: 'message', value: { verb: 'ack', alert: 'A-1' }, replyToId: activityId });
    expect(last().text).toBeUndefined();
  });

  test('task/fetch opens a dialog, task/submit goes on, shows a message or closes', async () => {
    const data = { alert: 'A-1', msteams: { type: 'task/fetch' } };
    const { activityId } = await postThread(
      rig,
      cardActivity({ actions: [{ type: 'Action.Submit', title: 'Resolve', data }] }),
    );
    const form = (title: string) => ({
      type: 'continue',
      value: {
        title,
        height: 'small',
        width: 'small',
        card: {
          contentType: CARD,
          content: cardSaying('form', {
            body: [{ type: 'Input.Text', id: 'why', isRequired: true }],
            actions: [{ type: 'Action.Submit', title: 'Save', data: { step: title } }],
          }),
        },
      },
    });
    rig.bot.reply = () => ({ status: 200, body: { task: form('One') } });
    const opened = await rig.client.press('mia', activityId, 'Resolve');
    expect(opened).toMatchObject({ outcome: 'dialog', dialog: { title: 'One' } });
    expect(last()).toMatchObject({ name: 'task/fetch', value: { data: { alert: 'A-1' } }, replyToId: activityId });
    const dialogId = opened.dialog?.id ?? '';
    expect(await rig.client.submitDialog('mia', dialogId)).toMatchObject({ outcome: 'refused-by-client' });
    await expect(rig.client.submitDialog('tom', dialogId, { why: 'x' })).rejects.toThrow('No dialog');
    rig.bot.reply = () => ({ status: 200, body: { task: form('Two') } });
    const next = await rig.client.submitDialog('mia', dialogId, { why: 'because' });
    expect(last()).toMatchObject({ name: 'task/submit', value: { data: { step: 'One', why: 'because' } } });
    rig.bot.reply = () => ({ status: 200, body: { task: { type: 'message', value: 'Saved.' } } });
    expect(await rig.client.submitDialog('mia', next.dialog?.id ?? '', { why: 'y' })).toMatchObject({
      outcome: 'message',
      text: 'Saved.',
    });
  });
});

describe('refresh views', () => {
  const refreshing = (userIds?: string[]) =>
    cardActivity(
      cardSaying('base', {
        refresh: { action: execute('View', { data: { alert: 'A-1' } }), ...(userIds ? { userIds } : {}) },
      }),
    );
  const seen = async (as: string, id: string) => words((await rig.client.messages(as, id))[0]?.card);

  test('opening asks for the named people only, once a minute, and again after an update', async () => {
    rig.bot.reply = ({ from }) =>
      answerCard(
        cardSaying(`for ${isObject(from) ? from.name : ''}`, {
          refresh: { action: execute('View'), userIds: [mriOf('mia')] },
        }),
      );
    const { id, activityId } = await postThread(rig, refreshing([mriOf('mia')]));
    expect(await seen('mia', id)).toContain('for Mia Chen');
    expect(last()).toMatchObject({ value: { trigger: 'automatic', action: { verb: 'view' } }, replyToId: activityId });
    expect(await seen('tom', id)).toContain('base');
    await seen('mia', id);
    expect(rig.bot.received).toHaveLength(1);
    rig.clock.advance(60_000);
    await seen('mia', id);
    expect(rig.bot.received).toHaveLength(2);
    await rig.connector('PUT', `v3/conversations/${encoded(id)}/activities/${activityId}`, refreshing([mriOf('mia')]));
    await seen('mia', id);
    expect(rig.bot.received).toHaveLength(3);
  });

  test('without userIds everybody in a small channel is refreshed; a failing bot leaves the base card', async () => {
    rig.bot.reply = () => ({ status: 500 });
    const { id } = await postThread(rig, refreshing());
    expect(await seen('tom', id)).toContain('base');
    expect(rig.bot.received).toHaveLength(1);
    expect((await rig.client.messages('tom', id))[0]?.notice).toBeUndefined();
  });
});
