import { brazil, operationRow, vmOf } from '../support/console-rows';
import { minute, openWorld, type StoryWorld, second, shownText, versionOn } from '../support/world-client';

/** What a tampered client can put into a press, and what an old card still holds: nothing of it changes anything. */
describe('forged and stale presses', () => {
  let world: StoryWorld;
  let robs: Awaited<ReturnType<StoryWorld['expectCard']>>;
  let evas: typeof robs;
  let now = 0;

  const connect = (who: 'rob' | 'eva', machine: string) =>
    operationRow({
      objectId: world.people[who],
      upn: `${who}@contoso.com`,
      ip: brazil,
      target: vmOf(world.subscriptionIds[0], 'web', machine),
      at: now - 10 * minute,
      visibleAt: now + second,
    });
  const advance = async (ms: number) => {
    await world.advance(ms);
    now += ms;
  };

  beforeAll(async () => {
    world = await openWorld();
    now = world.now;
    await world.poll();
    await world.addRows([connect('rob', 'web1')]);
    await advance(minute);
    robs = await world.expectCard('mia', /A-1[\s\S]*Acknowledge/);
    await world.addRows([connect('eva', 'web2')]);
    await advance(minute);
    evas = await world.expectCard('mia', /A-2[\s\S]*Acknowledge/);
    // The bot's own reading of permissions is on the card before anybody looks.
    await advance(2 * minute);
  });
  afterAll(() => world.close());

  const textOf = async (id: string) =>
    shownText((await world.channel('mia')).find((message) => message.id === id) ?? robs);

  test('a press from one alert’s card that names another changes neither', async () => {
    const before = [await textOf(robs.id), await textOf(evas.id)];
    const more = {
      disposition: 'false-positive',
      sentence: 'all is well',
      reason: 'x',
      text: 'x',
      to: world.people.mia,
    };
    for (const verb of ['acknowledge', 'assign', 'escalate', 'resolve', 'note', 'review', 'contain-console', 'mute']) {
      expect(await world.forge('mia', robs, verb, { subject: 'A-2', ...more })).toMatch(/other-card/);
    }
    for (const subject of ['A-99', 'R-1', 'M-1', 'a-2', ' A-2', 'A-2 ', 'A-1/../A-2', '__proto__', '']) {
      expect(await world.forge('mia', robs, 'resolve', { subject, ...more })).toMatch(/vnd\.microsoft\.error/);
    }
    await advance(minute);
    expect([await textOf(robs.id), await textOf(evas.id)].map(untimed)).toEqual(before.map(untimed));
    expect(await world.journal()).toEqual([]);
  });

  test('a verdict given for less than there is by now is refused, and given again it counts', async () => {
    const verdict = { disposition: 'benign-expected', sentence: 'planned work' };
    const opened = await world.press('mia', robs, 'Resolve');
    await world.addRows([connect('rob', 'web3')]);
    await advance(minute);
    const stale = await world.teams.submitDialog('mia', opened.dialog?.id ?? '', verdict);
    expect(stale).toMatchObject({
      outcome: 'message',
      text: expect.stringMatching(/went on while you decided: 2 sessions/),
    });
    expect(await textOf(robs.id)).not.toMatch(/RESOLVED/);
    const again = await world.press('mia', robs, 'Resolve');
    expect((await world.teams.submitDialog('mia', again.dialog?.id ?? '', verdict)).outcome).toBe('closed');
    await world.settle();
    await world.expectRepaint('mia', robs.id, /RESOLVED/);
  });

  test('approval is asked for the plan in sight only', async () => {
    await world.press('mia', evas, 'Review permissions');
    await world.settle();
    const review = await world.expectCard('mia', /PATHS IN/);
    const ask = { subject: 'R-1', reason: 'nobody knows why', version: versionOn(review) - 1 };
    expect(await world.forge('mia', review, 'ask-approval', ask)).toMatch(/has changed since this card was painted/);
  });

  test('the same activity twice has one effect and the first answer', async () => {
    const note = { subject: 'A-2', text: 'called Eva, no answer' };
    const once = await world.forge('mia', evas, 'note', note, 'the-same');
    expect(await world.forge('mia', evas, 'note', note, 'the-same')).toBe(once);
    const chat = (await world.teams.rail('mia')).find(({ kind }) => kind === 'personal');
    await world.teams.send('mia', chat?.id ?? '', 'audit A-2');
    const record = shownText(await world.expectPersonal('mia', /A-2[\s\S]*note/));
    expect(record.match(/\bnote\b/g)).toHaveLength(1);
  });
});

/** Clocks on the card go on by themselves. */
function untimed(text: string): string {
  return text.replace(/\d+ (s|min|h|d)\b|\d\d:\d\d(:\d\d)?/g, '…');
}
