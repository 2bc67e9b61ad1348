import { brazil, operationRow, vmOf } from '../support/console-rows';
import { knownTenant, minute, openWorld, type StoryWorld, shownText, type Who } from '../support/world-client';

const mentions = async (world: StoryWorld, as: Who) =>
  (await world.teams.notifications(as)).filter(({ kind }) => kind === 'mention').length;

describe('Escalate by timer: a weekly rotation, then an Entra group with a channel of its own', () => {
  let world: StoryWorld;
  let card: Awaited<ReturnType<StoryWorld['expectCard']>>;
  const leads = async () => (await world.teams.messages('lee', world.channels.leads)).map(shownText).join('\n');

  beforeAll(async () => {
    const { people, responders, channels } = await knownTenant();
    const rotation = { people: [people.ken, people.ana], timeZone: 'Europe/Berlin', firstWeek: '2026-03-02' };
    world = await openWorld({
      seedDemo: true,
      policy: {
        escalation: [
          { name: 'on-call', rotation },
          { name: 'SOC', afterMinutes: 10, mention: [`group:${responders}`], channel: channels.leads },
        ],
      },
    });
    await world.poll();
    card = await world.expectCard('mia', 'Acknowledge');
  });
  afterAll(() => world.close());

  test('the first post mentions whoever has the week, and nobody else', async () => {
    expect([await mentions(world, 'ken'), await mentions(world, 'ana'), await mentions(world, 'mia')]).toEqual([
      1, 0, 0,
    ]);
    expect(shownText(card)).toMatch(/goes to on-call at 02:45 UTC unless acknowledged/);
  });

  test('a critical alert reaches its level after five minutes, and the card says what comes next', async () => {
    await world.advance(5 * minute);
    await world.expectCard('mia', /A-1 critical goes to on-call · nobody acknowledged in time/);
    await world.expectRepaint('mia', card.id, /on-call mentioned 02:4\d UTC.*goes to SOC at 02:5\d UTC/s);
    expect(await leads()).not.toMatch(/A-1/);
  });

  test('the next level is a group: its members are mentioned where the level says, with the card', async () => {
    const before = await mentions(world, 'ken');
    await world.advance(10 * minute);
    await world.expectCard('ken', /goes to SOC/);
    expect(await leads()).toMatch(/OPEN · CRITICAL · A-1.*Acknowledge/s);
    // Ken is a member of the group, but not of that private channel: the thread does not ring for what rings there.
    expect(await mentions(world, 'ken')).toBe(before);
  });

  test('called again by a person, it gets a line instead of a second card', async () => {
    const opened = await world.press('mia', card, 'Escalate');
    await world.teams.submitDialog('mia', opened.dialog?.id ?? '', { reason: 'still four machines' });
    await world.settle();
    const said = await leads();
    expect(said).toMatch(/A-1 critical goes to SOC · by Mia.*still four machines/);
    expect(said.match(/OPEN · CRITICAL · A-1/g)).toHaveLength(1);
    await world.expectRepaint('mia', card.id, /again to SOC at 03:2\d UTC/);
  });

  describe('On-call lookup', () => {
    test('oncall says who has the week and until when', async () => {
      await world.teams.send('mia', world.channels.alerts, `@${world.bot.name} oncall`);
      await world.settle();
      await world.expectCard('mia', /on-call: Ken.*this week's until 2026-03-09 08:00 UTC/);
    });
  });
});

describe('Business-hours aware deadlines: medium at night mentions nobody and waits for a morning digest', () => {
  let world: StoryWorld;

  beforeAll(async () => {
    const { people } = await knownTenant();
    world = await openWorld({
      policy: {
        escalation: [{ name: 'on-call', mention: [people.ken] }],
        // In Berlin it is 03:40: the night of this story ends ten minutes later.
        quietHours: { timeZone: 'Europe/Berlin', start: '22:00', end: '03:50' },
      },
    });
    await world.poll();
    const wish = { objectId: world.people.rob, upn: 'rob@contoso.com', ip: brazil, at: world.now - 14 * minute };
    const target = vmOf(world.subscriptionIds[0], 'web', 'web1');
    await world.addRows([operationRow({ ...wish, visibleAt: world.now + 1_000, target })]);
    await world.advance(minute);
  });
  afterAll(() => world.close());

  test('the card is there, rings nobody and says that it goes on in the morning', async () => {
    const card = await world.expectCard('mia', /OPEN · MEDIUM · A-1/);
    expect(shownText(card)).toMatch(/goes to on-call at 03:50 UTC/);
    expect(await mentions(world, 'ken')).toBe(0);
  });

  test('in the morning one line says what waits, and mentions the first level', async () => {
    await world.advance(10 * minute);
    await world.expectCard('ken', /The quiet hours are over: 1 medium alert waits for somebody · A-1, 02:4\d UTC/);
    expect(await mentions(world, 'ken')).toBe(1);
    await world.advance(minute);
    expect(
      (await world.channel('ken')).filter((message) => /quiet hours are over/.test(shownText(message))),
    ).toHaveLength(1);
  });
});
