import type { ReviewPolicy } from '../../../src/core/policy';
import { ana, lee, mia, must, rob, type World, world } from '../support/world';

async function drilled(policy: Partial<ReviewPolicy> = {}) {
  const w = world({}, { policy });
  const request = { alertId: 'A-12', subject: rob, requester: mia, reason: 'a drill' };
  const review = must(await w.reviews.startDrill(request));
  const vote = (actor = ana, decision: 'approve' | 'reject' = 'approve') =>
    w.reviews.vote({ reviewId: review.id, actor, decision, sentence: 'seen', planHash: review.approval?.hash ?? '' });
  return { w, review, vote };
}

/** Nothing was asked of Azure and nothing waits to be. */
async function untouched(w: World, id: string) {
  await w.settle(26 * 3_600_000);
  expect((await w.get(id)).steps).toEqual([]);
  expect(w.azure.calls).toEqual([]);
}

describe('a drill', () => {
  it('is approved by a second person and is over at once, with nothing applied', async () => {
    const { w, review, vote } = await drilled();
    expect(review).toMatchObject({ state: 'approval-asked', drill: true, approval: { plan: { changes: [] } } });
    expect(await vote(mia)).toMatchObject({ ok: false, reason: 'requester' });
    const done = must(await vote());
    expect(done).toMatchObject({ state: 'proved', open: false, notices: [{ code: 'drill' }] });
    expect(done.appliedAt).toBeUndefined();
    await untouched(w, review.id);
  });

  it('needs the quorum of the policy, as in earnest', async () => {
    const { vote } = await drilled({ quorum: 2 });
    expect(must(await vote())).toMatchObject({ state: 'approval-asked' });
    expect(must(await vote(lee))).toMatchObject({ state: 'proved' });
  });

  it('the kill switch does not stop what changes nothing', async () => {
    const { vote } = await drilled({ killSwitch: true });
    expect(must(await vote())).toMatchObject({ state: 'proved' });
  });

  it('is rejected, expires and cannot be taken for something to apply', async () => {
    const rejected = await drilled();
    expect(must(await rejected.vote(ana, 'reject'))).toMatchObject({ state: 'rejected' });
    const again = { reviewId: rejected.review.id, actor: mia, reason: 'again' };
    expect(await rejected.w.reviews.askApproval(again)).toMatchObject({ reason: 'nothing-ticked' });
    const left = await drilled();
    await untouched(left.w, left.review.id);
    expect(await left.w.get(left.review.id)).toMatchObject({ state: 'expired' });
  });

  it('has no emergency path', async () => {
    const { w, review } = await drilled({ emergencyPath: true });
    w.clock.advance(11 * 60_000);
    const alone = { reviewId: review.id, actor: ana, sentence: 'now', severity: 'critical' };
    expect(await w.reviews.emergencyApply(alone)).toMatchObject({ ok: false, reason: 'not-a-reduction' });
  });
});
