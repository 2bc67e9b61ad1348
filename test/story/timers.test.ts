import { knownTenant, minute, openWorld, type StoryWorld, shownText } from '../support/world-client';

const policy = {
  escalation: [
    { name: 'on-call', afterMinutes: 5, mention: [] as string[] },
    { name: 'Lead', afterMinutes: 10, mention: [] as string[] },
  ],
};

describe('an alert nobody attends to', () => {
  let world: StoryWorld;
  let card: Awaited<ReturnType<StoryWorld['expectCard']>>;
  const texts = async () => (await world.channel('ken')).map(shownText).join('\n');
  const rung = async (as: 'mia' | 'ken' | 'lee') =>
    (await world.teams.notifications(as)).filter(({ kind }) => kind === 'mention').length;

  beforeAll(async () => {
    const { lee, ken } = (await knownTenant()).people;
    const [first, second] = policy.escalation;
    world = await openWorld({
      seedDemo: true,
      policy: {
        escalation: [
          { ...first, mention: [ken] },
          { ...second, mention: [lee] },
        ],
      },
    });
    await world.poll();
    card = await world.expectCard('mia', 'Acknowledge');
  });
  afterAll(() => world.close());

  describe('Escalate by timer', () => {
    test('nothing is said before the minute', async () => {
      await world.advance(4 * minute);
      expect(await texts()).not.toMatch(/goes to .*nobody acknowledged/);
    });

    test('at its minute it climbs, and the level is mentioned', async () => {
      const before = await rung('ken');
      await world.advance(2 * minute);
      await world.expectCard('ken', /A-1 critical goes to on-call.*nobody acknowledged in time/);
      expect(await rung('ken')).toBe(before + 1);
    });

    test('then the next level', async () => {
      const before = await rung('lee');
      await world.advance(10 * minute);
      await world.expectCard('ken', /goes to Lead/);
      expect(await rung('lee')).toBeGreaterThan(before);
    });
  });

  describe('Ack timeout and reminder', () => {
    test('whoever acknowledged is reminded, alone', async () => {
      expect((await world.press('mia', card, 'Acknowledge')).outcome).toBe('card');
      await world.settle();
      const [mia, ken] = [await rung('mia'), await rung('ken')];
      await world.advance(11 * minute);
      await world.expectCard(
        'ken',
        /A-1 is yours since .*still on it\? Press Note on its card or write `?ack A-1`? to keep it; without a word it opens again at \d\d:\d\d UTC/,
      );
      expect(await rung('mia')).toBeGreaterThan(mia);
      expect(await rung('ken')).toBe(ken);
    });

    test('what the reminder says keeps it', async () => {
      await world.told('mia', world.channels.alerts, `@${world.bot.name} ack A-1`, /A-1/);
      await world.advance(9 * minute);
      expect(await texts()).not.toMatch(/is open again/);
    });

    test('an act on it counts as well: a question is a sign of life', async () => {
      const told = (await texts()).match(/still on it/g)?.length;
      expect((await world.press('mia', card, 'Investigate')).outcome).not.toBe('failed');
      await world.advance(8 * minute);
      expect((await texts()).match(/still on it/g)).toHaveLength(told ?? 0);
    });

    test('without a word it opens again and says why', async () => {
      await world.advance(3 * minute);
      await world.advance(10 * minute);
      await world.expectCard('ken', /is open again: .*Mia.* gave no sign of life/);
      await world.expectRepaint('ken', card.id, 'Acknowledge');
    });
  });
});
