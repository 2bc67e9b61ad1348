import type { ReviewPolicy } from '../../../src/core/policy';
import { vmContributor } from '../support/roles';
import {
  ana,
  approved,
  assignment,
  lee,
  mia,
  must,
  proposed,
  rg,
  rob,
  sub,
  vm1,
  type World,
  world,
} from '../support/world';

const robHimself = { objectId: rob.objectId, name: 'Rob' };

function one(policy: Partial<ReviewPolicy> = {}): World {
  return world({ assignments: [assignment(vmContributor, rg)] }, { policy });
}

async function asked(w: World) {
  const { id } = await proposed(w);
  const review = must(await w.reviews.askApproval({ reviewId: id, actor: mia, reason: 'stolen account, BR' }));
  const planHash = review.approval?.hash ?? '';
  const vote = (actor = ana, decision: 'approve' | 'reject' = 'approve', said = 'seen the sign-ins', hash = planHash) =>
    w.reviews.vote({ reviewId: id, actor, decision, sentence: said, planHash: hash });
  return { id, planHash, vote };
}

describe('three people', () => {
  it('the requester does not approve, administrators included', async () => {
    const { vote } = await asked(one());
    expect(await vote(mia)).toMatchObject({ reason: 'requester' });
  });

  it('whoever asked for approval does not approve, even when another started the review', async () => {
    const w = one();
    const { id } = await proposed(w);
    const review = must(await w.reviews.askApproval({ reviewId: id, actor: lee, reason: 'x' }));
    const cast = {
      reviewId: id,
      actor: lee,
      decision: 'approve',
      sentence: 'x',
      planHash: review.approval?.hash ?? '',
    } as const;
    expect(await w.reviews.vote(cast)).toMatchObject({ reason: 'requester' });
  });

  it('the subject neither votes, starts, changes, cancels, does by hand nor undoes', async () => {
    const w = one();
    const { id, vote } = await asked(w);
    const act = { reviewId: id, actor: robHimself };
    expect(await vote({ ...robHimself, objectId: rob.objectId.toUpperCase() })).toMatchObject({ reason: 'subject' });
    expect(await w.reviews.toggle({ ...act, itemId: 'i1' })).toMatchObject({ reason: 'subject' });
    expect(await w.reviews.cancel(act)).toMatchObject({ reason: 'subject' });
    expect(await w.reviews.undo({ ...act, reason: 'x' })).toMatchObject({ reason: 'subject' });
    expect(await w.reviews.byHandDone({ ...act, itemId: 'i1' })).toMatchObject({ reason: 'subject' });
    const own = { principal: rob, machines: [vm1], requester: robHimself };
    expect(await w.reviews.start(own)).toMatchObject({ reason: 'subject' });
  });

  it("the subject's line of managers neither votes, acts alone, nor signs", async () => {
    const eva = { objectId: 'aaaaaaaa-0000-4000-8000-000000000009', name: 'Eva' };
    const managers = new Map([
      [rob.objectId, ana.objectId],
      [ana.objectId, eva.objectId],
    ]);
    const w = world({ assignments: [assignment(vmContributor, rg)], managers }, { policy: { emergencyPath: true } });
    const { id, vote } = await asked(w);
    expect(await vote(ana)).toMatchObject({ reason: 'manager', message: expect.stringContaining('reports to you') });
    expect(await vote(eva, 'reject')).toMatchObject({ reason: 'manager' });
    w.clock.advance(11 * 60_000);
    const alone = { reviewId: id, sentence: 'now', severity: 'critical' };
    expect(await w.reviews.emergencyApply({ ...alone, actor: eva })).toMatchObject({ reason: 'manager' });
    must(await w.reviews.emergencyApply({ ...alone, actor: lee }));
    expect(await w.reviews.secondSignature({ reviewId: id, actor: ana, sentence: 'x' })).toMatchObject({
      reason: 'manager',
    });
  });

  it('nor on switching the console off; a chain that turns in a circle ends', async () => {
    const managers = new Map([
      [rob.objectId, ana.objectId],
      [ana.objectId, rob.objectId],
    ]);
    const w = world({ assignments: [assignment(vmContributor, rg)], managers });
    const off = { subject: rob, subscriptionIds: [sub], machines: [vm1], requester: mia };
    expect(must(await w.reviews.containConsole(off)).account?.managers).toHaveLength(1);
  });

  it('a refused vote is in the audit', async () => {
    const w = one();
    const { id, vote } = await asked(w);
    await vote(mia);
    expect(w.audit.at(-1)).toMatchObject({
      actor: mia.objectId,
      verb: 'review.approve',
      subject: id,
      result: 'requester',
    });
  });
});

describe('a vote', () => {
  it('needs a sentence and the plan it was given for', async () => {
    const { vote, planHash } = await asked(one());
    expect(await vote(ana, 'approve', '  ')).toMatchObject({ reason: 'sentence-missing' });
    expect(await vote(ana, 'approve', 'x', 'ffff')).toMatchObject({ reason: 'stale-plan' });
    expect(await vote(ana, 'approve', 'x', planHash.slice(0, 3))).toMatchObject({ reason: 'stale-plan' });
    expect(await vote(ana, 'approve', 'x', planHash.slice(0, 4))).toMatchObject({ ok: true });
  });

  it('the second of two presses is told who was first', async () => {
    const { vote } = await asked(one());
    must(await vote(ana));
    const second = await vote(lee, 'reject');
    expect(second).toMatchObject({ reason: 'wrong-state', message: expect.stringContaining('approved by Ana') });
  });

  it('a quorum of two needs two people', async () => {
    const { vote } = await asked(one({ quorum: 2 }));
    expect(must(await vote(ana)).state).toBe('approval-asked');
    expect(await vote(ana)).toMatchObject({ reason: 'already-voted' });
    expect(must(await vote(lee)).state).toBe('approved');
  });

  it('one rejection ends the request; changed, it can be asked again', async () => {
    const w = one();
    const { id, vote } = await asked(w);
    expect(must(await vote(ana, 'reject', 'not all of it')).state).toBe('rejected');
    expect(await vote(lee)).toMatchObject({ reason: 'wrong-state' });
    must(await w.reviews.toggle({ reviewId: id, actor: mia, itemId: 'i1' }));
    must(await w.reviews.toggle({ reviewId: id, actor: mia, itemId: 'i1' }));
    expect((await approved(w, id)).state).toBe('approved');
  });

  it('a change of the plan voids the request and its votes', async () => {
    const w = one({ quorum: 2 });
    const { id, vote } = await asked(w);
    must(await vote(ana));
    const changed = must(await w.reviews.toggle({ reviewId: id, actor: mia, itemId: 'i1', ticked: false }));
    expect(changed).toMatchObject({ state: 'proposed', pathsLeft: 1 });
    expect(changed.approval).toBeUndefined();
    expect(await vote(lee)).toMatchObject({ reason: 'wrong-state' });
  });
});

describe('time', () => {
  it('repeats after five minutes to the next group, expires after thirty, and one press asks again with the same plan', async () => {
    const w = one();
    const { id, planHash, vote } = await asked(w);
    w.clock.advance(5 * 60_000);
    await w.reviews.tick();
    expect(w.events.at(-1)).toMatchObject({ event: 'approval-repeated', review: { approval: { asks: 2 } } });
    w.clock.advance(25 * 60_000);
    expect(await vote(ana)).toMatchObject({ reason: 'expired' });
    await w.settle(0);
    expect(await w.get(id)).toMatchObject({ state: 'expired', open: true });
    const again = must(await w.reviews.askApproval({ reviewId: id, actor: mia, reason: 'still needed' }));
    expect(again.approval).toMatchObject({ hash: planHash, votes: [] });
  });

  it('a newer review of the same alert and person replaces one that was not applied', async () => {
    const w = one();
    const { id, vote } = await asked(w);
    const newer = await proposed(w);
    expect(await w.get(id)).toMatchObject({ state: 'superseded', open: false });
    expect(newer.state).toBe('proposed');
    expect(await vote(ana)).toMatchObject({ reason: 'wrong-state', message: expect.stringContaining('replaced') });
  });
});

describe('before approval is asked', () => {
  it('wants a reason and a ticked change', async () => {
    const w = one();
    const { id } = await proposed(w);
    expect(await w.reviews.askApproval({ reviewId: id, actor: mia, reason: ' ' })).toMatchObject({
      reason: 'reason-missing',
    });
    must(await w.reviews.toggle({ reviewId: id, actor: mia, itemId: 'i1' }));
    expect(await w.reviews.askApproval({ reviewId: id, actor: mia, reason: 'x' })).toMatchObject({
      reason: 'nothing-ticked',
    });
  });

  it.each([
    ['no writer identity', { deps: { writer: undefined } }, 'apply-off'],
    ['the policy kill switch', { policy: { killSwitch: true } }, 'kill-switch'],
  ] as const)('%s refuses, and the commands are there', async (_, options, reason) => {
    const w = world({ assignments: [assignment(vmContributor, rg)] }, options as never);
    const { id, items } = await proposed(w);
    expect(await w.reviews.askApproval({ reviewId: id, actor: mia, reason: 'x' })).toMatchObject({ reason });
    expect(items[0]?.commands).not.toEqual([]);
  });
});

describe('the kill switch', () => {
  it('stops votes and an approved plan, and two people release it', async () => {
    const w = one();
    const { id, vote } = await asked(w);
    must(await vote(ana));
    must(await w.reviews.throwKillSwitch({ actor: lee, reason: 'odd' }));
    await w.reviews.tick();
    expect(await w.get(id)).toMatchObject({ state: 'failed', notices: [{ code: 'kill-switch' }] });
    expect(w.azure.assignments).toHaveLength(1);
    expect(await w.reviews.releaseKillSwitch({ actor: lee, second: lee, reason: 'ok' })).toMatchObject({
      reason: 'second-person',
    });
    must(await w.reviews.releaseKillSwitch({ actor: lee, second: ana, reason: 'ok' }));
    const next = await proposed(w);
    expect((await approved(w, next.id)).state).toBe('approved');
  });
});

describe('the emergency path', () => {
  const act = (id: string, extra = {}) => ({
    reviewId: id,
    actor: ana,
    sentence: 'nobody answers',
    severity: 'critical',
    ...extra,
  });

  it('is off by default, for critical alerts, after ten unanswered minutes, and never for an undo', async () => {
    const off = one();
    const first = await asked(off);
    expect(await off.reviews.emergencyApply(act(first.id))).toMatchObject({ reason: 'emergency-off' });
    const w = one({ emergencyPath: true });
    const { id } = await asked(w);
    expect(await w.reviews.emergencyApply(act(id, { severity: 'high' }))).toMatchObject({ reason: 'not-critical' });
    expect(await w.reviews.emergencyApply(act(id))).toMatchObject({ reason: 'too-early' });
    w.clock.advance(11 * 60_000);
    expect(await w.reviews.emergencyApply(act(id, { actor: robHimself }))).toMatchObject({ reason: 'subject' });
    expect(must(await w.reviews.emergencyApply(act(id))).state).toBe('approved');
    await w.reviews.tick();
    expect((await w.get(id)).state).toBe('proved');
    const undo = must(await w.reviews.undo({ reviewId: id, actor: mia, reason: 'x' }));
    must(await w.reviews.askApproval({ reviewId: undo.id, actor: mia, reason: 'x' }));
    w.clock.advance(11 * 60_000);
    expect(await w.reviews.emergencyApply(act(undo.id))).toMatchObject({ reason: 'not-a-reduction' });
  });

  it('owes a second signature within four hours, and says when it is missing', async () => {
    const w = one({ emergencyPath: true });
    const { id } = await asked(w);
    w.clock.advance(11 * 60_000);
    must(await w.reviews.emergencyApply(act(id)));
    await w.reviews.tick();
    expect(await w.reviews.secondSignature(act(id))).toMatchObject({ reason: 'already-voted' });
    await w.settle(5 * 3_600_000);
    expect(w.events.filter(({ event }) => event === 'second-signature-missing')).toHaveLength(1);
    expect(must(await w.reviews.secondSignature(act(id, { actor: lee })))).toMatchObject({
      approval: { emergency: { second: { by: lee } } },
    });
  });
});

describe('tasks done by hand', () => {
  const viaGroup = () => assignment(vmContributor, rg, { principalId: group, principalType: 'Group' });
  const group = 'bbbbbbbb-0000-4000-8000-000000000001';

  it('are read again: still there, then proved, and the review ends', async () => {
    const member = { id: rob.objectId, displayName: 'Rob', type: 'user' as const };
    const w = world({ assignments: [viaGroup()], groups: new Map([[group, [member]]]) });
    const { id, open } = await proposed(w);
    expect(open).toBe(true);
    const act = { reviewId: id, actor: lee, itemId: 'i1' };
    expect(must(await w.reviews.byHandDone(act)).items[0]?.task).toMatchObject({ state: 'still-there', statedBy: lee });
    w.azure.groups.set(group, []);
    const done = must(await w.reviews.byHandDone(act));
    expect(done).toMatchObject({ state: 'proved', open: false, proof: { pathsNow: 0 } });
    expect(done.items[0]?.task?.state).toBe('proved');
  });

  it('stand as a statement when Azure cannot be read', async () => {
    const member = { id: rob.objectId, displayName: 'Rob', type: 'user' as const };
    const w = world({ assignments: [viaGroup()], groups: new Map([[group, [member]]]) });
    const { id } = await proposed(w);
    w.azure.before = (call) =>
      call.startsWith('list ') ? { ok: false, reason: 'forbidden', message: 'no' } : undefined;
    const done = must(await w.reviews.byHandDone({ reviewId: id, actor: lee, itemId: 'i1' }));
    expect(done.items[0]?.task).toMatchObject({ state: 'stated', statedBy: lee });
  });
});
