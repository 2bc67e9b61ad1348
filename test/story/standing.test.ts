import { brazil, operationRow, vmOf } from '../support/console-rows';
import { knownTenant, minute, openWorld, type StoryWorld, shownText, type Who } from '../support/world-client';

const extensionWrite = 'MICROSOFT.COMPUTE/VIRTUALMACHINES/EXTENSIONS/WRITE';

async function world(): Promise<StoryWorld> {
  const { people, responders } = await knownTenant();
  return openWorld({
    // Mia and Ken are approvers through a group, which other people can change.
    env: { APPROVERS: `${people.ana},group:${responders}` },
    policy: {
      escalation: [
        { name: 'on-call', mention: [people.lee] },
        { name: 'Lead', mention: [people.tom] },
      ],
    },
  });
}

describe('authority of people something stands against', () => {
  let bot: StoryWorld;
  let now = 0;
  const said = async (as: Who) => (await bot.channel(as)).map(shownText).join('\n---\n');
  const mentions = async (as: Who) =>
    (await bot.teams.notifications(as)).filter(({ kind }) => kind === 'mention').length;

  async function uses(who: 'ken' | 'lee', reset: boolean) {
    const vm = vmOf(bot.subscriptionIds[0], 'web', 'web1');
    const wish = {
      objectId: bot.people[who],
      upn: `${who}@contoso.com`,
      ip: who === 'ken' ? brazil : '203.0.113.77',
      visibleAt: now + 1_000,
    };
    const write = {
      ...wish,
      at: now - 10 * minute,
      target: `${vm}/extensions/enablevmaccess`,
      operation: extensionWrite,
    };
    await bot.addRows([
      ...(reset ? [operationRow(write)] : []),
      operationRow({ ...wish, at: now - 8 * minute, target: vm }),
    ]);
    await bot.advance(minute);
    now += minute;
  }

  /** Every answer in this person's own chat so far, after they wrote. */
  async function answered(who: Who, text: string) {
    const chat = (await bot.teams.rail(who)).find(({ kind }) => kind === 'personal');
    const before = (await bot.teams.messages(who, chat?.id ?? '')).length;
    await bot.teams.send(who, chat?.id ?? '', text);
    await bot.settle();
    return (await bot.teams.messages(who, chat?.id ?? ''))
      .slice(before + 1)
      .map(shownText)
      .join('\n');
  }

  beforeAll(async () => {
    bot = await world();
    now = bot.now;
    await bot.poll();
    await uses('ken', false);
  });
  afterAll(() => bot.close());

  test('approvers seen for the first time are announced; whom the configuration names are not', async () => {
    const text = await said('lee');
    expect(text).toMatch(
      /Ken.* is approver of this bot, seen for the first time\. Votes count from 2026-03-04 02:4\d UTC/,
    );
    expect(text).toMatch(/Mia.* is approver of this bot, seen for the first time/);
    expect(text).not.toMatch(/Ana.* is approver of this bot/);
    expect(text).not.toMatch(/Lee.* is admin of this bot/);
  });

  test('their vote does not count on the first day', async () => {
    const card = await bot.expectCard('mia', 'A-1');
    const vote = await bot.forge('mia', card, 'approve', { subject: 'R-1' });
    expect(vote).toMatch(/first seen less than 24 hours ago.*counts from 2026-03-04 02:4\d UTC/);
    expect(await bot.forge('ana', card, 'approve', { subject: 'R-1' })).not.toMatch(/24 hours/);
  });

  test('an alert on somebody with a role says so at its top', async () => {
    const card = await bot.expectCard('mia', 'A-1');
    expect(shownText(card)).toMatch(
      /OPEN · MEDIUM · A-1[\s\S]*Acknowledge\nThis principal is responder, approver of this bot\.[\s\S]*WHO/,
    );
  });

  test('the subject has no verb on it, and none that could hide or hasten anything', async () => {
    const card = await bot.expectCard('mia', 'A-1');
    expect(await bot.forge('ken', card, 'acknowledge', { subject: 'A-1' })).toMatch(/This is about you/);
    for (const text of ['mute rob@contoso.com for 24h because x', 'killswitch on because x']) {
      expect(await answered('ken', text)).toMatch(/While an alert about you is open, “.*” is closed to you/);
    }
    expect(await answered('ken', 'open')).not.toMatch(/closed to you/);
  });

  test('from high up no verb at all is left, reading included; the next level is mentioned at once', async () => {
    const before = await mentions('tom');
    await uses('lee', true);
    await bot.expectCard('mia', /OPEN · (HIGH|CRITICAL) · A-2/);
    expect(await mentions('tom')).toBe(before + 1);
    expect(await mentions('lee')).toBe(0);
    for (const text of ['open', 'export 30d', 'subscribe', 'drill', 'health']) {
      expect(await answered('lee', text)).toMatch(/While an alert about you is open, “.*” is closed to you/);
    }
    expect(await answered('lee', 'help')).toMatch(/help/);
  });

  test('nor are they called to help with another alert', async () => {
    const card = await bot.expectCard('mia', 'A-1');
    const [lee, tom] = [await mentions('lee'), await mentions('tom')];
    const opened = await bot.press('mia', card, 'Escalate');
    await bot.teams.submitDialog('mia', opened.dialog?.id ?? '', { reason: 'both at once' });
    await bot.settle();
    await bot.expectCard('mia', /A-1 medium goes to on-call/);
    expect([await mentions('lee'), await mentions('tom')]).toEqual([lee, tom + 1]);
  });

  test('resolved by somebody else, all is as before', async () => {
    const card = await bot.expectCard('mia', /A-2/);
    const opened = await bot.press('mia', card, 'Resolve');
    await bot.teams.submitDialog('mia', opened.dialog?.id ?? '', {
      disposition: 'benign-expected',
      sentence: 'Lee, agreed',
    });
    await bot.settle();
    expect(await answered('lee', 'open')).not.toMatch(/closed to you/);
  });
});
