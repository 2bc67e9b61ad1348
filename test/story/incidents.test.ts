import { brazil, office, operationRow, vmOf } from '../support/console-rows';
import { minute, openWorld, type StoryWorld, shownText, type Who } from '../support/world-client';

describe('an outage', () => {
  let world: StoryWorld;
  let now = 0;
  const machines = { rob: 'web1', ken: 'web2', ida: 'sql03', pia: 'web3' } as const;
  const groups = { rob: 'web', ken: 'web', ida: 'data', pia: 'web' } as const;

  const connects = async (who: keyof typeof machines, ip = office, machine: string = machines[who]) => {
    const target = vmOf(world.subscriptionIds[0], groups[who], machine);
    const wish = { objectId: world.people[who as Who], upn: `${who}@contoso.com`, ip, target };
    await world.addRows([operationRow({ ...wish, at: now - 6 * minute, visibleAt: now + 1_000 })]);
    await world.advance(minute);
    now += minute;
  };
  const told = async (as: Who, text: string, words: RegExp) => {
    const known = new Set((await world.channel(as)).map(({ id }) => id));
    await world.teams.send(as, world.channels.alerts, `@${world.bot.name} ${text}`);
    await world.settle();
    return world.teams.expectMessage({
      as,
      conversationId: world.channels.alerts,
      where: (message) => !known.has(message.id) && message.author.kind === 'bot' && words.test(shownText(message)),
    });
  };
  const posts = async () => (await world.channel('mia')).filter(({ author }) => author.kind === 'bot');

  beforeAll(async () => {
    world = await openWorld();
    now = world.now;
    await world.poll();
  });
  afterAll(() => world.close());

  test('three colleagues at work at once: one card asks, and nothing else is posted', async () => {
    for (const who of ['rob', 'ken', 'ida'] as const) await connects(who);
    const card = await world.expectCard('mia', /I-1 · OUTAGE\?/);
    expect(shownText(card)).toMatch(/rob@contoso\.com, ken@contoso\.com, ida@contoso\.com work on consoles/);
    expect(await posts()).toHaveLength(1);
  });

  test('a responder cannot declare it, an administrator can', async () => {
    const card = await world.expectCard('mia', /I-1 · OUTAGE\?/);
    const denied = await world.press('mia', card, 'Incident');
    expect(JSON.stringify(denied)).toMatch(/needs the role admin/);
    await world.press('lee', card, 'Incident');
    await world.settle();
    const declared = await world.expectRepaint('mia', card.id, /I-1 · INCIDENT until/);
    expect(shownText(declared)).toMatch(/declared by Lee.*grouped so far: 3 sessions.*3 people/s);
  });

  test('what follows joins the card', async () => {
    const card = await world.expectCard('mia', /I-1 · INCIDENT/);
    await connects('pia');
    await world.expectRepaint('mia', card.id, /grouped so far: 4 sessions.*4 people/s);
    expect(await posts()).toHaveLength(1);
  });

  test('somebody from a country never seen gets a card of their own', async () => {
    await connects('ken', brazil, 'web9');
    expect(shownText(await world.expectCard('mia', 'Acknowledge'))).toMatch(/ken@contoso\.com/);
    expect(await posts()).toHaveLength(2);
  });

  test('listed with its time left, in the record, and ended', async () => {
    expect(shownText(await told('mia', 'incidents', /Incidents: 1/))).toMatch(/I-1.*left.*by Lee/s);
    expect(shownText(await told('lee', 'audit I-1', /Audit of I-1/))).toMatch(/propose-incident.*declare-incident/s);
    const card = await world.expectCard('mia', /I-1 · INCIDENT/);
    await told('lee', 'incident end I-1', /incident ended by Lee/);
    await world.expectRepaint('mia', card.id, /I-1 · incident ended by Lee/);
  });

  test('declared by command, on a resource group, at most a day', async () => {
    await told('lee', 'incident bad patch on prod-01/web for 25h', /between 1 and 24 hours/);
    await told('lee', 'incident bad patch on nowhere for 2h', /no subscription or resource group known here/);
    await told('mia', 'incident bad patch on prod-01/web for 2h', /needs the role admin/);
    await told('lee', 'incident bad patch on prod-01/web for 2h', /I-2 · INCIDENT until/);
    expect(shownText(await world.expectCard('mia', /I-2 · INCIDENT/))).toMatch(/“bad patch” on RG web/);
  });
});
