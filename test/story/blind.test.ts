import { brazil, operationRow, vmOf } from '../support/console-rows';
import { hour, minute, openWorld, type StoryWorld, shownText } from '../support/world-client';

describe('a log that gives no whole answer', () => {
  let world: StoryWorld;
  const blindNotes = async () => (await world.channel('mia')).map(shownText).filter((text) => /Blind since/.test(text));

  beforeAll(async () => {
    world = await openWorld();
    await world.poll();
  });
  afterAll(() => world.close());

  test('two failed polls say nothing', async () => {
    await world.fault('logs', { kind: 'partial', times: 200 });
    await world.advance(2 * minute);
    expect(await blindNotes()).toEqual([]);
  });

  test('the third says since when nothing is seen, once', async () => {
    await world.advance(minute);
    await world.expectCard('mia', /Blind since \d\d:\d\d UTC/);
    await world.advance(3 * minute);
    expect(await blindNotes()).toHaveLength(1);
  });

  test('recent, open and health say so too: an empty list is no silence', async () => {
    const told = (command: string) =>
      world.told('mia', world.channels.alerts, `@${world.bot.name} ${command}`).then(shownText);
    expect(await told('recent')).toMatch(/Blind since \d\d:\d\d UTC.*Nothing in this time/s);
    expect(await told('open')).toMatch(/Blind since \d\d:\d\d UTC.*Nothing is open/s);
    expect(await told('health')).toMatch(
      /fault: reading the log\s+blind since \d\d:\d\d UTC.*subscription prod-01\s+last row .*\d\d:\d\d UTC/s,
    );
  });

  test('readiness fails meanwhile', async () => {
    const ready = await fetch(`${world.botUrl}/readyz`);
    expect(ready.status).toBe(503);
    expect(await ready.text()).toMatch(/last poll/);
  });

  test('recovery is told with what came late, and what became visible meanwhile is an alert, two days late or not', async () => {
    const { people, now, subscriptionIds } = world;
    const target = vmOf(subscriptionIds[0], 'web', 'web7');
    const wish = { objectId: people.eva, upn: 'eva@contoso.com', ip: brazil, target };
    await world.addRows([operationRow({ ...wish, at: now - 46 * hour, visibleAt: now + 4 * minute })]);
    await world.clearFaults();
    await world.advance(minute);
    await world.expectCard('mia', /eva@contoso\.com[\s\S]*web7/);
    await world.expectCard('mia', /caught up since \d\d:\d\d UTC: \d+ late event/);
    expect((await fetch(`${world.botUrl}/readyz`)).status).toBe(200);
  });

  test('the cards of all open alerts say it while it lasts, and no longer', async () => {
    const { people, now, subscriptionIds } = world;
    const target = vmOf(subscriptionIds[0], 'web', 'web1');
    const wish = { objectId: people.rob, upn: 'rob@contoso.com', ip: brazil, target };
    await world.addRows([operationRow({ ...wish, at: now, visibleAt: now + 8 * minute })]);
    await world.advance(2 * minute);
    const card = await world.expectCard('mia', /rob@contoso\.com[\s\S]*Acknowledge/);
    expect(shownText(card)).not.toMatch(/log blind since/);
    const earlier = await world.expectCard('mia', /OPEN · [\s\S]*eva@contoso\.com[\s\S]*web7/);
    expect(earlier.id).not.toBe(card.id);
    await world.fault('logs', { kind: 'partial', times: 200 });
    await world.advance(3 * minute);
    await world.expectRepaint('mia', card.id, /log blind since \d\d:\d\d/);
    // Its session was two days before: a card names the day of what happened on another one.
    await world.expectRepaint('mia', earlier.id, /log blind since \d+ Mar \d\d:\d\d/);
    await world.clearFaults();
    await world.advance(minute);
    for (const { id } of [card, earlier]) {
      const again = (await world.channel('mia')).find((one) => one.id === id);
      expect(again && shownText(again)).toMatch(/Acknowledge/);
      expect(again && shownText(again)).not.toMatch(/log blind since/);
    }
  });

  test('what the service put away behind the watermark is found by the second reading, twenty minutes later', async () => {
    const { people, now, subscriptionIds } = world;
    const target = vmOf(subscriptionIds[0], 'web', 'web8');
    const wish = { objectId: people.ken, upn: 'ken@contoso.com', ip: brazil, target };
    // Taken in while the log failed the first time, and only now to be queried.
    await world.addRows([operationRow({ ...wish, at: now, visibleAt: now + 3 * minute })]);
    await world.advance(5 * minute);
    expect((await world.channel('mia')).map(shownText).join()).not.toMatch(/ken@contoso\.com/);
    await world.advance(20 * minute);
    await world.expectCard('mia', /ken@contoso\.com[\s\S]*web8/);
  });
});
