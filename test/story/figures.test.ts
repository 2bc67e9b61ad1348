import { brazil, operationRow, vmOf } from '../support/console-rows';
import { minute, openWorld, type StoryWorld, shownText } from '../support/world-client';

/** Eva is the administrator of the demo's tenant; see `demo-tenant.ts`. */
describe('the numbers and the hand-over', () => {
  let world: StoryWorld;

  /** A console use of somebody of their own each: alerts never join two principals. */
  async function strangers(number: number) {
    const at = world.now - 8 * minute;
    await world.addRows(
      Array.from({ length: number }, (_, index) => {
        const objectId = `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`;
        const target = vmOf(world.subscriptionIds[0], 'web', 'web1');
        return operationRow({
          at,
          visibleAt: world.now + 1_000,
          objectId,
          upn: `guest${index}@contoso.com`,
          ip: brazil,
          target,
        });
      }),
    );
    await world.advance(minute);
  }

  beforeAll(async () => {
    world = await openWorld({ seedDemo: true });
    await world.poll();
    const card = await world.expectCard('mia', 'Acknowledge');
    await world.press('mia', card, 'Acknowledge');
    await world.settle();
  });
  afterAll(() => world.close());

  describe('MTTA / MTTR / volume report', () => {
    test('report 30d counts the night and names nobody', async () => {
      const message = await world.told('mia', await world.personalChat('mia'), 'report 30d');
      expect(shownText(message)).toMatch(/Report of the last 30d/);
      expect(JSON.stringify(message.card)).toMatch(/Chart\.VerticalBar\.Grouped/);
      expect(JSON.stringify(message.card)).not.toMatch(/rob@|Mia/);
    });
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

  test('export of more than one page in a channel: turned by button, each page says to ask in private for the file', async () => {
    await strangers(16);
    const command = `@${world.bot.name} export 30d`;
    const first = await world.told('lee', world.channels.alerts, command, /Export of 30d: 17 alerts/);
    expect(shownText(first)).toMatch(/1 to 15 of 17[\s\S]*for a file, write export 30d in your personal chat with me/);
    expect(shownText(first)).not.toMatch(/\bA-1\b/);
    expect((await world.press('lee', first, 'Next')).outcome).toBe('card');
    const second = await world.teams.expectMessage({
      as: 'lee',
      conversationId: world.channels.alerts,
      where: (message) => message.id === first.id && /16 to 17 of 17/.test(shownText(message)),
    });
    expect(shownText(second)).toMatch(/\bA-1\b[\s\S]*for a file, write export 30d in your personal chat with me/);
    expect(second.onlyYou).toBe(true);
    expect(await world.forge('ken', first, 'page', { subject: 'export', item: '15 30d' })).toMatch(
      /needs the role admin/,
    );
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
