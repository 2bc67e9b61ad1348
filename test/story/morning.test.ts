import { minute, openWorld, type StoryWorld, shownText } from '../support/world-client';

describe('the morning line', () => {
  let world: StoryWorld;
  const lines = async () => (await world.channel('mia')).map(shownText).filter((text) => /^Last 24 h: /.test(text));

  beforeAll(async () => {
    // In Berlin it is 03:40: the day of this story begins ten minutes later.
    const workingHours = { timeZone: 'Europe/Berlin', start: '03:50', end: '18:00' };
    world = await openWorld({ seedDemo: true, policy: { workingHours } });
    await world.poll();
  });
  afterAll(() => world.close());

  test('nothing before the hour', async () => {
    await world.advance(9 * minute);
    expect(await lines()).toEqual([]);
  });

  test('then what was seen, and the head of the audit', async () => {
    await world.advance(2 * minute);
    expect(await lines()).toEqual([
      expect.stringMatching(
        /^Last 24 h: 3 subscriptions seen · [1-9]\d* uses of the console · 1 alert · audit head [0-9a-f]{16}, entry \d+$/,
      ),
    ]);
  });

  test('once, however often the bot is started', async () => {
    await world.restart();
    await world.advance(minute);
    expect(await lines()).toHaveLength(1);
  });

  test('the head that was told is found in the record; another one is not', async () => {
    const [, head, entry] = /audit head (\w+), entry (\d+)/.exec((await lines())[0] ?? '') ?? [];
    const verify = (told: string) =>
      world.told('lee', world.channels.alerts, `@${world.bot.name} audit verify ${told}`);
    expect(shownText(await verify(String(head)))).toMatch(
      new RegExp(`record is whole: \\d+ entries.*${head} is entry ${entry}, .*nothing up to it was changed`),
    );
    expect(shownText(await verify('00000000deadbeef'))).toMatch(/NO ENTRY has the head 00000000deadbeef/);
  });
});
