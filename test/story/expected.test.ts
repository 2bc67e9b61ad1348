import { brazil, operationRow, vmOf } from '../support/console-rows';
import { minute, openWorld, type StoryWorld, shownText, type Wish } from '../support/world-client';

interface Entry {
  readonly objectId: string;
  readonly networks: readonly string[];
  readonly targets: readonly string[];
  readonly expires: string;
}
interface Snippet {
  readonly expectedPrincipals: readonly Entry[];
}

const day = 86_400_000;

describe('“Expected next time?” writes a narrow, expiring entry and applies nothing', () => {
  let world: StoryWorld;
  let now = 0;
  let entry: Snippet;

  async function opened(wish: Wish = {}) {
    const next = await openWorld(wish);
    now = next.now;
    await next.poll();
    return next;
  }

  async function connects(who: 'ken' | 'rob', machine: string, ip = brazil) {
    const target = vmOf(world.subscriptionIds[0], 'web', machine);
    const wish = { objectId: world.people[who], upn: `${who}@contoso.com`, ip, target };
    await world.addRows([operationRow({ ...wish, at: now - 8 * minute, visibleAt: now + 1_000 })]);
    await world.advance(minute);
    now += minute;
  }
  const posted = async () =>
    (await world.channel('mia')).map(shownText).filter((text) => text.includes('Acknowledge')).length;

  beforeAll(async () => {
    world = await opened({ policy: {} });
    await connects('ken', 'web1');
  });
  afterAll(() => world.close());

  test('after a benign verdict it is offered, and shows one entry: this principal, this machine, this network, 30 days', async () => {
    const card = await world.expectCard('mia', 'Acknowledge');
    const dialog = await world.press('mia', card, 'Resolve');
    await world.teams.submitDialog('mia', dialog.dialog?.id ?? '', {
      disposition: 'benign-expected',
      sentence: 'new release step',
    });
    await world.settle();
    const resolved = await world.expectRepaint('mia', card.id, /RESOLVED/);
    const shown = await world.press('mia', resolved, 'Expected next time?');
    const text = /"value":("(?:[^"\\]|\\.)*")/.exec(JSON.stringify(shown.dialog?.card))?.[1] ?? '""';
    entry = JSON.parse(JSON.parse(text) as string) as Snippet;
    expect(entry.expectedPrincipals).toHaveLength(1);
    expect(entry.expectedPrincipals[0]).toMatchObject({
      objectId: world.people.ken,
      networks: ['179.208.138.0/24'],
      targets: [expect.stringMatching(/virtualMachines\/web1$/i)],
    });
    const valid = Date.parse(entry.expectedPrincipals[0]?.expires ?? '') - now;
    expect(Math.round(valid / day)).toBe(30);
    expect(JSON.stringify(shown.dialog?.card)).toMatch(/Nothing is changed by this/);
  });

  test('nothing was applied: the policy in force is the file’s, and the channel heard of no change', async () => {
    expect(await world.reloadPolicy({})).toBe('unchanged');
    const texts = (await world.channel('mia')).map(shownText).join('\n');
    expect(texts).not.toMatch(/policy/i);
    expect(await world.journal()).toEqual([]);
  });

  test('pasted into the policy it holds for that principal, machine and network', async () => {
    await world.close();
    world = await opened({ policy: { ...entry } });
    await connects('ken', 'web1');
    expect(await posted()).toBe(0);
  });

  test('not for another machine, nor for somebody else', async () => {
    await connects('rob', 'web1');
    expect(await posted()).toBe(1);
    await connects('ken', 'web2');
    expect(await posted()).toBe(2);
  });

  test('nor from another network', async () => {
    await world.close();
    world = await opened({ policy: { ...entry } });
    await connects('ken', 'web1', '179.208.139.130');
    expect(await posted()).toBe(1);
  });

  test('after its thirty days the same use is judged as ever', async () => {
    await world.close();
    world = await opened({ policy: { ...entry }, startAt: now + 31 * day });
    await connects('ken', 'web1');
    expect(await posted()).toBe(1);
  });
});
