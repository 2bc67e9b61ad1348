import { done, type Outcome } from '../../core/outcome';
import type { Principal } from '../../core/principal';
import { record } from '../change-review';
import type { Context } from '../deps';
import { repeatMs } from '../engine/tick';
import { withNotice } from '../notices';
import { planHash } from '../plan/canonical';
import { type Item, planOf } from '../plan/plan';
import type { Actor, Review } from '../review';
import { move } from '../transitions';
import { blank, insert } from './start';

export interface StartDrill {
  readonly alertId: string;
  /** The invented principal: it has no vote, as in earnest. */
  readonly subject: Principal;
  readonly requester: Actor;
  readonly reason: string;
}

/** What the approver reads in place of a change. */
const drillItem: Item = {
  id: 'i1',
  action: 'keep',
  pathIds: [],
  ticked: false,
  reason: 'a drill: this line stands where a change would stand',
  leaves: 'no',
  effects: { locks: [], undo: 'none', undoText: 'nothing is changed, so there is nothing to undo' },
  commands: [],
};

/**
 * A request for approval like any other, of a plan without a change in it: the engine has nothing it could do, whatever is pressed. People, expiry, quorum
 * and record are the real ones.
 */
export async function startDrill(context: Context, request: StartDrill): Promise<Outcome<Review, never>> {
  return context.uow.run(async (tx) => {
    const now = context.clock.now();
    const { expiryMinutes, quorum } = context.policy.review;
    const id = await context.ids.reviewId(tx);
    const plan = planOf(id, request.subject.objectId, []);
    const review: Review = {
      ...blank(id, request.requester, now),
      state: 'approval-asked',
      drill: true,
      alertId: request.alertId,
      subject: request.subject,
      items: [drillItem],
      approval: {
        askedAt: now,
        askedBy: request.requester,
        reason: request.reason,
        expiresAt: now + expiryMinutes * 60_000,
        plan,
        hash: planHash(plan),
        quorum: Math.max(1, quorum),
        votes: [],
        asks: 1,
        nextAskAt: now + repeatMs,
      },
      dueAt: now + Math.min(expiryMinutes * 60_000, repeatMs),
    };
    await insert(context, tx, review);
    await record(context, tx, review, {
      event: 'approval-asked',
      actor: request.requester.objectId,
      verb: 'review.drill',
      details: { alert: request.alertId },
    });
    return done(review);
  });
}

/** An approved drill is over at once: it never reaches the engine. Throws when it was not approved, which is a fault of the caller. */
export function endDrill(approved: Review, now: number): Review {
  const { dueAt: _, ...ended } = (['begin', 'verify', 'prove'] as const).reduce((review, step) => {
    const moved = move(review, step);
    if (!moved.ok) throw new Error(`${review.id}: ${moved.message}`);
    return moved.value;
  }, approved);
  return withNotice(ended, { at: now, code: 'drill', text: 'a drill: nothing was applied, and Azure was not touched' });
}
