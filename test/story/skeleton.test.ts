import { openWorld, type StoryWorld, shownText } from '../support/world-client';

describe('the attack of the demo', () => {
  let world: StoryWorld;
  let card: Awaited<ReturnType<StoryWorld['expectCard']>>;

  beforeAll(async () => {
    world = await openWorld({ seedDemo: true });
    await world.poll();
    card = await world.expectCard('mia', 'Acknowledge');
  });
  afterAll(() => world.close());

  test('arrives as a card with principal, origin and frequency, and rings the responders', async () => {
    const words = shownText(card);
    expect(words).toMatch(/rob@contoso\.com/);
    expect(words).toMatch(/Brazil/);
    expect(words).toMatch(/4 serial consoles/);
    expect(card.summary).toMatch(/^OPEN CRITICAL · A-1/);
    const rung = await world.teams.notifications('mia');
    expect(rung.filter(({ kind }) => kind === 'mention').map(({ messageId }) => messageId)).toContain(card.id);
  });

  test('nobody without a role can take it, and the channel does not hear of the refusal', async () => {
    const before = (await world.channel('ken')).length;
    const answer = await world.press('eva', card, 'acknowledge').catch((error: Error) => ({ text: error.message }));
    expect(answer.text).toMatch(/has no action|role|responder/i);
    expect(shownText(await world.expectCard('ken', 'A-1'))).toContain('Acknowledge');
    expect(await world.channel('ken')).toHaveLength(before);
  });

  test('Rob, whom it is about, is refused in his own chat', async () => {
    const [chat] = (await world.teams.rail('rob')).filter(({ kind }) => kind === 'personal');
    await world.teams.send('rob', chat?.id ?? '', 'ack A-1');
    await world.settle();
    const said = (await world.teams.messages('rob', chat?.id ?? '')).map(shownText).join('\n');
    expect(said).not.toMatch(/A-1 is yours/);
    expect(shownText(await world.expectCard('ken', 'A-1'))).toContain('Acknowledge');
  });

  test('a press that names another alert than its card changes nothing', async () => {
    const { people, channels, tenantId, botUrl } = world;
    expect(botUrl).toMatch(/^http:\/\/127\.0\.0\.1:/);
    const answer = await world.teams.deliver({
      type: 'invoke',
      name: 'adaptiveCard/action',
      id: 'f:forged-1',
      channelId: 'msteams',
      from: { id: '29:mia', name: 'Mia Lindqvist', aadObjectId: people.mia },
      conversation: {
        id: `${channels.alerts};messageid=${card.id}`,
        conversationType: 'channel',
        isGroup: true,
        tenantId,
      },
      channelData: { tenant: { id: tenantId }, channel: { id: channels.alerts }, team: { id: channels.general } },
      replyToId: card.id,
      value: { action: { type: 'Action.Execute', verb: 'acknowledge', data: { subject: 'A-99' } }, trigger: 'manual' },
    });
    await world.settle();
    expect(JSON.stringify(answer.body)).toMatch(/card is A-1|other-card/);
    expect(shownText(await world.expectCard('ken', 'A-1'))).toContain('Acknowledge');
  });

  test('Mia acknowledges: everybody sees who has it', async () => {
    const answer = await world.press('mia', card, 'Acknowledge');
    expect(answer.outcome).toBe('card');
    await world.settle();
    for (const who of ['mia', 'ken', 'tom'] as const) await world.expectRepaint(who, card.id, /Mia.* has it/);
  });

  test('Ken, a moment too late on an old view, is told privately who has it', async () => {
    const before = (await world.channel('ana')).length;
    const { people, channels, tenantId } = world;
    const answer = await world.teams.deliver({
      type: 'invoke',
      name: 'adaptiveCard/action',
      id: 'f:late-1',
      channelId: 'msteams',
      from: { id: '29:ken', name: 'Ken Sato', aadObjectId: people.ken },
      conversation: {
        id: `${channels.alerts};messageid=${card.id}`,
        conversationType: 'channel',
        isGroup: true,
        tenantId,
      },
      channelData: { tenant: { id: tenantId }, channel: { id: channels.alerts }, team: { id: channels.general } },
      replyToId: card.id,
      value: { action: { type: 'Action.Execute', verb: 'acknowledge', data: { subject: 'A-1' } }, trigger: 'manual' },
    });
    await world.settle();
    expect(JSON.stringify(answer.body)).toMatch(/Mia/);
    expect(await world.channel('ana')).toHaveLength(before);
  });
});
