import { brazil, operationRow, vmOf } from '../support/console-rows';
import { knownTenant, minute, openWorld, type StoryWorld, shownText, type Who } from '../support/world-client';

let world: StoryWorld;
let now = 0;

async function uses(who: Who, machine: string, reset = false) {
  const vm = vmOf(world.subscriptionIds[0], 'web', machine);
  const wish = { objectId: world.people[who], upn: `${who}@contoso.com`, ip: brazil, visibleAt: now + 1_000 };
  const write = { ...wish, at: now - 10 * minute, target: `${vm}/extensions/x` };
  await world.addRows([
    ...(reset ? [operationRow({ ...write, operation: 'MICROSOFT.COMPUTE/VIRTUALMACHINES/EXTENSIONS/WRITE' })] : []),
    operationRow({ ...wish, at: now - 8 * minute, target: vm }),
  ]);
  await world.advance(minute);
  now += minute;
}

const inside = async (as: Who, channel: 'general' | 'alerts' | 'leads') =>
  (await world.teams.messages(as, world.channels[channel])).map(shownText).join('\n---\n');

/** Writes to the bot in a channel; everything there afterwards. */
async function write(as: Who, channel: 'general' | 'alerts' | 'leads', text: string) {
  await world.teams.send(as, world.channels[channel], `@${world.bot.name} ${text}`);
  await world.settle();
  return inside(as, channel);
}

describe('routing by subscription and severity, and a fallback', () => {
  beforeAll(async () => {
    const { channels, subscriptionIds } = await knownTenant();
    world = await openWorld({
      policy: {
        routes: [
          { subscriptions: [subscriptionIds[0]?.toUpperCase()], minSeverity: 'high', channel: channels.leads },
          { minSeverity: 'high', channel: '19:nowhere@thread.tacv2' },
        ],
        fallbackChannel: channels.general,
      },
    });
    now = world.now;
    await world.poll();
  });
  afterAll(() => world.close());

  describe('Alert channel routing', () => {
    test('high ones of a subscription go to its channel, a private one; the rest to the subscribed channel', async () => {
      await uses('ken', 'web1');
      await uses('rob', 'web2', true);
      expect(await inside('mia', 'alerts')).toMatch(/OPEN · MEDIUM · A-1/);
      expect(await inside('mia', 'alerts')).not.toMatch(/A-2/);
      expect(await inside('lee', 'leads')).toMatch(/OPEN · (HIGH|CRITICAL) · A-2/);
    });
  });

  describe('Delivery health', () => {
    test('a channel that cannot be reached: the alert comes to the fallback, and health names the channel', async () => {
      const { subscriptionIds, channels } = world;
      await world.reloadPolicy({
        routes: [{ subscriptions: [subscriptionIds[0]], channel: '19:nowhere@thread.tacv2' }],
        fallbackChannel: channels.general,
      });
      await uses('tom', 'web1');
      expect(await inside('mia', 'general')).toMatch(
        /A-3 should have come to its channel, which cannot be reached.*It comes here instead[\s\S]*A-3/,
      );
      expect(await write('lee', 'alerts', 'health')).toMatch(/channel 19:nowhere@thread\.tacv2/);
    });
  });
});

describe('the life of a channel', () => {
  beforeAll(async () => {
    world = await openWorld();
    now = world.now;
    await world.poll();
  });
  afterAll(() => world.close());

  test('added to a team, the bot greets and says how to subscribe', async () => {
    await world.teams.membership({ by: 'tom', event: 'addBot' });
    await world.settle();
    expect(await inside('mia', 'general')).toMatch(/An administrator writes `subscribe` to send alerts/);
  });

  test('subscribe and unsubscribe are for administrators, and every other channel hears of them', async () => {
    expect(await write('tom', 'leads', 'subscribe')).not.toMatch(/Alerts go to/);
    expect(await write('lee', 'leads', 'subscribe')).toMatch(/Alerts go to “?Leads/);
    expect(await inside('mia', 'alerts')).toMatch(/Lee Chen subscribed “Leads”: alerts go there too/);
    expect(await write('lee', 'leads', 'unsubscribe')).toMatch(/receives nothing any more/);
    expect(await inside('mia', 'alerts')).toMatch(/Lee Chen unsubscribed “Leads”/);
  });

  test('where guests can read, subscribing takes a second word; a guest who joins later is told of', async () => {
    expect(await write('lee', 'general', 'subscribe')).toMatch(
      /1 guest of another organisation can read this channel \(Gil Guest\)/,
    );
    expect(await write('lee', 'general', 'subscribe with guests')).toMatch(/Alerts go to “?General/);
    await write('lee', 'general', 'unsubscribe');
    await world.teams.membership({ by: 'tom', event: 'addMember', member: 'gil', channelId: world.channels.alerts });
    await world.settle();
    expect(await inside('mia', 'alerts')).toMatch(/From now on Gil Guest can read this channel and every alert in it/);
  });

  test('renamed, it is known by its new name', async () => {
    await world.teams.membership({ by: 'tom', event: 'renameChannel', channelId: world.channels.alerts, name: 'SOC' });
    await world.settle();
    expect(await write('lee', 'alerts', 'health')).toMatch(/channel SOC/);
  });

  test('deleted, its open alerts go on in another channel, and health says what happened', async () => {
    await uses('rob', 'web1');
    await world.teams.membership({ by: 'tom', event: 'deleteChannel', channelId: world.channels.alerts });
    await world.settle();
    const personal = (await world.teams.rail('lee')).find(({ kind }) => kind === 'personal')?.id ?? '';
    await world.teams.send('lee', personal, 'health');
    await world.settle();
    const health = (await world.teams.messages('lee', personal)).map(shownText).join('\n');
    expect(health).toMatch(/channel SOC/);
    expect(health).toMatch(/the channel was deleted/);
    expect(health).toMatch(/no channel receives alerts/);
  });

  test('without any channel left, alerts wait and go on where somebody subscribes next', async () => {
    await uses('ken', 'web2');
    const general = await write('lee', 'general', 'subscribe with guests');
    expect(general).toMatch(/waiting for a channel follow now/);
    await world.settle();
    const there = await inside('mia', 'general');
    expect([/OPEN · \w+ · A-1/.test(there), /OPEN · \w+ · A-2/.test(there)]).toEqual([true, true]);
  });
});
