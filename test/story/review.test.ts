import { type Assignment, minute, openWorld, type StoryWorld, shownText, type Who } from '../support/world-client';

/** Virtual Machine Contributor: lets into the console, and the writer may give it back. */
const roleGuid = '9980e02c-c2be-4d73-94e8-173b1dc7cf3c';

type Seen = Awaited<ReturnType<StoryWorld['expectCard']>>;

async function started(world: StoryWorld): Promise<Seen> {
  await world.poll();
  const alert = await world.expectCard('mia', 'Acknowledge');
  expect((await world.press('mia', alert, 'Review permissions')).outcome).toBe('message');
  await world.settle();
  return world.expectCard('mia', /PATHS IN/);
}

async function voted(world: StoryWorld, as: Who, card: Seen, action: 'Approve' | 'Reject', sentence: string) {
  const answer = await world.press(as, card, action, { sentence });
  await world.settle();
  return answer;
}

describe('a review that narrows a role, is proved and undone', () => {
  let world: StoryWorld;
  let review: Seen;
  const ofRob =
    (where: string) =>
    ({ scope: at, principalId, roleGuid: role }: Assignment) =>
      principalId === world.people.rob && role === roleGuid && at.toLowerCase().endsWith(where.toLowerCase());
  const held = async (where: string) => (await world.roleAssignments()).filter(ofRob(where)).map(({ name }) => name);

  beforeAll(async () => {
    world = await openWorld({ seedDemo: true });
    const ops = (await world.roleAssignments()).find(({ name }) => world.assignments.robOps.endsWith(name));
    const scope = (ops?.scope ?? '').replace(/resourceGroups\/.*/i, 'resourceGroups/identity');
    await world.grant({ principalId: world.people.rob, roleGuid, scope });
    review = await started(world);
  });
  afterAll(() => world.close());

  test('within a minute of the post the card says how he got in, and what the machine may do itself', async () => {
    await world.advance(minute);
    const alert = await world.expectCard('mia', /let in by: (?!unknown)/);
    expect(shownText(alert)).toMatch(
      /let in by: Owner, via Ops-Admins \(4 people\), sub prod-01, 600 d, used; .* and 1 more/,
    );
    expect(shownText(alert)).toMatch(/also Virtual Machine Contributor on 1 RG, Reader on 1 sub/);
    expect(shownText(alert)).toMatch(/dc01's identity reads kv-prod \(Key Vault Secrets User\)/);
    expect(await world.journal()).toEqual([]);
  });

  test('the proposal says the paths, the change, and who may approve', () => {
    expect(shownText(review)).toMatch(/PATHS IN\s+3 now, 2 left after the ticked lines/);
    // The intruder's own password reset, minutes before the first console, is no use that keeps a role.
    expect(shownText(review)).toMatch(/REMOVE Virtual Machine Contributor, direct, RG identity/);
    expect(shownText(review)).toMatch(/not Mia Lindqvist/);
  });

  test('approval needs a reason', async () => {
    expect((await world.press('mia', review, 'Send', { reason: '' })).outcome).toBe('refused-by-client');
  });

  test('approvers are asked in person and in the thread; nothing is written yet', async () => {
    expect((await world.press('mia', review, 'Send', { reason: 'stolen account, BR' })).outcome).toBe('card');
    await world.advance(minute);
    for (const who of ['ana', 'tom'] as const) await world.expectPersonal(who, /APPROVAL R-1[\s\S]*stolen account, BR/);
    await world.expectCard('ken', /R-1 waits for approval/);
    expect(await world.journal()).toEqual([]);
  });

  test.each(['mia', 'rob', 'eva', 'ken'] as const)('%s cannot approve', async (who) => {
    const said = await world.forge(who, review, 'approve', { subject: 'R-1', sentence: 'I am sure about this' });
    expect(said).toMatch(/vnd\.microsoft\.error/);
    await world.settle();
    expect(await world.journal()).toEqual([]);
  });

  test('Tom rejects with a sentence: Mia is told, nothing is written', async () => {
    await voted(world, 'tom', await world.expectPersonal('tom', /APPROVAL R-1/), 'Reject', 'wait for the owner');
    await world.advance(minute);
    await world.expectCard('mia', /R-1 rejected by Tom Okafor: “wait for the owner”/);
    expect(await world.journal()).toEqual([]);
  });

  test('asked again, Ana approves: the role is gone, read back, proved', async () => {
    review = await world.expectCard('mia', 'Ask again');
    expect((await world.press('mia', review, 'Send', { reason: 'the owner agreed' })).outcome).toBe('card');
    await world.advance(minute);
    const asked = await world.expectPersonal('ana', /APPROVAL R-1[\s\S]*the owner agreed/);
    expect((await voted(world, 'ana', asked, 'Approve', 'clear case, go')).outcome).toBe('card');
    await world.advance(2 * minute);
    await world.expectCard('ken', /R-1 approved by Ana Ruiz: “clear case, go”/);
    await world.expectRepaint(
      'ken',
      review.id,
      /applied and read back, but 2 ways in left[\s\S]*ok, done and read back/,
    );
    await world.expectCard('mia', /R-1 proved: paths in 3 before, 2 now, so a way in is still open/);
    expect(await held('resourceGroups/identity')).toEqual([]);
    expect((await world.journal()).map(({ method }) => method)).toEqual(['DELETE']);
  });

  test('a vote that comes too late changes nothing', async () => {
    const said = await world.forge('tom', review, 'approve', { subject: 'R-1', sentence: 'me too, go ahead' });
    expect(said).toMatch(/vnd\.microsoft\.error/);
    expect(await world.journal()).toHaveLength(1);
  });

  test('the undo is a plan of its own: approved, then the role is back', async () => {
    const applied = await world.expectRepaint('mia', review.id, 'Undo R-1');
    // In R-1's own place the new plan's buttons would stand on the wrong card.
    expect((await world.press('mia', applied, 'Undo R-1')).outcome).toBe('message');
    await world.settle();
    const undo = await world.expectCard('mia', /UNDO R-2 of R-1/);
    expect(undo.id).not.toBe(review.id);
    expect((await world.press('mia', undo, 'Send', { reason: 'false alarm, Rob called' })).outcome).toBe('card');
    await world.advance(minute);
    const asked = await world.expectPersonal('tom', /R-2/);
    expect((await voted(world, 'tom', asked, 'Approve', 'heard it from Rob')).outcome).toBe('card');
    await world.advance(2 * minute);
    expect(await held('resourceGroups/identity')).toHaveLength(1);
    expect((await world.journal()).map(({ method }) => method)).toEqual(['DELETE', 'PUT']);
  });
});

describe('a line that the proposal leaves out', () => {
  let world: StoryWorld;
  beforeAll(async () => {
    world = await openWorld({ seedDemo: true });
  });
  afterAll(() => world.close());

  test('is taken in, approved, and one of two paths is gone from Azure', async () => {
    const review = await started(world);
    expect(shownText(review)).not.toMatch(/Ask approval/);
    expect((await world.press('mia', review, 'Take this line in')).outcome).toBe('card');
    await world.settle();
    const ticked = await world.expectRepaint('mia', review.id, /Ask approval for 1 change/);
    await world.press('mia', ticked, 'Send', { reason: 'stolen account, BR' });
    await world.advance(minute);
    await voted(world, 'ana', await world.expectPersonal('ana', /APPROVAL R-1/), 'Approve', 'clear case, go');
    await world.advance(2 * minute);
    await world.expectCard('mia', /R-1 proved: paths in 2 before, 1 now/);
    const names = (await world.roleAssignments()).map(({ name }) => name);
    expect(names.filter((name) => world.assignments.robProduction.endsWith(name))).toEqual([]);
    expect((await world.journal()).map(({ method }) => method)).toEqual(['DELETE']);
  });
});
