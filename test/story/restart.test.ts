import { minute, openWorld, type StoryWorld, shownText } from '../support/world-client';

describe('One message per alert, always current: a bot that is killed between its poll and its post', () => {
  let world: StoryWorld;
  const cards = async () => (await world.channel('mia')).filter((message) => /^OPEN/.test(message.summary ?? ''));

  beforeAll(async () => {
    world = await openWorld({ seedDemo: true });
  });
  afterAll(() => world.close());

  test('posts the committed alert after its restart, once', async () => {
    // Teams is away while the poll commits, so the post is still owed when the process goes.
    await world.fault('teams', { kind: 'reset', times: 1_000 });
    await world.pollOnly();
    expect(await cards()).toEqual([]);
    await world.restart();
    await world.clearFaults();
    await world.advance(2 * minute);
    expect((await cards()).map(({ summary }) => summary?.slice(0, 20))).toEqual([
      expect.stringMatching(/^OPEN CRITICAL · A-1/),
    ]);
    await world.restart();
    await world.advance(2 * minute);
    expect(await cards()).toHaveLength(1);
  });

  test('and its buttons work', async () => {
    const [card] = await cards();
    if (card === undefined) throw new Error('no card was posted');
    expect((await world.press('mia', card, 'Acknowledge')).outcome).toBe('card');
    await world.settle();
    await world.expectRepaint('ken', card.id, /Mia.* has it/);
    expect(shownText(await world.expectCard('ken', 'A-1'))).not.toMatch(/Acknowledge\n/);
  });
});
