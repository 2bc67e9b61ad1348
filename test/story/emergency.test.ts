import { minute, openWorld, type StoryWorld, second, shownText, versionOn, type Who } from '../support/world-client';

/** Virtual Machine Contributor: lets into the console, and the writer may take it. */
const roleGuid = '9980e02c-c2be-4d73-94e8-173b1dc7cf3c';

describe('the kill switch and the emergency path', () => {
  let world: StoryWorld;
  let review: Awaited<ReturnType<StoryWorld['expectCard']>>;

  beforeAll(async () => {
    world = await openWorld({ seedDemo: true, policy: { review: { emergencyPath: true } } });
    const ops = (await world.roleAssignments()).find(({ name }) => world.assignments.robOps.endsWith(name));
    const scope = (ops?.scope ?? '').replace(/resourceGroups\/.*/i, 'resourceGroups/identity');
    await world.grant({ principalId: world.people.rob, roleGuid, scope });
    await world.poll();
    await world.press('mia', await world.expectCard('mia', 'Acknowledge'), 'Review permissions');
    await world.settle();
    review = await world.expectCard('mia', /PATHS IN/);
  }, 60_000);
  afterAll(() => world.close());

  async function says(who: Who, text: string) {
    const chat = (await world.teams.rail(who)).find(({ kind }) => kind === 'personal');
    await world.teams.send(who, chat?.id ?? '', text);
    // What waits for the channel's rate limit goes out in the next seconds.
    await world.advance(3 * second);
  }

  test('a responder cannot throw it; an approver can, with a reason, and the channel is told', async () => {
    await says('mia', 'killswitch on because I want to');
    await world.expectPersonal('mia', /needs the role approver/);
    await says('ana', 'killswitch on');
    await world.expectPersonal('ana', /needs a reason/);
    await says('ana', 'killswitch on because the writer behaves oddly');
    await world.expectCard('ken', /KILL SWITCH ON · Ana Ruiz: “the writer behaves oddly”.*alerts and readings go on/);
    await world.expectRepaint('mia', review.id, /off: the kill switch is thrown/);
  });

  test('nothing can be asked while it is on; it takes an administrator and a second person to release it', async () => {
    const version = versionOn(await world.expectRepaint('mia', review.id, /off: the kill switch/));
    const said = await world.forge('mia', review, 'ask-approval', {
      subject: 'R-1',
      version,
      reason: 'stolen account',
    });
    expect(said).toMatch(/kill switch/);
    await says('tom', 'killswitch off because it was a false alarm');
    await says('ana', 'killswitch off because it was a false alarm');
    await world.expectPersonal('ana', /wants to release the kill switch/);
    await says('ana', 'killswitch');
    await world.expectPersonal('ana', /The kill switch is ON since/);
    await says('lee', 'killswitch off because it was a false alarm');
    await world.expectCard('ken', /Kill switch off · released by Lee Chen and Ana Ruiz/);
  });

  test('applying alone is offered only after ten unanswered minutes', async () => {
    await world.press('mia', await world.expectRepaint('mia', review.id, 'Send'), 'Send', { reason: 'stolen account' });
    await world.advance(minute);
    const early = await world.expectPersonal('ana', /APPROVAL R-1/);
    expect(shownText(early)).not.toContain('Emergency');
    const apply = { subject: 'R-1', version: versionOn(early), alone: 'now' };
    expect(await world.forge('ana', review, 'emergency-apply', apply)).toMatch(/more minutes to answer/);
    await world.advance(10 * minute);
    expect(await world.forge('mia', review, 'emergency-apply', apply)).toMatch(/needs the role approver/);
    // A plan applied alone must be the one in sight: an older card, or one that does not say, applies nothing.
    for (const version of [apply.version - 1, undefined]) {
      const stale = await world.forge('ana', review, 'emergency-apply', { ...apply, version });
      expect(stale).toMatch(/has changed since this card was painted/);
    }
    expect(await world.journal()).toEqual([]);
  });

  test('Ana applies alone: marked, announced, and Tom is asked to sign', async () => {
    const card = await world.expectPersonal('ana', /Emergency: apply alone/);
    const answer = await world.press('ana', card, 'Apply alone', { alone: 'dc01 is being emptied', sentence: 'x' });
    expect(answer.outcome).toBe('card');
    await world.advance(2 * minute);
    expect((await world.journal()).map(({ method }) => method)).toEqual(['DELETE']);
    await world.expectCard('ken', /EMERGENCY PATH: Ana Ruiz applies R-1 alone: “dc01 is being emptied”/);
    const signing = await world.expectPersonal('tom', /Ana Ruiz approved alone[\s\S]*Sign as second person/);
    expect(await world.forge('ana', review, 'second-signature', { subject: 'R-1', signature: 'me too' })).toMatch(
      /must come from another person/,
    );
    expect((await world.press('tom', signing, 'Sign', { signature: 'looked at it, right' })).outcome).toBe('card');
    await world.advance(10 * second);
    await world.expectCard('ken', /R-1 is signed by Tom Okafor: “looked at it, right”/);
  });
});
