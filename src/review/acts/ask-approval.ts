import { done, type Outcome, refuse } from '../../core/outcome';
import { changeReview } from '../change-review';
import type { Context } from '../deps';
import { type GateRefusal, gate } from '../engine/gate';
import { repeatMs } from '../engine/tick';
import { planHash } from '../plan/canonical';
import { countWrites, planOf } from '../plan/plan';
import type { Approval, Review } from '../review';
import { notAboutYourself } from '../separation';
import { move } from '../transitions';
import { type Act, audited, sentence } from './act';

export type AskRefusal =
  | 'not-found'
  | 'changed'
  | 'wrong-state'
  | 'subject'
  | 'reason-missing'
  | 'nothing-ticked'
  | GateRefusal;

/** Asks for approval of exactly the ticked items; also the one press that asks again after expiry or rejection. */
export async function askApproval(
  context: Context,
  act: Act & { readonly reason: string },
): Promise<Outcome<Review, AskRefusal>> {
  const trail = audited(act, 'review.ask');
  return changeReview<AskRefusal>(
    context,
    act.reviewId,
    async (review, tx) => {
      const own = notAboutYourself(review.subject?.objectId, act.actor);
      if (!own.ok) return own;
      const reason = sentence(act.reason);
      if (!reason) return refuse('reason-missing', 'approvers need a reason', 'say in a sentence why');
      const plan = planOf(review.id, review.subject?.objectId, review.items);
      if (plan.changes.length === 0) {
        return refuse(
          'nothing-ticked',
          `${review.id} has no ticked change to approve`,
          'tick one, or do the by-hand items',
        );
      }
      const open = await gate(context, tx);
      if (!open.ok) return open;
      const { changesPerHour, quorum, expiryMinutes } = context.policy.review;
      const writes = countWrites(plan);
      if (writes > changesPerHour) {
        return refuse(
          'too-many-changes',
          `the plan needs ${writes} changes, and ${changesPerHour} an hour are allowed`,
          'untick some items',
        );
      }
      const moved = move(review, 'ask');
      if (!moved.ok) return moved;
      const now = context.clock.now();
      const approval: Approval = {
        askedAt: now,
        askedBy: act.actor,
        reason,
        expiresAt: now + expiryMinutes * 60_000,
        plan,
        hash: planHash(plan),
        quorum: Math.max(1, quorum),
        votes: [],
        asks: 1,
        nextAskAt: now + repeatMs,
      };
      const dueAt = Math.min(approval.expiresAt, now + repeatMs);
      const details = { plan: approval.hash, writes, quorum: approval.quorum };
      return done({ review: { ...moved.value, approval, dueAt }, event: 'approval-asked', ...trail, details });
    },
    trail,
  );
}
