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

  describe('Review of role assignments', () => {
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
  });

  describe('Proposal as a diff', () => {
    test('the proposal says the paths, the change, and who may approve', () => {
      expect(shownText(review)).toMatch(/PATHS IN\s+3 now, 2 left after the ticked lines/);
      // The intruder's own password reset, minutes before the first console, is no use that keeps a role.
      expect(shownText(review)).toMatch(/REMOVE Virtual Machine Contributor, direct, RG identity/);
      expect(shownText(review)).toMatch(/not Mia Lindqvist/);
    });

    test('the commands do the same by hand: for Mia’s eyes, with the way back; whom it is about reads none', async () => {
      const shown = await world.forge('mia', review, 'commands', { subject: 'R-1' });
      expect(shown).toMatch(/COMMANDS of R-1[\s\S]*az role assignment delete --ids[\s\S]*Back to R-1/);
      expect(await world.forge('rob', review, 'commands', { subject: 'R-1' })).not.toMatch(/az role assignment/);
      expect(await world.journal()).toEqual([]);
    });
  });

  describe('Approval, 4-eyes, quorum', () => {
    test('Mia takes the production line in as well; approval needs a reason', async () => {
      expect((await world.press('mia', review, 'Take this line in')).outcome).toBe('card');
      review = await world.expectRepaint('mia', review.id, /PATHS IN\s+3 now, 1 left[\s\S]*Ask approval for 2 changes/);
      expect((await world.press('mia', review, 'Send', { reason: '' })).outcome).toBe('refused-by-client');
    });

    test('approvers are asked in person and in the thread; nothing is written yet', async () => {
      expect((await world.press('mia', review, 'Send', { reason: 'stolen account, BR' })).outcome).toBe('card');
      await world.advance(minute);
      for (const who of ['ana', 'tom'] as const)
        await world.expectPersonal(who, /APPROVAL R-1[\s\S]*stolen account, BR/);
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
      const asked = await world.expectPersonal('tom', /APPROVAL R-1/);
      await voted(world, 'tom', asked, 'Reject', 'leave production, he is on call');
      await world.advance(minute);
      await world.expectCard('mia', /R-1 rejected by Tom Okafor: “leave production, he is on call”/);
      expect(await world.journal()).toEqual([]);
    });

    test('Mia leaves that line out: a new proposal, and the rejected plan can no longer be approved', async () => {
      review = await world.expectRepaint('mia', review.id, 'Ask again');
      // Two lines can be left out; production is the first.
      const answer = await world.teams.press('mia', review.id, 'Leave this line out', {}, { index: 0 });
      expect(answer.outcome).toBe('card');
      review = await world.expectRepaint('mia', review.id, /PATHS IN\s+3 now, 2 left[\s\S]*Ask approval for 1 change/);
      expect(shownText(review)).toMatch(/☐\nREMOVE Contributor, direct, sub prod-01/);
      const said = await world.forge('ana', review, 'approve', { subject: 'R-1', sentence: 'clear case, go' });
      expect(said).toMatch(/vnd\.microsoft\.error/);
      expect(await world.journal()).toEqual([]);
    });
  });

  describe('Apply, verify, undo', () => {
    test('asked again, Ana approves what is left of it: one role is gone, read back, proved, the other stays', async () => {
      expect((await world.press('mia', review, 'Send', { reason: 'production left out' })).outcome).toBe('card');
      await world.advance(minute);
      const asked = await world.expectPersonal('ana', /APPROVAL R-1[\s\S]*production left out/);
      expect((await voted(world, 'ana', asked, 'Approve', 'clear case, go')).outcome).toBe('card');
      await world.advance(2 * minute);
      await world.expectCard('ken', /R-1 approved by Ana Ruiz: “clear case, go”/);
      await world.expectRepaint(
        'ken',
        review.id,
        /applied and read back, but 2 paths in left[\s\S]*ok, done and read back/,
      );
      await world.expectCard('mia', /R-1 applied and read back: paths in 3 before, 2 now ·/);
      expect(await held('resourceGroups/identity')).toEqual([]);
      const names = (await world.roleAssignments()).map(({ name }) => name);
      expect(names.filter((name) => world.assignments.robProduction.endsWith(name))).toHaveLength(1);
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
      const asked = await world.expectPersonal(
        'tom',
        /APPROVAL R-2 · undoing R-1[\s\S]*\+ rob@contoso\.com: Virtual Machine Contributor, RG identity/,
      );
      expect(shownText(asked)).not.toMatch(/not read/);
      const waiting = await world.expectRepaint('mia', review.id, /R-2 would undo it: waiting for approval/);
      expect(shownText(waiting)).not.toMatch(/Undo R-1/);
      expect((await voted(world, 'tom', asked, 'Approve', 'heard it from Rob')).outcome).toBe('card');
      await world.advance(2 * minute);
      expect(await held('resourceGroups/identity')).toHaveLength(1);
      expect((await world.journal()).map(({ method }) => method)).toEqual(['DELETE', 'PUT']);
      await world.expectRepaint(
        'ken',
        undo.id,
        /UNDO R-2 of R-1[\s\S]*PATHS IN\s+2 before, 3 now[\s\S]*now: Contributor/,
      );
    });

    test('from then on R-1 and the alert tell the undo, not the plan it took back', async () => {
      const first = await world.expectRepaint('mia', review.id, /undone by R-2 \d\d:\d\d/);
      expect(shownText(first)).not.toMatch(/Undo R-1|2 now/);
      expect((await world.press('mia', await world.expectCard('mia', 'Acknowledge'), 'Acknowledge')).outcome).toBe(
        'card',
      );
      const alert = await world.expectCard('mia', /R-1 was undone by R-2 \d\d:\d\d, 3 paths in now/);
      expect(shownText(alert)).not.toMatch(/permissions: done/);
      await world.told('mia', world.channels.alerts, `@${world.bot.name} resolve A-1 benign because Rob on the phone`);
      const over = await world.expectCard('mia', /PROOF\s+3 paths in now \(\d\d:\d\d\), after R-2 gave access back/);
      expect(shownText(over)).toMatch(/R-1 undone by R-2 \d\d:\d\d/);
      expect(shownText(over)).not.toMatch(/Undo R-1|of 3 paths/);
    });
  });
});

describe('Approval expiry: a request that nobody answers', () => {
  let world: StoryWorld;
  let review: Seen;
  let plan: string | undefined;

  beforeAll(async () => {
    const plain = await openWorld({ history: 'none' });
    const { tom } = plain.people;
    await plain.close();
    // Tom is the next group: asked only when Ana, the first, stays silent.
    world = await openWorld({ seedDemo: true, policy: { review: { secondApprovers: [tom] } } });
    review = await started(world);
  });
  afterAll(() => world.close());

  const asksOf = async (who: Who) => {
    const chat = (await world.teams.rail(who)).find(({ kind }) => kind === 'personal');
    const messages = chat === undefined ? [] : await world.teams.messages(who, chat.id);
    return messages.filter((message) => /APPROVAL R-1/.test(shownText(message)));
  };

  test('a line the proposal leaves out is taken in and asked for: the first group alone is asked', async () => {
    expect(shownText(review)).not.toMatch(/Ask approval/);
    expect((await world.press('mia', review, 'Take this line in')).outcome).toBe('card');
    const ticked = await world.expectRepaint('mia', review.id, /Ask approval for 1 change/);
    await world.press('mia', ticked, 'Send', { reason: 'stolen account, BR' });
    await world.advance(minute);
    expect(await asksOf('ana')).toHaveLength(1);
    expect(await asksOf('tom')).toHaveLength(0);
  });

  test('after five minutes it is repeated and goes to the next group as well', async () => {
    await world.advance(5 * minute);
    expect(await asksOf('ana')).toHaveLength(2);
    expect(await asksOf('tom')).toHaveLength(1);
  });

  test('the first card is not redrawn under her hands by that, and its vote would count', async () => {
    const first = (await asksOf('ana'))[0] as Seen;
    const edited = (await world.teams.calls()).filter(
      ({ method, path }) => method === 'PUT' && path.endsWith(`/activities/${first.id}`),
    );
    expect(edited).toEqual([]);
    expect(planOn(first)).toBe(planOn((await asksOf('ana'))[1]));
    expect(shownText(first)).toMatch(/^Approve$/m);
  });

  test('it expires: every card says so and offers no vote, Mia is told, nothing was changed', async () => {
    plan = planOn((await asksOf('ana')).at(-1));
    await world.advance(26 * minute);
    await world.expectCard('mia', /R-1 expired: nobody decided in time, nothing was changed/);
    for (const who of ['ana', 'tom'] as const) {
      for (const card of await asksOf(who)) {
        expect(shownText(card)).toMatch(/expired/i);
        expect(shownText(card)).not.toMatch(/^Approve$/m);
      }
    }
    await world.expectRepaint('mia', review.id, /expired[\s\S]*Ask again/);
    expect(await world.journal()).toEqual([]);
  });

  test('one press asks again with the same plan; Tom approves it, and one of two paths is gone from Azure', async () => {
    const expired = await world.expectRepaint('mia', review.id, 'Ask again');
    expect((await world.press('mia', expired, 'Send', { reason: 'still open, please' })).outcome).toBe('card');
    await world.advance(6 * minute);
    const again = (await asksOf('tom')).at(-1);
    expect(shownText(again as Seen)).toMatch(/still open, please/);
    expect(planOn(again)).toBe(plan);
    expect((await voted(world, 'tom', again as Seen, 'Approve', 'clear case, go')).outcome).toBe('card');
    await world.advance(2 * minute);
    await world.expectCard('mia', /R-1 applied and read back: paths in 2 before, 1 now/);
    const names = (await world.roleAssignments()).map(({ name }) => name);
    expect(names.filter((name) => world.assignments.robProduction.endsWith(name))).toEqual([]);
    expect((await world.journal()).map(({ method }) => method)).toEqual(['DELETE']);
  });
});

/** The head of the plan's hash, as an approval card shows it. */
function planOn(card: Seen | undefined): string | undefined {
  return card && /plan ([0-9a-f]{4})/.exec(shownText(card))?.[1];
}
