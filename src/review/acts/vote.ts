import { done, type Outcome, refuse } from '../../core/outcome';
import { changeReview } from '../change-review';
import type { Context } from '../deps';
import { gate } from '../engine/gate';
import { planHash } from '../plan/canonical';
import type { Approval, Review, Vote } from '../review';
import { mayVote, type SeparationRefusal } from '../separation';
import { move } from '../transitions';
import { type Act, audited, sentence } from './act';
import { endDrill } from './drill';

export type VoteRefusal =
  | 'not-found'
  | 'changed'
  | 'wrong-state'
  | 'expired'
  | 'stale-plan'
  | 'sentence-missing'
  | 'apply-off'
  | 'kill-switch'
  | SeparationRefusal;

export interface CastVote extends Act {
  readonly decision: 'approve' | 'reject';
  readonly sentence: string;
  /** The hash on the card that was pressed: a vote counts only for the plan it was given for. */
  readonly planHash: string;
}

/** One approver's vote. Whether the actor is an approver at all is the caller's check. One rejection ends the request; a quorum starts the change. */
export async function vote(context: Context, cast: CastVote): Promise<Outcome<Review, VoteRefusal>> {
  const trail = audited(cast, `review.${cast.decision}`);
  return changeReview<VoteRefusal>(
    context,
    cast.reviewId,
    async (review, tx) => {
      const now = context.clock.now();
      const separate = mayVote(review, cast.actor);
      if (!separate.ok) return separate;
      const { approval } = review;
      if (review.state !== 'approval-asked' || !approval) return notWaiting(review);
      const valid = stillValid(review.id, approval, cast, now);
      if (!valid.ok) return valid;
      const said = valid.value;
      // A drill writes nothing, so that neither a missing writer nor the kill switch stands in its way.
      if (cast.decision === 'approve' && review.drill !== true) {
        const open = await gate(context, tx);
        if (!open.ok) return open;
      }
      const given: Vote = { by: cast.actor, decision: cast.decision, sentence: said, at: now };
      const voted: Review = { ...review, approval: { ...approval, votes: [...approval.votes, given] } };
      const details = { plan: approval.hash, votes: approval.votes.length + 1, quorum: approval.quorum };
      if (cast.decision === 'reject') {
        const rejected = move(voted, 'reject');
        if (!rejected.ok) return rejected;
        const { dueAt: _, ...rest } = rejected.value;
        return done({ review: rest, event: 'rejected', ...trail, details });
      }
      const approvals = voted.approval?.votes.filter(({ decision }) => decision === 'approve').length ?? 0;
      if (approvals < approval.quorum) return done({ review: voted, event: 'voted', ...trail, details });
      const approved = move(voted, 'approve');
      if (!approved.ok) return approved;
      const next = review.drill ? endDrill(approved.value, now) : { ...approved.value, dueAt: now };
      return done({ review: next, event: 'approved', ...trail, details });
    },
    trail,
  );
}

/** Names who was first, for the second of two simultaneous presses. */
function notWaiting(review: Review): Outcome<never, 'wrong-state'> {
  const last = review.approval?.votes[review.approval.votes.length - 1];
  const by = last ? ` (${last.decision === 'approve' ? 'approved' : 'rejected'} by ${last.by.name})` : '';
  const moved = move(review, 'approve');
  return moved.ok
    ? refuse('wrong-state', `${review.id} has no request for approval`, 'ask for approval first')
    : refuse('wrong-state', `${moved.message}${by}`, moved.remedy);
}

function stillValid(
  id: string,
  approval: Approval,
  cast: CastVote,
  now: number,
): Outcome<string, 'expired' | 'stale-plan' | 'sentence-missing'> {
  if (now >= approval.expiresAt)
    return refuse('expired', `the request for ${id} has expired`, 'the requester can ask again');
  const full = planHash(approval.plan);
  const shown = cast.planHash.toLowerCase();
  if (full !== approval.hash || shown.length < 4 || !full.startsWith(shown)) {
    return refuse(
      'stale-plan',
      `the plan of ${id} changed since this card was shown`,
      'look at the newest card and vote on that',
    );
  }
  const said = sentence(cast.sentence);
  return said ? done(said) : refuse('sentence-missing', 'a vote needs a sentence', 'say in a sentence why');
}
