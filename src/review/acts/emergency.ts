import { done, type Outcome, refuse } from '../../core/outcome';
import { changeReview } from '../change-review';
import type { Context } from '../deps';
import { gate } from '../engine/gate';
import { onlyReduces } from '../plan/plan';
import type { Emergency, Review } from '../review';
import { notAboutYourself, notTheirManager } from '../separation';
import { move } from '../transitions';
import { type Act, audited, sentence } from './act';

/** Minutes a request must have stood unanswered before one approver may act alone. */
export const unansweredMs = 10 * 60_000;
/** A second signature is owed within this. */
export const signatureMs = 4 * 3_600_000;

export type EmergencyRefusal =
  | 'not-found'
  | 'changed'
  | 'wrong-state'
  | 'emergency-off'
  | 'not-critical'
  | 'too-early'
  | 'not-a-reduction'
  | 'subject'
  | 'manager'
  | 'expired'
  | 'sentence-missing'
  | 'apply-off'
  | 'kill-switch'
  | 'already-voted';

/** Whether the path is open at all, before anybody's rights are asked: what the button on the card depends on. */
export function emergencyOpen(review: Review, allowed: boolean, severity: string | undefined, now: number): boolean {
  const { approval, state, kind } = review;
  return (
    allowed &&
    severity === 'critical' &&
    state === 'approval-asked' &&
    kind !== 'undo' &&
    approval !== undefined &&
    approval.votes.length === 0 &&
    now >= approval.askedAt + unansweredMs &&
    now < approval.expiresAt &&
    onlyReduces(approval.plan)
  );
}

/**
 * One approver, perhaps the requester, applies alone: only where the policy allows it, for a critical alert, a plan that takes
 * away and nothing else, and after ten unanswered minutes. Never undone by itself.
 */
export async function emergencyApply(
  context: Context,
  act: Act & { readonly sentence: string; readonly severity: string },
): Promise<Outcome<Review, EmergencyRefusal>> {
  const trail = audited(act, 'review.emergency');
  return changeReview<EmergencyRefusal>(
    context,
    act.reviewId,
    async (review, tx) => {
      const now = context.clock.now();
      const { approval } = review;
      const own = notAboutYourself(review.subject?.objectId, act.actor);
      if (!own.ok) return own;
      const above = notTheirManager(review, act.actor);
      if (!above.ok) return above;
      if (!context.policy.review.emergencyPath) {
        return refuse(
          'emergency-off',
          'the emergency path is switched off in the policy',
          'a second person must approve',
        );
      }
      if (review.drill)
        return refuse('not-a-reduction', 'a drill has no change to apply', 'a second person approves it');
      if (act.severity !== 'critical') return refuse('not-critical', 'the emergency path is for critical alerts only');
      const moved = move(review, 'approve');
      if (!moved.ok) return moved;
      if (!approval) return refuse('wrong-state', `${review.id} has no request for approval`);
      if (now >= approval.expiresAt) return refuse('expired', `the request for ${review.id} has expired`, 'ask again');
      if (approval.votes.length > 0) return refuse('wrong-state', 'somebody has answered the request already');
      if (now - approval.askedAt < unansweredMs) {
        const minutes = Math.ceil((approval.askedAt + unansweredMs - now) / 60_000);
        return refuse('too-early', `approvers have ${minutes} more minutes to answer`, 'try again then');
      }
      if (review.kind === 'undo' || !onlyReduces(approval.plan))
        return refuse('not-a-reduction', 'the plan gives rights, which needs two people');
      const said = sentence(act.sentence);
      if (!said) return refuse('sentence-missing', 'acting alone needs a sentence', 'say in a sentence why');
      const open = await gate(context, tx);
      if (!open.ok) return open;
      const emergency: Emergency = { by: act.actor, at: now, sentence: said, secondDueAt: now + signatureMs };
      const next = { ...moved.value, approval: { ...approval, emergency }, dueAt: now };
      return done({ review: next, event: 'emergency-applied', ...trail, details: { plan: approval.hash } });
    },
    trail,
  );
}

/** The second signature under an emergency change, by another person. */
export async function secondSignature(
  context: Context,
  act: Act & { readonly sentence: string },
): Promise<Outcome<Review, EmergencyRefusal>> {
  const trail = audited(act, 'review.second-signature');
  return changeReview<EmergencyRefusal>(
    context,
    act.reviewId,
    (review) => {
      const { approval } = review;
      const own = notAboutYourself(review.subject?.objectId, act.actor);
      if (!own.ok) return own;
      const above = notTheirManager(review, act.actor);
      if (!above.ok) return above;
      if (!approval?.emergency) return refuse('wrong-state', `${review.id} was not applied by the emergency path`);
      if (approval.emergency.second)
        return refuse('already-voted', `${approval.emergency.second.by.name} has signed already`);
      const first = [approval.emergency.by.objectId, approval.askedBy.objectId].map((id) => id.toLowerCase());
      if (first.includes(act.actor.objectId.toLowerCase())) {
        return refuse('already-voted', 'the second signature must come from another person');
      }
      const said = sentence(act.sentence);
      if (!said) return refuse('sentence-missing', 'a signature needs a sentence');
      const second = { by: act.actor, decision: 'approve' as const, sentence: said, at: context.clock.now() };
      const emergency = { ...approval.emergency, second };
      return done({ review: { ...review, approval: { ...approval, emergency } }, event: 'second-signature', ...trail });
    },
    trail,
  );
}
