import { minute, openWorld, type StoryWorld, shownText } from '../support/world-client';

type Seen = Awaited<ReturnType<StoryWorld['expectCard']>>;

/** Rob reports to Nia, and she to Eva; in these worlds Eva approves. */
async function opened(): Promise<StoryWorld> {
  const { people, close } = await openWorld({ history: 'none' });
  await close();
  return openWorld({ seedDemo: true, env: { APPROVERS: `${people.eva},${people.ana}` } });
}

/** Mia takes the production line in; answers the review before she asks for approval. */
async function proposed(world: StoryWorld): Promise<Seen> {
  const alert = await world.expectCard('mia', 'Acknowledge');
  await world.press('mia', alert, 'Review permissions');
  await world.settle();
  const review = await world.expectCard('mia', /PATHS IN/);
  await world.press('mia', review, 'Take this line in');
  return world.expectRepaint('mia', review.id, /Ask approval for/);
}

describe("conflict-aware authority: the subject's managers do not vote", () => {
  let world: StoryWorld;
  let review: Seen;

  beforeAll(async () => {
    world = await opened();
    await world.poll();
    await world.advance(minute);
  });
  afterAll(() => world.close());

  test('the alert names who the person reports to, and what the machine is', async () => {
    const text = shownText(await world.expectCard('mia', /let in by: (?!unknown)/));
    expect(text).toMatch(/manager Nia Okoye · let in by/);
    expect(text).toMatch(/Windows, running, boot diagnostics on/);
    expect(text).not.toMatch(/guest/);
  });

  test('the review names the manager among those who may not approve', async () => {
    review = await proposed(world);
    expect(shownText(review)).toMatch(
      /1 of Ana Ruiz · not rob@contoso\.com, not (you|Mia Lindqvist), not Eva Maier \(their manager\)/,
    );
  });

  test('her vote is refused by name of the reason, and writes nothing; the other approver decides', async () => {
    await world.press('mia', review, 'Send', { reason: 'stolen account, BR' });
    await world.advance(minute);
    const said = await world.forge('eva', review, 'approve', { subject: 'R-1', sentence: 'I know him, fine' });
    expect(said).toMatch(/who reports to you/);
    expect(await world.journal()).toEqual([]);
    const card = await world.expectPersonal('ana', /APPROVAL R-1/);
    expect(shownText(card)).toMatch(/not Eva Maier \(their manager\)/);
    await world.press('ana', card, 'Approve', { sentence: 'clear case, go' });
    await world.advance(2 * minute);
    expect((await world.journal()).length).toBeGreaterThan(0);
  });
});

describe('a line of managers that cannot be read', () => {
  let world: StoryWorld;
  beforeAll(async () => {
    world = await opened();
    await world.fault('graph', {
      match: { pathIncludes: '/manager' },
      fault: { kind: 'status', status: 403 },
      times: 50,
    });
    await world.poll();
    await world.advance(minute);
  });
  afterAll(() => world.close());

  test('is said on the alert and on the review; nobody is claimed to be kept out', async () => {
    const alert = shownText(await world.expectCard('mia', /let in by: (?!unknown)/));
    expect(alert).toMatch(/not read: .*line of managers/);
    expect(alert).not.toMatch(/manager Nia/);
    const review = shownText(await proposed(world));
    expect(review).toMatch(/line of managers not read: a manager of theirs could vote/);
    expect(review).toMatch(/1 of Eva Maier, Ana Ruiz/);
  });
});
