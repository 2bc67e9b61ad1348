import { brazil, operationRow, vmOf } from '../support/console-rows';
import { minute, openWorld, type StoryWorld, shownText } from '../support/world-client';

describe('a back-test of the workspace', () => {
  let world: StoryWorld;
  const told = async (as: 'mia' | 'ana' | 'ken', text: string, words: RegExp) =>
    shownText(await world.told(as, world.channels.alerts, `@${world.bot.name} ${text}`, words));
  const sent = async () => (await world.channel('mia')).filter(({ author }) => author.kind === 'bot').length;

  beforeAll(async () => {
    world = await openWorld({ env: { BASELINE_DAYS: '20' } });
    await world.poll();
    const target = vmOf(world.subscriptionIds[0], 'web', 'web1');
    const wish = { objectId: world.people.rob, upn: 'rob@contoso.com', ip: brazil, target };
    const at = world.now - 3 * 24 * 60 * minute;
    await world.addRows(
      [0, 5, 9].map((later, index) =>
        operationRow({
          ...wish,
          at: at + later * minute,
          visibleAt: at + (later + 6) * minute,
          target: vmOf(world.subscriptionIds[0], 'web', `web${index}`),
        }),
      ),
    );
  });
  afterAll(() => world.close());

  test('is for responders, and for a number of days', async () => {
    expect(await told('ana', 'backtest 30d', /backtest/)).toMatch(/needs the role responder or admin/);
    expect(await told('mia', 'backtest 500d', /How many days/)).toMatch(/Between 1d and 90d/);
  });

  test('its card comes at once, and a second asker is told whose it is', async () => {
    expect(await told('mia', 'backtest 10d', /B-1 is asked for/)).toMatch(
      /B-1 is asked for: its card stands in this channel/,
    );
    await world.settle();
    expect(shownText(await world.expectCard('mia', /B-1 · back-test of 10 days/))).toMatch(/begins within seconds/);
    expect(await told('ken', 'backtest 5d', /runs already/)).toMatch(/B-1 runs already: Mia.* asked for 10 days at/);
  });

  test('the past is judged, and told in numbers; nothing is posted', async () => {
    const card = await world.expectCard('mia', /B-1 · back-test/);
    const before = await sent();
    await world.advance(minute);
    const done = await world.expectRepaint('mia', card.id, /B-1 · back-test of 10 days · done/);
    expect(shownText(done)).toMatch(/1 alert would have been posted.*1 critical · \d+ lower ones? only kept/s);
    expect(shownText(done)).toMatch(/NOISIEST .*new country for tenant 1×/);
    expect(shownText(done)).toMatch(/POLICY expected entries and incidents hid \d+ alerts of \d+ · no mute in force/);
    expect(shownText(done)).toMatch(/READ 10 of 10 days · from 21 Feb · baseline from 20 days before · \d+ rows/);
    expect(await sent()).toBe(before);
  });

  test('the policy in force is what counts: without it the nightly check would have paged', async () => {
    await world.reloadPolicy({});
    await told('mia', 'backtest 10d', /B-2/);
    await world.settle();
    const card = await world.expectCard('mia', /B-2 · back-test/);
    await world.advance(minute);
    const done = await world.expectRepaint('mia', card.id, /B-2 .*done/);
    expect(shownText(done)).toMatch(/NOISIEST .*unexpected workload identity \d+×/);
    expect(shownText(done)).toMatch(/POLICY expects nobody/);
  });

  test('a log that refuses ends it with what was read, why, and what to do', async () => {
    await told('mia', 'backtest 10d', /B-3/);
    await world.settle();
    const card = await world.expectCard('mia', /B-3 · back-test/);
    const matching = 'What principals ordinarily do in Azure';
    await world.fault('logs', { kind: 'forbidden', matching, times: 20 });
    await world.advance(minute);
    const stopped = await world.expectRepaint('mia', card.id, /B-3 .*stopped early/);
    expect(shownText(stopped)).toMatch(/Stopped: Log Analytics: .*What to do: give the reader Log Analytics Reader/s);
    expect(shownText(stopped)).toMatch(/READ 0 of 10 days.*baseline from 0 days/s);
    await world.clearFaults();
  });
});
