import { office, operationRow, vmOf } from '../support/console-rows';
import { hour, minute, openWorld, type StoryWorld, shownText } from '../support/world-client';

/** The pulse is taken once an hour: the clock leaps from one to the next. */
describe('one subscription falls silent: no Activity row for four times its usual gap', () => {
  let world: StoryWorld;
  let now = 0;
  const told = async (command: string) =>
    shownText(await world.told('mia', world.channels.alerts, `@${world.bot.name} ${command}`));

  /** Ordinary writes of the next hours, one an hour in each of these subscriptions; then the hours pass. */
  async function live(hours: number, subscriptions: readonly number[]) {
    const rows = Array.from({ length: hours }, (_, each) =>
      subscriptions.map((index) =>
        operationRow({
          at: now + each * hour + 20 * minute,
          objectId: world.people.ana,
          upn: 'ana@contoso.com',
          ip: office,
          target: vmOf(world.subscriptionIds[index], 'web', 'web1'),
          operation: 'MICROSOFT.COMPUTE/VIRTUALMACHINES/WRITE',
        }),
      ),
    );
    await world.addRows(rows.flat());
    for (let each = 0; each < hours; each++) await world.sleep(hour);
    now += hours * hour;
  }

  beforeAll(async () => {
    world = await openWorld({ env: { POLL_INTERVAL_SECONDS: '3600' }, history: 'none' });
    now = world.now;
    await world.poll();
    await live(13, [0, 1]);
  });
  afterAll(() => world.close());

  test('while both speak nothing is said', async () => {
    expect((await world.channel('mia')).map(shownText).join('\n')).not.toMatch(/Blind since|silent/);
  });

  test('the channel is told which one and since when, once; the other is not named', async () => {
    await live(6, [0]);
    const texts = (await world.channel('mia')).map(shownText).filter((text) => /Blind since/.test(text));
    expect(texts).toHaveLength(1);
    expect(texts[0]).toMatch(/Blind since .*\d\d:\d\d UTC.*: subscription prod-02/);
  });

  test('recent, open and health say it for as long as it lasts', async () => {
    for (const command of ['recent', 'open'])
      expect(await told(command)).toMatch(/Blind in prod-02 since \d\d:\d\d UTC: no row of its log/);
    expect(await told('health')).toMatch(
      /fault: subscription prod-02\s+[\s\S]*blind since \d\d:\d\d UTC: no row for four times its usual gap/,
    );
  });

  test('its first row clears it: said in the channel, gone from the lists', async () => {
    await live(2, [0, 1]);
    await world.expectCard('mia', /Sees subscription prod-02 again, which was silent since/);
    expect(await told('open')).not.toMatch(/prod-02/);
    expect(await told('health')).not.toMatch(/fault: subscription/);
  });
});
