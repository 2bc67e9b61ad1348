import { ALERTS, BOT, cardActivity, encoded, postThread, type Rig, SECOPS, startRig, TENANT } from './harness';

let rig: Rig;
beforeEach(async () => {
  rig = await startRig();
});
afterEach(() => rig.close());

const last = () => rig.bot.received.at(-1)?.activity ?? {};
const mriOf = (id: string) => rig.teams.control.world.person(id)?.mri ?? '';

describe('what people write', () => {
  test('a mention arrives as Teams writes it: at-tag, no-break space, entity', async () => {
    const { messageId } = await rig.client.send('mia', ALERTS, `@${BOT} recent`);
    expect(last()).toMatchObject({
      type: 'message',
      id: messageId,
      text: `<at>${BOT}</at>&nbsp;recent`,
      conversation: { id: `${ALERTS};messageid=${messageId}`, conversationType: 'channel', isGroup: true },
      channelData: { team: { id: SECOPS }, channel: { id: ALERTS }, tenant: { id: TENANT } },
    });
    expect(last().entities).toContainEqual({
      type: 'mention',
      mentioned: { id: expect.stringMatching(/^28:/), name: BOT },
      text: `<at>${BOT}</at>`,
    });
  });

  test('a channel message without a mention does not reach the bot', async () => {
    expect(await rig.client.send('mia', ALERTS, 'lunch?')).toMatchObject({ delivered: false });
    expect(rig.bot.received).toHaveLength(0);
    expect((await rig.client.messages('tom', ALERTS))[0]?.text).toBe('lunch?');
  });

  test('a slash command is targeted: the bot sees the mark, colleagues see nothing', async () => {
    await rig.client.send('mia', ALERTS, '/serialconsole recent');
    expect(last()).toMatchObject({ text: '/serialconsole recent', recipient: { isTargeted: true } });
    expect(await rig.client.messages('tom', ALERTS)).toHaveLength(0);
    expect(await rig.client.messages('mia', ALERTS)).toMatchObject([{ onlyYou: true }]);
  });

  test('everything in the personal chat arrives, with slash and without', async () => {
    const chat = (await rig.client.rail('mia')).find(({ kind }) => kind === 'personal')?.id ?? '';
    await rig.client.send('mia', chat, '/serialconsole mine');
    expect(last()).toMatchObject({
      conversation: { id: chat, conversationType: 'personal' },
      text: '/serialconsole mine',
    });
    expect(last().recipient).not.toHaveProperty('isTargeted');
    await expect(rig.client.send('tom', chat, 'hi')).rejects.toThrow('tom is not in');
  });

  test('a slow bot is sent the same message again after 15 s, unless that is off', async () => {
    for (const [on, copies] of [
      [true, 2],
      [false, 1],
    ] as const) {
      rig.bot.received.length = 0;
      rig.teams.control.setResend(on);
      const gates: (() => void)[] = [];
      const arrivals: (() => void)[] = [];
      const arrival = () => new Promise<void>((resolve) => arrivals.push(resolve));
      rig.bot.reply = () => {
        arrivals.shift()?.();
        return new Promise((resolve) => gates.push(() => resolve({ status: 200 })));
      };
      const first = arrival();
      const sent = rig.client.send('mia', ALERTS, `@${BOT} recent`);
      await first;
      const second = arrival();
      rig.clock.advance(15_000);
      if (on) await second;
      for (const open of gates) open();
      await sent;
      const ids = rig.bot.received.map(({ activity }) => activity.id);
      expect(ids).toHaveLength(copies);
      expect(new Set(ids).size).toBe(1);
    }
  });
});

describe('notifications', () => {
  const kinds = async (as: string) => (await rig.client.notifications(as)).map(({ kind, line }) => `${kind}: ${line}`);

  test('a post makes bold with its summary, a mention sounds, a repaint does neither', async () => {
    const { id, activityId } = await postThread(rig, cardActivity({}, { summary: 'CRITICAL A-12 Rob' }));
    expect(await kinds('mia')).toEqual(['post: CRITICAL A-12 Rob']);
    await rig.connector(
      'PUT',
      `v3/conversations/${encoded(id)}/activities/${activityId}`,
      cardActivity({}, { summary: 'new' }),
    );
    expect(await kinds('mia')).toHaveLength(1);
    const marker = '<at>Mia Chen</at>';
    const entity = { type: 'mention', mentioned: { id: mriOf('mia'), name: 'Mia Chen' }, text: marker };
    const text = `${marker} sql04 joined`;
    await rig.connector('POST', `v3/conversations/${encoded(id)}/activities`, {
      type: 'message',
      text,
      entities: [entity],
    });
    expect((await kinds('mia')).at(-1)).toBe('mention: Mia Chen sql04 joined');
    expect((await kinds('tom')).at(-1)).toMatch(/^post/);
    expect((await rig.client.rail('mia')).find((entry) => entry.id === ALERTS)).toMatchObject({
      unread: 2,
      sounding: 1,
    });
    await rig.client.markRead('mia', ALERTS);
    expect((await rig.client.rail('mia')).find((entry) => entry.id === ALERTS)).toMatchObject({
      unread: 0,
      sounding: 0,
    });
  });

  test('a mention needs its text shown and, in text, the 29: id', async () => {
    const say = (text: string, id: string) =>
      postThread(rig, {
        type: 'message',
        text,
        entities: [{ type: 'mention', mentioned: { id }, text: '<at>Mia</at>' }],
      });
    await say('nothing shown', mriOf('mia'));
    await say('<at>Mia</at>', '00000000-0000-4000-8000-00000000000a');
    expect((await kinds('mia')).every((line) => line.startsWith('post'))).toBe(true);
    const entities = [
      { type: 'mention', mentioned: { id: '00000000-0000-4000-8000-00000000000a' }, text: '<at>Mia</at>' },
    ];
    await postThread(rig, cardActivity({ body: [{ type: 'TextBlock', text: '<at>Mia</at>' }], msteams: { entities } }));
    expect((await kinds('mia')).at(-1)).toBe('mention: Sent a card');
  });
});

describe('membership', () => {
  test('adding, renaming, deleting and removing tell the bot as Teams does', async () => {
    const events = () =>
      rig.bot.received.map(({ activity: { type, channelData, action } }) => [
        type,
        action ?? (channelData as { eventType?: string }).eventType,
      ]);
    await rig.client.membership({ by: 'tom', event: 'addBot' });
    await rig.client.membership({ by: 'tom', event: 'renameChannel', channelId: ALERTS, name: 'Console' });
    expect(last()).toMatchObject({ channelData: { channel: { id: ALERTS, name: 'Console' } } });
    await rig.client.membership({ by: 'tom', event: 'removeMember', member: 'mia', channelId: ALERTS });
    await rig.client.membership({ by: 'tom', event: 'deleteChannel', channelId: ALERTS });
    await rig.client.membership({ by: 'tom', event: 'removeBot' });
    expect(events()).toEqual([
      ['installationUpdate', 'add'],
      ['conversationUpdate', 'teamMemberAdded'],
      ['conversationUpdate', 'channelRenamed'],
      ['conversationUpdate', 'teamMemberRemoved'],
      ['conversationUpdate', 'channelDeleted'],
      ['installationUpdate', 'remove'],
      ['conversationUpdate', 'teamMemberRemoved'],
    ]);
    expect(
      (await rig.connector('POST', `v3/conversations/${encoded(ALERTS)}/activities`, { type: 'message', text: 'x' }))
        .status,
    ).toBe(404);
  });
});

describe('waiting', () => {
  test('expectMessage resolves when the message comes, and says what was there when it does not', async () => {
    const waiting = rig.client.expectMessage({
      as: 'mia',
      conversationId: ALERTS,
      where: ({ text }) => text === 'late',
    });
    await postThread(rig, { type: 'message', text: 'early' });
    await postThread(rig, { type: 'message', text: 'late' });
    expect((await waiting).text).toBe('late');
    const never = rig.client.expectMessage({ as: 'mia', conversationId: ALERTS, where: () => false, timeoutMs: 50 });
    await expect(never).rejects.toThrow('early\n---\nlate');
  });
});
