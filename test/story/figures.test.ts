import { openWorld, type StoryWorld, shownText } from '../support/world-client';

/** Eva is the administrator of the demo's tenant; see `demo-tenant.ts`. */
describe('the numbers and the hand-over', () => {
  let world: StoryWorld;

  beforeAll(async () => {
    world = await openWorld({ seedDemo: true });
    await world.poll();
    const card = await world.expectCard('mia', 'Acknowledge');
    await world.press('mia', card, 'Acknowledge');
    await world.settle();
  });
  afterAll(() => world.close());

  test('report 30d counts the night and names nobody', async () => {
    const message = await world.told('mia', await world.personalChat('mia'), 'report 30d');
    expect(shownText(message)).toMatch(/Report of the last 30d/);
    expect(JSON.stringify(message.card)).toMatch(/Chart\.VerticalBar\.Grouped/);
    expect(JSON.stringify(message.card)).not.toMatch(/rob@|Mia/);
  });

  test('handover says who holds what', async () => {
    expect(shownText(await world.told('ken', await world.personalChat('ken'), 'handover'))).toMatch(
      /Handover: \d+ open[\s\S]*A-1[\s\S]*Mia/,
    );
  });

  test('export in a channel is a private list that says where the file is', async () => {
    const admin = 'lee';
    const before = (await world.channel('ken')).length;
    const message = await world.told(admin, world.channels.alerts, `@${world.bot.name} export 30d`);
    expect(message.onlyYou).toBe(true);
    expect(shownText(message)).toMatch(/Export of 30d[\s\S]*personal chat/);
    // The command itself was seen, its answer was not.
    expect(await world.channel('ken')).toHaveLength(before + 1);
  });

  test('export in the personal chat is a file by consent', async () => {
    const chat = await world.personalChat('lee');
    const offer = await world.told('lee', chat, 'export 30d');
    expect(shownText(offer)).toMatch(/serial-console-alerts-.*-30d\.ndjson[\s\S]*one JSON object a line/);
    expect(await world.teams.files('lee')).toEqual([]);
    expect((await world.teams.answerFile('lee', offer.id, true)).status).toBe(200);
    await world.settle();
    const [file] = await world.teams.files('lee');
    const lines = (file?.content ?? '')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(lines).toContainEqual(expect.objectContaining({ alertId: 'A-1', status: 'acknowledged' }));
    await world.teams.expectMessage({
      as: 'lee',
      conversationId: chat,
      where: ({ id, text }) => id === offer.id && /Stored in your OneDrive/.test(text ?? ''),
    });
  });

  test('a declined file is not sent', async () => {
    const chat = await world.personalChat('lee');
    const offer = await world.told('lee', chat, 'export 7d');
    await world.teams.answerFile('lee', offer.id, false);
    await world.settle();
    await world.teams.expectMessage({
      as: 'lee',
      conversationId: chat,
      where: ({ id, text }) => id === offer.id && /Declined/.test(text ?? ''),
    });
    expect(await world.teams.files('lee')).toHaveLength(1);
  });

  test('who is no administrator gets no export, not even with a forged consent', async () => {
    const chat = await world.personalChat('ken');
    expect(shownText(await world.told('ken', chat, 'export 30d'))).toMatch(/needs the role admin/);
    const place = { uploadUrl: 'http://127.0.0.1:9/x', contentUrl: 'x', name: 'x', uniqueId: 'x', fileType: 'x' };
    const { status } = await world.teams.deliver({
      type: 'invoke',
      name: 'fileConsent/invoke',
      id: 'f:forged-consent',
      channelId: 'msteams',
      serviceUrl: world.serviceUrl,
      from: { id: world.chatIds.ken, name: 'Ken', aadObjectId: world.people.ken },
      recipient: world.bot,
      conversation: { id: chat, conversationType: 'personal', tenantId: world.tenantId },
      channelData: { tenant: { id: world.tenantId } },
      value: { type: 'fileUpload', action: 'accept', context: { offer: 'export', from: 0 }, uploadInfo: place },
    });
    expect(status).toBe(200);
    await world.settle();
    const refusals = (await world.teams.messages('ken', chat)).filter(({ text }) =>
      /needs the role admin/.test(text ?? ''),
    );
    expect(refusals).toHaveLength(2);
  });
});
