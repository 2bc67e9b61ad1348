import { minute, openWorld, type StoryWorld, second, shownText } from '../support/world-client';

describe('the log around an alert is read by the bot itself, and again when somebody asks', () => {
  let world: StoryWorld;
  let alert: Awaited<ReturnType<StoryWorld['expectCard']>>;

  beforeAll(async () => {
    world = await openWorld({ seedDemo: true });
    await world.poll();
    alert = await world.expectCard('mia', 'Acknowledge');
  });
  afterAll(() => world.close());

  const readings = async () =>
    (await world.channel('mia')).filter((message) => /INVESTIGATION/.test(shownText(message)));

  test('within a minute of the post its card is in the thread, from the shipped queries', async () => {
    await world.advance(50 * second);
    const text = shownText(await world.expectCard('ken', /INVESTIGATION · A-1/)).replaceAll('\n', ' ');
    expect(text).toMatch(/1 × extension written/);
    expect(text).toMatch(/02:30 disk export .*sql03-data · by them · after it/);
    expect(text).toMatch(/nobody else came from there/);
    expect(text).toMatch(/Netherlands · 1 sign-in · MFA required .*risk medium/);
    expect(text).toMatch(/no sign-in from the console's address/);
    expect(text).toMatch(/console 8 times.*from Germany/);
    expect(text).toMatch(/dc01 +· +eva@contoso\.com +· +1 refused/);
    await world.advance(minute);
    expect(await readings()).toHaveLength(1);
  });

  describe('Link to query and portal', () => {
    test('the query behind a figure opens as it was sent, and in the portal', async () => {
      const card = await world.expectCard('ken', /INVESTIGATION/);
      const opened = await world.press('ken', card, 'Show the query of sign-ins');
      const dialog = JSON.stringify(opened.dialog?.card);
      expect(dialog).toContain('SigninLogs');
      expect(dialog).toContain('rob@contoso.com');
      expect(dialog).toMatch(/portal\.azure\.com\/#@.*AnalyticsShareLinkToQuery/);
      const found = await world.press('ken', alert, 'Query');
      expect(JSON.stringify(found.dialog?.card)).toMatch(/WHAT FOUND IT.*serialports\/connect\/action/);
      expect(JSON.stringify(found.dialog?.card)).toMatch(/portal\.azure\.com\/#@.*AnalyticsShareLinkToQuery/);
      const said = await world.forge('ken', alert, 'show-query', { subject: 'A-1', item: '../../etc' });
      expect(said).toMatch(/not known here/);
    });
  });

  test('asked for again, by button or command, it is read again and whoever asked is mentioned', async () => {
    const card = await world.expectCard('mia', /INVESTIGATION/);
    await world.advance(minute);
    expect((await world.press('mia', card, 'Read again')).outcome).toBe('message');
    await world.teams.send('ken', world.channels.alerts, '/serialconsole investigate A-1 A-9');
    await world.settle();
    const channel = (await world.channel('ken')).map(shownText).join('\n');
    expect(channel).toMatch(/A-1: The log around A-1 is being read already, for Mia/);
    expect(channel).toMatch(/A-9: There is no alert A-9/);
    await world.advance(20 * second);
    expect(await readings()).toHaveLength(2);
    expect((await world.teams.notifications('mia')).some(({ kind }) => kind === 'mention')).toBe(true);
  });

  test('Rob gets nothing of it, neither by a refresh nor by asking', async () => {
    for (const [verb, data] of [
      ['investigate', { subject: 'A-1' }],
      ['show-query', { subject: 'A-1', item: 'history' }],
    ] as const)
      expect(await world.forge('rob', alert, verb, data)).toMatch(/403/);
    const own = await world.forge('rob', alert, 'refresh', { subject: 'V-1' });
    expect(own).toContain('about you');
    expect(own).not.toMatch(/disk|eva/);
  });

  test('without the sign-in tables that figure says so and the others stand', async () => {
    await world.fault('logs', {
      kind: 'server-error',
      status: 400,
      matching: 'AADManagedIdentitySignInLogs',
      times: 9,
    });
    await world.advance(minute);
    await world.press('mia', alert, 'Investigate');
    await world.advance(20 * second);
    const last = shownText((await readings()).at(-1) ?? alert);
    expect(last).toMatch(/1 not read[\s\S]*not read: Log Analytics/);
    expect(last).toMatch(/disk export/);
    await world.clearFaults();
  });
});
