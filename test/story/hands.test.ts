import { minute, openWorld, type StoryWorld, shownText, type Who } from '../support/world-client';

let world: StoryWorld;
let card: Awaited<ReturnType<StoryWorld['expectCard']>>;

beforeAll(async () => {
  world = await openWorld({ seedDemo: true });
  await world.poll();
  card = await world.expectCard('mia', 'Acknowledge');
});
afterAll(() => world.close());

/** What the bot says to a command in the channel. */
async function told(as: Who, text: string): Promise<string> {
  const known = new Set((await world.channel(as)).map(({ id }) => id));
  await world.teams.send(as, world.channels.alerts, `@${world.bot.name} ${text}`);
  await world.settle();
  return (await world.channel(as))
    .filter(({ id, author }) => !known.has(id) && author.kind === 'bot')
    .map(shownText)
    .join('\n');
}

async function inDialog(as: Who, action: string, inputs: Record<string, unknown>) {
  const opened = await world.press(as, card, action);
  const done = await world.teams.submitDialog(as, opened.dialog?.id ?? '', inputs);
  await world.settle();
  return { opened: JSON.stringify(opened.dialog), done };
}

describe('Un-acknowledge: the alert is open again and its timers run', () => {
  test('by button', async () => {
    await world.press('mia', card, 'Acknowledge');
    await world.settle();
    await world.expectRepaint('ken', card.id, /Mia.* has it/);
    await world.press('mia', card, 'Release');
    await world.settle();
    await world.expectRepaint(
      'ken',
      card.id,
      /OPEN · CRITICAL[\s\S]*goes to Responders at 02:4\d UTC unless acknowledged/,
    );
    await world.advance(6 * minute);
    await world.expectCard('ken', /A-1 critical goes to Responders · nobody acknowledged in time/);
  });
});

describe('Assign / take over: a list of the responders, the subject never among them', () => {
  test('by dialog', async () => {
    const { opened, done } = await inDialog('mia', 'Assign', { to: world.people.ken });
    expect(opened).toMatch(/Mia Lindqvist/);
    expect(opened).toMatch(/Lee Chen/);
    expect(opened).not.toMatch(/Rob|Eva/);
    expect(done.outcome).toBe('closed');
    await world.expectRepaint('mia', card.id, /Ken.* has it/);
  });

  test('a forged choice of the subject or of a stranger is refused', async () => {
    for (const to of [world.people.rob, world.people.eva]) {
      expect(await world.forge('mia', card, 'assign', { subject: 'A-1', to })).toMatch(/not a responder/);
    }
    await world.expectRepaint('mia', card.id, /Ken.* has it/);
  });
});

describe('Notes into the record: in their author’s words', () => {
  test('by dialog and by command', async () => {
    await inDialog('ken', 'Note', { text: 'called Rob: no answer' });
    expect(await told('mia', 'note A-1 phoned his manager [x](https://evil.example)')).toMatch(/Noted on A-1/);
    const timeline = await told('mia', 'audit A-1');
    expect(timeline.match(/note/g)?.length).toBeGreaterThanOrEqual(2);
  });
});

describe('several alerts at once: each refusal is named, none stops the others', () => {
  test('resolve', async () => {
    const text = await told('mia', 'resolve A-1 A-99 malicious because stolen account');
    expect(text).toMatch(/A-1 is resolved: malicious/);
    expect(text).toMatch(/A-99: There is no alert A-99/);
    await world.expectRepaint('ken', card.id, /RESOLVED · A-1/);
  });
});
