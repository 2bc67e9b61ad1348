import { minute, openWorld, type StoryWorld, shownText } from '../support/world-client';

type Seen = Awaited<ReturnType<StoryWorld['expectCard']>>;

describe('containing an alert by its checklist', () => {
  let world: StoryWorld;
  let alert: Seen;

  beforeAll(async () => {
    world = await openWorld({ seedDemo: true });
    await world.poll();
    alert = await world.expectCard('mia', 'Acknowledge');
    expect((await world.press('mia', alert, 'Acknowledge')).outcome).toBe('card');
    await world.settle();
  });
  afterAll(() => world.close());

  const contain = async () => JSON.parse(await world.forge('mia', alert, 'contain', { subject: 'A-1' })) as unknown;
  const shown = async () => JSON.stringify(await contain());

  test('it names the machines, who else used the console, the commands, and what Entra says of the account', async () => {
    const card = await shown();
    expect(card).toMatch(/console off in .*prod-01.* \(\d+ machines\)/);
    expect(card).toMatch(/used this week by|nobody else used the console this week/);
    expect(card).toMatch(/get-boot-log --ids/);
    expect(card).toMatch(/revokeSignInSessions/);
    expect(card).toMatch(/Entra: the account is enabled/);
  });

  test('"Done by me" is looked up: an account that is still enabled is not done, the serial log is a statement', async () => {
    expect(await world.forge('mia', alert, 'done-by-me', { subject: 'A-1', item: 'account' })).toMatch(
      /Entra still shows the account of .* as enabled/,
    );
    expect(await world.forge('mia', alert, 'done-by-me', { subject: 'A-1', item: 'permissions' })).toMatch(
      /done by hand/,
    );
    await world.forge('mia', alert, 'done-by-me', { subject: 'A-1', item: 'save-log' });
    expect(await shown()).toMatch(/save serial log: stated by mia .*, not checked/);
  });

  async function decided(id: string) {
    const asked = await world.expectPersonal('ana', new RegExp(`APPROVAL.* ${id}`));
    await world.press('ana', asked, 'Approve', { sentence: 'agreed, switch it' });
    await world.advance(2 * minute);
  }

  test('the console goes off with a second person, and on again by an undo: then the step is open again', async () => {
    await world.forge('mia', alert, 'contain-console', { subject: 'A-1', item: 'off' });
    await world.advance(minute);
    const plan = await world.expectCard('mia', /CONSOLE R-1/);
    expect(shownText(plan)).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}-/);
    await world.press('mia', plan, 'Send', { reason: 'stolen account, BR' });
    await world.advance(minute);
    await decided('R-1');
    expect((await world.journal()).map(({ path }) => path.split('/').pop())).toEqual(['disableConsole']);
    expect(await shown()).toMatch(/ok 3 console off/);

    await world.forge('mia', alert, 'contain-console', { subject: 'A-1', item: 'on' });
    await world.advance(minute);
    await world.press('mia', await world.expectCard('mia', /CONSOLE R-2/), 'Send', { reason: 'contained otherwise' });
    await world.advance(minute);
    await decided('R-2');
    expect((await world.journal()).map(({ path }) => path.split('/').pop())).toEqual([
      'disableConsole',
      'enableConsole',
    ]);
    const card = await shown();
    expect(card).not.toMatch(/ok 3 console off/);
    expect(card).toMatch(/it was off, and on again at/);
  });
});
