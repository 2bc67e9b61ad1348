import { type Receiver, startReceiver } from '../support/receiver';
import { minute, openWorld, type StoryWorld, second, shownText } from '../support/world-client';

describe('what somebody outside hears', () => {
  let receiver: Receiver;
  let world: StoryWorld;
  const beats = () => receiver.calls.filter(({ path }) => path === '/beat/planted-id').length;
  const told = () => receiver.bodies('/hook').map(({ event }) => event);

  beforeAll(async () => {
    receiver = await startReceiver();
    world = await openWorld({
      seedDemo: true,
      env: { HEARTBEAT_URL: `${receiver.url}/beat/planted-id` },
      policy: { webhooks: [{ kind: 'generic', url: `${receiver.url}/hook` }] },
    });
    await world.fault('teams', { kind: 503, method: 'POST', times: 10_000 });
    await world.poll();
    await receiver.called('/beat/planted-id', 1);
  });
  afterAll(async () => {
    await world.close();
    await receiver.close();
  });

  test('a good poll calls the heartbeat URL, a failed one does not', async () => {
    const before = beats();
    await world.fault('logs', { kind: 'forbidden' });
    await world.poll();
    await world.clearFaults();
    await world.fault('teams', { kind: 503, method: 'POST', times: 10_000 });
    expect(beats()).toBe(before);
    await world.poll();
    await receiver.called('/beat/planted-id', before + 1);
  });

  test('a card that stands nowhere for a minute is told of by webhook, once', async () => {
    expect(told()).toEqual(['raised']);
    await world.advance(70 * second);
    expect(told()).toEqual(['raised', 'undelivered']);
    expect(receiver.bodies('/hook')[1]).toMatchObject({
      summary: expect.stringContaining('could not be delivered to Teams'),
    });
    await world.advance(minute);
    expect(told()).toEqual(['raised', 'undelivered']);
  });

  test('when Teams is back the card comes all the same', async () => {
    await world.clearFaults();
    await world.advance(5 * minute);
    await world.expectCard('mia', /A-1/);
  });
});

describe('a reloaded policy', () => {
  let world: StoryWorld;
  const policy = { trustedNetworks: [{ name: 'HQ', cidrs: ['203.0.113.0/24'] }], review: { quorum: 2 } };
  const said = async () => (await world.channel('mia')).map(shownText).join('\n---\n');
  const audited = async () => {
    await world.teams.send('lee', world.channels.alerts, `@${world.bot.name} audit policy`);
    await world.settle();
    return (await world.channel('lee')).map(shownText).join('\n');
  };

  beforeAll(async () => {
    world = await openWorld({ history: 'none', policy });
  });
  afterAll(() => world.close());

  test('is told to the channel, each change with what was before, and audited', async () => {
    const trustedNetworks = [{ name: 'HQ [here](https://evil.example)', cidrs: ['203.0.113.0/24', '198.51.100.0/24'] }];
    expect(await world.reloadPolicy({ trustedNetworks, review: { quorum: 1 }, breakGlass: [world.people.tom] })).toBe(
      'replaced',
    );
    const text = await said();
    expect(text).toMatch(/Policy reloaded: 4 changes/);
    expect(text).toMatch(/taken out of trustedNetworks: name HQ, cidrs 203\.0\.113\.0\/24/);
    expect(text).toMatch(/added to trustedNetworks: name HQ .*198\.51\.100\.0\/24/);
    expect(text).toMatch(/review\.quorum is now 1 \(was 2\)/);
    expect(text).toMatch(/added to breakGlass: Tom Okafor/);
    expect(await audited()).toMatch(/policy/);
  });

  test('with problems changes nothing and says why: a network too wide to trust', async () => {
    const wide = { trustedNetworks: [{ name: 'all', cidrs: ['10.0.0.0/8', '2001:db8::/31'] }] };
    expect(await world.reloadPolicy(wide)).toBe('refused');
    expect(await said()).toMatch(
      /not reloaded; the old policy stays\. policy\.trustedNetworks\[0\]\.cidrs\[0\].*wider than \/12.*And 1 more problem/,
    );
  });

  test('that is the same is not told', async () => {
    const before = await said();
    const trustedNetworks = [{ name: 'HQ [here](https://evil.example)', cidrs: ['203.0.113.0/24', '198.51.100.0/24'] }];
    expect(await world.reloadPolicy({ trustedNetworks, breakGlass: [world.people.tom] })).toBe('unchanged');
    expect(await said()).toBe(before);
  });

  test('changed while the bot was down is told at its start', async () => {
    await world.writePolicy({ trustedNetworks: [] });
    await world.restart();
    await world.settle();
    expect(await said()).toMatch(
      /Policy changed while the bot was down: 2 changes.*taken out of breakGlass: Tom Okafor/s,
    );
  });
});
