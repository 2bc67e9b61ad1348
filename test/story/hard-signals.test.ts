import { brazil, office, operationRow, vmOf } from '../support/console-rows';
import { minute, openWorld, type StoryWorld, shownText, type Who } from '../support/world-client';

type Seen = Awaited<ReturnType<StoryWorld['expectCard']>>;

describe('what the bot has decided itself weighs in what it sees next', () => {
  let world: StoryWorld;
  let now = 0;
  let alert: Seen;

  const pass = async (ms: number) => {
    await world.advance(ms);
    now += ms;
  };
  const happens = async (wish: Omit<Parameters<typeof operationRow>[0], 'at'>) => {
    await world.addRows([operationRow({ ...wish, at: now, visibleAt: now + 1_000 })]);
    await pass(minute);
  };
  const machine = (group: string, name: string) => vmOf(world.subscriptionIds[0], group, name);
  const user = (who: Who, ip = office) => ({
    objectId: world.people[who],
    upn: `${who}@contoso.com`,
    ip,
  });
  const cardOf = (name: string, words: RegExp) =>
    world.expectCard('mia', new RegExp(`${name}[\\s\\S]*${words.source}|${words.source}[\\s\\S]*${name}`));

  beforeAll(async () => {
    world = await openWorld({ seedDemo: true });
    now = world.now;
    await world.poll();
    alert = await world.expectCard('mia', 'Acknowledge');
    await world.press('mia', alert, 'Acknowledge');
    await world.forge('mia', alert, 'contain-console', { subject: 'A-1', item: 'off' });
    await pass(minute);
    await world.press('mia', await world.expectCard('mia', /CONSOLE R-1/), 'Send', { reason: 'stolen account, BR' });
    await pass(minute);
    const asked = await world.expectPersonal('ana', /APPROVAL.* R-1/);
    await world.press('ana', asked, 'Approve', { sentence: 'agreed, switch it' });
    await pass(2 * minute);
    expect((await world.journal()).map(({ path }) => path.split('/').pop())).toEqual(['disableConsole']);
  });
  afterAll(() => world.close());

  test('what he did before the containment is not held against him as a breach of it', async () => {
    expect(shownText(await world.expectCard('mia', /A-1/))).not.toMatch(/had contained it/);
  });

  test('somebody else switches the console on again: the alert says so at once', async () => {
    const target = `/subscriptions/${world.subscriptionIds[0]}/providers/Microsoft.SerialConsole/consoleServices/default`;
    await happens({
      ...user('lee'),
      operation: 'MICROSOFT.SERIALCONSOLE/CONSOLESERVICES/ENABLECONSOLE/ACTION',
      target,
    });
    const card = await world.expectRepaint('mia', alert.id, /after the bot had switched it off/);
    expect(shownText(card)).toMatch(/Serial Console was switched on .* after the session began, by lee@contoso\.com/);
  });

  test('and has an alert of his own, though he used no console', async () => {
    const card = await world.expectCard(
      'mia',
      /lee@contoso\.com \(user\), no console use: Serial Console was switched on/,
    );
    expect(shownText(card)).toMatch(/HIGH/);
  });

  test('and whoever uses it then is paged for, known or not', async () => {
    await happens({ ...user('tom'), target: machine('web', 'web9') });
    const card = await cardOf('tom@contoso.com', /after the bot had switched it off/);
    expect(shownText(card)).toMatch(/HIGH|CRITICAL/);
  });

  test('the contained principal connects again', async () => {
    await happens({ ...user('rob'), target: machine('web', 'web1') });
    await world.expectCard('mia', /this principal connected \d+ min after R-1 had contained it/);
  });

  test('one of the bot’s own identities connects', async () => {
    await happens({ objectId: world.writerObjectId, ip: brazil, target: machine('web', 'web2') });
    const card = await world.expectCard('mia', /one of this bot’s own identities connected/);
    expect(shownText(card)).toMatch(/CRITICAL/);
  });

  test('judged malicious, and there again from the office', async () => {
    await happens({ ...user('eva', brazil), target: machine('identity', 'dc01') });
    const first = await world.expectCard('ken', /eva@contoso\.com[\s\S]*Acknowledge/);
    const id = /A-\d+/.exec(shownText(first))?.[0] ?? '';
    await world.teams.send('ken', world.channels.alerts, `@${world.bot.name} resolve ${id} malicious because stolen`);
    await world.settle();
    await happens({ ...user('eva'), target: machine('web', 'web1') });
    const second = await world.expectCard(
      'ken',
      new RegExp(`this principal connected \\d min after ${id} had been judged malicious`),
    );
    expect(shownText(second)).toMatch(/CRITICAL/);
  });
});
