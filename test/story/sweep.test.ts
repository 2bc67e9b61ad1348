import { openWorld, type StoryWorld, shownText } from '../support/world-client';

describe('review subscription: who could use the console and has not', () => {
  let world: StoryWorld;

  beforeAll(async () => {
    world = await openWorld({ seedDemo: true });
    await world.poll();
  });
  afterAll(() => world.close());

  test('in the channel it is a private list, which names the way to the file', async () => {
    const list = await world.told('mia', world.channels.alerts, `@${world.bot.name} review subscription`);
    expect(list.onlyYou).toBe(true);
    expect(shownText(list)).toMatch(/Could use the console, has not in 90 days: \d+/);
    expect(shownText(list)).toMatch(/review subscription file/);
  });

  test('a name narrows it', async () => {
    const list = await world.told('mia', await world.personalChat('mia'), 'review subscription tom');
    expect(shownText(list)).toMatch(/about tom: 1/);
    expect(shownText(list)).toMatch(/Tom Okafor/);
  });

  test('in the personal chat it is a file by consent, one way in a line', async () => {
    const chat = await world.personalChat('mia');
    const offer = await world.told('mia', chat, 'review subscription file');
    expect(shownText(offer)).toMatch(/serial-console-unused-access-.*\.csv[\s\S]*did not in 90 days/);
    expect((await world.teams.answerFile('mia', offer.id, true)).status).toBe(200);
    await world.settle();
    const [file] = await world.teams.files('mia');
    expect(file?.content).toMatch(/^\uFEFF?subscription,subscriptionId,person,/);
    expect(file?.content).toMatch(/Tom Okafor/);
    expect(await world.journal()).toEqual([]);
  });

  test('a file asked for in the channel is refused there, and a stranger gets neither', async () => {
    const elsewhere = await world.told('mia', world.channels.alerts, `@${world.bot.name} review subscription file`);
    expect(shownText(elsewhere)).toMatch(/personal chats only/);
    expect(shownText(await world.told('eva', await world.personalChat('eva'), 'review subscription'))).toMatch(
      /needs the role/,
    );
  });
});
