import { minute, openWorld, type StoryWorld, second, shownText } from '../support/world-client';

describe('Test alert / drill, from the command to the approval', () => {
  let world: StoryWorld;
  let chat = '';

  beforeAll(async () => {
    world = await openWorld({ history: 'none' });
    await world.poll();
    chat = (await world.teams.rail('lee')).find(({ kind }) => kind === 'personal')?.id ?? '';
  });
  afterAll(() => world.close());

  const told = async (as: 'lee' | 'ken', conversationId: string, text: string) =>
    shownText(await world.told(as, conversationId, text));

  test('is the administrators’ alone', async () => {
    expect(await told('ken', world.channels.alerts, `@${world.bot.name} drill`)).toMatch(/needs the role admin/);
  });

  test('its card comes with the next poll, marked, and calls whom a high alert calls', async () => {
    expect(await told('lee', chat, 'drill')).toMatch(/DRILL asked for/);
    expect(await told('lee', chat, 'drill')).toMatch(/still runs: it waits for the next poll/);
    await world.advance(2 * second);
    await world.poll();
    const card = await world.expectCard('mia', /DRILL · OPEN/);
    expect(shownText(card)).toMatch(/HIGH[\s\S]*drill \(nobody\)[\s\S]*a drill: nobody connected anywhere/);
    expect((await world.teams.notifications('mia')).map(({ kind }) => kind)).toContain('mention');
  });

  test('what would read or change Azure is refused on it', async () => {
    const card = await world.expectCard('mia', /DRILL · OPEN/);
    const asked = await world.forge('mia', card, 'review', { subject: 'A-1' });
    expect(asked).toMatch(/is a drill: there is nobody to review/);
    expect(await world.forge('mia', card, 'contain-console', { subject: 'A-1' })).toMatch(/is a drill/);
  });

  test('the first press brings a request for approval, marked and without a change', async () => {
    const card = await world.expectCard('mia', /DRILL · OPEN/);
    await world.advance(3 * second);
    await world.press('mia', card, 'Acknowledge');
    await world.advance(20 * second);
    const request = await world.expectPersonal('ana', /DRILL · APPROVAL/);
    expect(shownText(request)).toMatch(/approving it applies nothing/);
    await world.press('ana', request, 'Approve', { sentence: 'as in earnest' });
    await world.advance(20 * second);
    await world.expectCard(
      'lee',
      /DRILL passed: row to poll 2\.0 s · poll to card accepted 0\.0 s · card to first press \d.* · first press to approval \d.* · in all \d+ s/,
    );
    await world.expectRepaint('mia', card.id, /DRILL · RESOLVED/);
    await world.expectCard('mia', /DRILL · REVIEW R-1[\s\S]*approved, nothing applied/);
  });

  test('nothing was asked to change in Azure, and no figure knows of it', async () => {
    expect(await world.journal()).toEqual([]);
    await world.advance(minute);
    expect(await told('lee', chat, 'report 30d')).toMatch(/0 alerts/);
    expect(await told('lee', chat, 'export 30d')).toMatch(/No alert was raised/);
  });

  test('a drill nobody answers can be ended', async () => {
    await told('lee', chat, 'drill');
    expect(await told('lee', chat, 'drill end')).toMatch(/is ended/);
    expect(await told('lee', chat, 'drill end')).toMatch(/No drill runs/);
  });
});
