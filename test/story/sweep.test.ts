import { minute, openWorld, type StoryWorld, shownText } from '../support/world-client';

/** Run command and extensions, but no console. */
const desktopVirtualizationVmContributor = 'a959dbd1-f747-45e3-8ba6-dd80f235f97c';

describe('review subscription: who could use the console and has not', () => {
  let world: StoryWorld;

  beforeAll(async () => {
    world = await openWorld({ seedDemo: true });
    await world.poll();
  });
  afterAll(() => world.close());

  test('in the channel it is a private list, which names the way to the file', async () => {
    const list = await world.told('mia', world.channels.alerts, `@${world.bot.name} review subscription`);
    expect(list.onlyYou).toBe(true);
    expect(shownText(list)).toMatch(/Could use the console, has not in 90 days: \d+/);
    expect(shownText(list)).toMatch(/review subscription file/);
  });

  test('a name narrows it', async () => {
    const list = await world.told('mia', await world.personalChat('mia'), 'review subscription tom');
    expect(shownText(list)).toMatch(/about tom: 1/);
    expect(shownText(list)).toMatch(/Tom Okafor/);
  });

  test('the reader’s own row says that somebody else reviews it, and has no button that would be refused', async () => {
    const ops = (await world.roleAssignments()).find(({ name }) => world.assignments.robOps.endsWith(name));
    const vmContributor = '9980e02c-c2be-4d73-94e8-173b1dc7cf3c';
    await world.grant({ principalId: world.people.mia, roleGuid: vmContributor, scope: ops?.scope ?? '' });
    await world.advance(16 * minute);
    const own = await world.told('mia', await world.personalChat('mia'), 'review subscription mia');
    expect(shownText(own)).toMatch(/Mia Lindqvist[\s\S]*you: somebody else must review this/);
    expect(shownText(own)).not.toMatch(/^Review$/m);
    const other = await world.told('ken', await world.personalChat('ken'), 'review subscription mia');
    expect(shownText(other)).toMatch(/Mia Lindqvist[\s\S]*^Review$/m);
  });

  test('in the personal chat it is a file by consent, one way in a line', async () => {
    const chat = await world.personalChat('mia');
    const offer = await world.told('mia', chat, 'review subscription file');
    expect(shownText(offer)).toMatch(/serial-console-unused-access-.*\.csv[\s\S]*did not in 90 days/);
    expect((await world.teams.answerFile('mia', offer.id, true)).status).toBe(200);
    await world.settle();
    const [file] = await world.teams.files('mia');
    expect(file?.content).toMatch(/^\uFEFF?subscription,subscriptionId,person,/);
    expect(file?.content).toMatch(/Tom Okafor/);
    expect(await world.journal()).toEqual([]);
  });

  test('a file asked for in the channel is refused there, and a stranger gets neither', async () => {
    const elsewhere = await world.told('mia', world.channels.alerts, `@${world.bot.name} review subscription file`);
    expect(shownText(elsewhere)).toMatch(/personal chats only/);
    expect(shownText(await world.told('eva', await world.personalChat('eva'), 'review subscription'))).toMatch(
      /needs the role/,
    );
  });

  test('who can only run commands stands apart, with a count and a verdict of their own', async () => {
    const ops = (await world.roleAssignments()).find(({ name }) => world.assignments.robOps.endsWith(name));
    const scope = ops?.scope ?? '';
    await world.grant({ principalId: world.people.eva, roleGuid: desktopVirtualizationVmContributor, scope });
    await world.advance(16 * minute);
    const chat = await world.personalChat('mia');
    const list = await world.told('mia', chat, 'review subscription eva');
    expect(shownText(list)).toMatch(/has not in 90 days about eva: 0/);
    expect(shownText(list)).toMatch(/1 of 1 could run commands without it, and have not/);
    expect(shownText(list)).toMatch(/Another door[\s\S]*Eva Maier[\s\S]*can run commands without the console/);
    await world.told('mia', chat, 'review subscription file');
    expect(shownText(await world.told('mia', chat, 'review subscription'))).toMatch(/Could open the console/);
  });

  test('Review on a line starts the review of that person; its card comes in person, for there is no thread', async () => {
    const chat = await world.personalChat('mia');
    const list = await world.told('mia', chat, 'review subscription eva');
    const answer = await world.press('mia', list, 'Review');
    expect(answer).toMatchObject({ outcome: 'message' });
    await world.advance(minute);
    const card = await world.expectPersonal('mia', /REVIEW R-1[\s\S]*on 1 machine[\s\S]*PATHS IN/);
    expect(shownText(card)).toMatch(/PATHS IN[\s\S]*1 now, 0 left after the ticked lines/);
    expect(shownText(card)).toMatch(/started from the sweep: it looks at one machine for each path in/);
    // Approvers are asked in person too; nothing of it stands in the channel.
    await world.press('mia', card, 'Send', { reason: 'nobody needs it' });
    await world.advance(minute);
    await world.expectPersonal('ana', /APPROVAL R-1/);
    expect((await world.channel('ken')).filter((message) => shownText(message).includes('R-1'))).toEqual([]);
  });

  test('the command does the same, and a second review of a person takes the place of the first', async () => {
    const chat = await world.personalChat('mia');
    await world.told('mia', chat, 'review Eva Maier', /R-2 is on its way/);
    await world.advance(minute);
    await world.expectPersonal('mia', /REVIEW R-1 · replaced by a newer review/);
    expect(shownText(await world.told('mia', chat, 'review nobody-we-know'))).toMatch(/There is no alert about them/);
  });

  test('nobody reviews themselves, and readers start nothing', async () => {
    const list = await world.told('mia', await world.personalChat('mia'), 'review subscription eva');
    const tom = { subject: world.people.tom };
    expect(await world.forge('tom', list, 'review-holder', tom)).toMatch(/own|yourself|needs the role/);
    expect(await world.forge('eva', list, 'review-holder', tom)).toMatch(/needs the role/);
    expect(await world.forge('mia', list, 'review-holder', { subject: 'A-1' })).toMatch(/names no account/);
    expect(await world.journal()).toEqual([]);
  });
});
