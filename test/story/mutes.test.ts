import { brazil, operationRow, vmOf } from '../support/console-rows';
import { minute, openWorld, type StoryWorld, shownText, type Who } from '../support/world-client';

describe('mutes', () => {
  let world: StoryWorld;
  let card: Awaited<ReturnType<StoryWorld['expectCard']>>;

  let now = 0;
  const on = (who: 'rob' | 'lee', machine: string, operation?: string) => {
    const vm = vmOf(world.subscriptionIds[0], 'web', machine);
    const target = operation === undefined ? vm : `${vm}/extensions/enablevmaccess`;
    const wish = { objectId: world.people[who], upn: `${who}@contoso.com`, ip: brazil, target };
    // Visible after the last poll, as a row that comes now.
    const at = now - (operation === undefined ? 10 : 14) * minute;
    return operationRow({ ...wish, at, visibleAt: now + 1_000, ...(operation === undefined ? {} : { operation }) });
  };
  const advance = async (ms: number) => {
    await world.advance(ms);
    now += ms;
  };

  beforeAll(async () => {
    world = await openWorld();
    now = world.now;
    await world.poll();
    await world.addRows([on('rob', 'web1')]);
    await advance(minute);
    card = await world.expectCard('mia', 'Acknowledge');
  });
  afterAll(() => world.close());

  const told = (as: Who, text: string, words: RegExp) =>
    world.told(as, world.channels.alerts, `@${world.bot.name} ${text}`, words);

  describe('Suppression / allow-list from chat', () => {
    test('from the card: what it would have hidden first, then it is in force and everybody sees it', async () => {
      const opened = await world.press('mia', card, 'Mute');
      expect(opened.outcome).toBe('dialog');
      const inputs = { scope: 'narrow-0', hours: '24', reason: 'Rob travels, change 4711' };
      const preview = await world.teams.submitDialog('mia', opened.dialog?.id ?? '', inputs);
      const shown = JSON.stringify(preview);
      expect(shown).toMatch(/rob@contoso\.com on web1 from 179\.208\.138\.0\/24/);
      expect(shown).toMatch(/would have hidden 1 alert in 90 d \(.*A-1/);
      expect(shownText(await world.expectCard('ken', 'A-1'))).not.toMatch(/muted by/);
      const done = await world.teams.submitDialog('mia', preview.dialog?.id ?? '', {}, 'Mute for 24 h');
      expect(done.outcome).toBe('closed');
      await world.settle();
      await world.expectRepaint('ken', card.id, /muted by M-1 until/);
      const standing = await world.expectCard('ken', /M-1 · MUTED until/);
      expect(shownText(standing)).toMatch(/Mia.*Rob travels, change 4711/);
    });

    test('escalations are silent', async () => {
      await advance(65 * minute);
      expect((await world.channel('ken')).map(shownText).join('\n')).not.toMatch(/A-1 .*goes to/);
    });

    test('a wide one takes a second person: not its requester, not somebody without a role', async () => {
      const preview = await told('ken', 'mute web1 for 24h because disk swap', /M-2 · preview/);
      expect(shownText(preview)).toMatch(/everybody on web1 from anywhere[\s\S]*Needs a second person/);
      await world.press('ken', preview, 'Ask a second person');
      await world.settle();
      const asked = await world.expectCard('mia', /M-2 · MUTE ASKED/);
      expect(await world.forge('ken', asked, 'mute-confirm', { subject: 'M-2' })).toMatch(/somebody else confirms/);
      expect(await world.forge('eva', asked, 'mute-confirm', { subject: 'M-2' })).toMatch(/403/);
      expect((await world.press('mia', asked, 'Confirm')).outcome).toBe('card');
      await world.settle();
      await world.expectRepaint('ana', asked.id, /M-2 · MUTED until[\s\S]*Ken.*confirmed by Mia/);
    });

    test('what it covers is kept but not posted: in recent, not among what waits', async () => {
      await world.addRows([on('lee', 'web1')]);
      await advance(2 * minute);
      expect((await world.channel('ana')).map(shownText).join('\n')).not.toMatch(/A-2/);
      expect(shownText(await told('ken', 'recent 24h', /Last 24h/))).toMatch(/A-2\n?.*muted by M-2/);
      expect(shownText(await told('ken', 'open', /Open:/))).not.toMatch(/A-2/);
    });

    test('a hard signal pierces it', async () => {
      await world.addRows([on('lee', 'web1', 'MICROSOFT.COMPUTE/VIRTUALMACHINES/EXTENSIONS/WRITE'), on('lee', 'web1')]);
      await advance(2 * minute);
      const heard = await world.expectCard('ana', /OPEN · (HIGH|CRITICAL).*A-2 ·/);
      expect(heard.summary).toMatch(/OPEN (HIGH|CRITICAL).*A-2/);
    });
  });

  describe('List and lift suppressions', () => {
    test('mutes lists them with the time left; unmute brings the timers back', async () => {
      const list = shownText(await told('ken', 'mutes', /Mutes: 2/));
      expect(list).toMatch(/M-1[\s\S]* left · Mia Lindqvist: “Rob travels, change 4711”/);
      await told('ken', 'unmute M-2', /M-2 · mute lifted by Ken/);
      await world.expectRepaint('mia', card.id, /muted by M-1/);
      // The channel's rate limit counts the answers above, and the clock stands still between them.
      await advance(minute);
      await told('ken', 'unmute M-1', /M-1 · mute lifted by Ken/);
      await world.expectRepaint('mia', card.id, /goes to/);
      await advance(minute);
      expect(shownText(await told('ken', 'audit M-1', /Audit of M-1/))).toMatch(/unmute/);
    });
  });

  describe('Suppression with memory', () => {
    test('is refused over what was judged malicious, by name', async () => {
      await told('mia', 'resolve A-1 malicious because stolen account', /A-1 is resolved/);
      await told('ken', 'mute rob@contoso.com for 24h because holidays', /would have hidden A-1.*malicious/);
    });
  });
});
