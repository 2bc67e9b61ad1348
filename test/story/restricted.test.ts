import { brazil, operationRow, vmOf } from '../support/console-rows';
import { knownTenant, minute, openWorld, type StoryWorld, shownText, type Who } from '../support/world-client';

let world: StoryWorld;
let now = 0;
type Room = 'general' | 'alerts' | 'leads';

async function uses(who: Who, machine: string, ip: string) {
  const target = vmOf(world.subscriptionIds[0], 'web', machine);
  const wish = { objectId: world.people[who], upn: `${who}@contoso.com`, ip, visibleAt: now + 1_000, target };
  await world.addRows([operationRow({ ...wish, at: now - 8 * minute })]);
  await world.advance(minute);
  now += minute;
}

const inside = async (as: Who, room: Room) =>
  (await world.teams.messages(as, world.channels[room])).map(shownText).join('\n---\n');

/** What the bot says to this, in a channel. */
async function asked(as: Who, room: Room, text: string): Promise<string> {
  const known = new Set((await world.teams.messages(as, world.channels[room])).map(({ id }) => id));
  await world.teams.send(as, world.channels[room], `@${world.bot.name} ${text}`);
  await world.settle();
  return (await world.teams.messages(as, world.channels[room]))
    .filter(({ id, author }) => !known.has(id) && author.kind === 'bot')
    .map(shownText)
    .join('\n');
}

describe('restricted handling', () => {
  beforeAll(async () => {
    const { channels } = await knownTenant();
    world = await openWorld({ policy: { restrictedChannel: channels.leads } });
    now = world.now;
    await world.poll();
    await uses('eva', 'web1', brazil);
    await uses('rob', 'web2', '203.0.113.77');
  });
  afterAll(() => world.close());

  test('an alert whose subject is on the roster of the channel lives in the restricted channel alone', async () => {
    expect(await inside('lee', 'leads')).toMatch(
      /OPEN · MEDIUM · A-1[\s\S]*Restricted: the subject can read the usual channel\. It is shown in this channel only/,
    );
    expect(await inside('mia', 'alerts')).not.toMatch(/A-1\b/);
    expect(await inside('mia', 'alerts')).toMatch(/OPEN · MEDIUM · A-2/);
  });

  test('an alert on somebody with a role of the bot does too', async () => {
    await uses('mia', 'web3', '217.80.10.10');
    await uses('mia', 'web3', brazil);
    expect(await inside('lee', 'leads')).toMatch(/A-3[\s\S]*mia@contoso\.com/);
    expect(await inside('ken', 'alerts')).not.toMatch(/A-3\b/);
  });

  test('on a press it moves: the old card says so and names nobody, its thread goes on in the new place', async () => {
    const card = await world.expectCard('ken', 'A-2');
    await world.press('ken', card, 'Restrict');
    await world.settle();
    const moved = await world.expectRepaint('ken', card.id, /MOVED · A-2/);
    expect(shownText(moved)).not.toMatch(/rob|web2|Acknowledge/);
    await world.settle();
    expect(await inside('ken', 'alerts')).not.toMatch(/rob@contoso/);
    expect(await inside('lee', 'leads')).toMatch(
      /OPEN · MEDIUM · A-2[\s\S]*Restricted: a responder moved it here[\s\S]*rob@contoso\.com/,
    );
    await asked('ken', 'alerts', 'escalate A-2 because we need a lead');
    expect(await inside('lee', 'leads')).toMatch(/A-2 medium goes to Responders/);
    expect(await inside('mia', 'alerts')).not.toMatch(/A-2 medium goes to Responders/);
  });

  test('a press from an old view of it shows nothing either', async () => {
    const card = await world.expectCard('ken', 'MOVED · A-2');
    const answer = await world.forge('ken', card, 'refresh', { subject: 'A-2' });
    expect(answer).toMatch(/MOVED · A-2/);
    expect(answer).not.toMatch(/rob@contoso/);
  });

  test.each([
    'recent',
    'open',
    'show A-2',
    'show A-1',
    'report 30d',
    'handover',
  ])('%s names nobody of it in another channel', async (command) => {
    expect(await asked('ken', 'alerts', command)).not.toMatch(/rob@contoso|eva@contoso|mia@contoso/);
  });

  test('export follows: another channel is not given it, its own and a personal chat are', async () => {
    expect(await asked('lee', 'alerts', 'export 30d')).not.toMatch(/A-1\b|A-2\b/);
    expect(await asked('lee', 'leads', 'open')).toMatch(/A-1[\s\S]*A-2|A-2[\s\S]*A-1/);
    const chat = (await world.teams.rail('ken')).find(({ kind }) => kind === 'personal')?.id ?? '';
    await world.teams.send('ken', chat, 'open');
    await world.settle();
    expect((await world.teams.messages('ken', chat)).map(shownText).join('\n')).toMatch(/A-2/);
  });
});

describe('without a restricted channel', () => {
  beforeAll(async () => {
    world = await openWorld();
    now = world.now;
    await world.poll();
    await uses('eva', 'web1', brazil);
  });
  afterAll(() => world.close());

  test('the card says that the subject can read it', async () => {
    const card = await world.expectCard('mia', 'A-1');
    expect(shownText(card)).toMatch(/The subject can read this\./);
    expect(shownText(card)).not.toMatch(/Restrict/);
  });
});
