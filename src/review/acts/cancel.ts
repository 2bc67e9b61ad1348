import { done, type Outcome, refuse } from '../../core/outcome';
import { changeReview } from '../change-review';
import type { Context } from '../deps';
import type { Review } from '../review';
import { notAboutYourself } from '../separation';
import { move } from '../transitions';
import { type Act, audited } from './act';

export type CancelRefusal = 'not-found' | 'changed' | 'wrong-state' | 'subject';

/** Ends a review that was not applied. */
export async function cancel(context: Context, act: Act): Promise<Outcome<Review, CancelRefusal>> {
  const trail = audited(act, 'review.cancel');
  return changeReview<CancelRefusal>(
    context,
    act.reviewId,
    (review) => {
      const own = notAboutYourself(review.subject?.objectId, act.actor);
      if (!own.ok) return own;
      const moved = move(review, 'cancel');
      if (!moved.ok) return moved;
      const { dueAt: _, ...rest } = moved.value;
      return done({ review: rest, event: 'cancelled', ...trail });
    },
    trail,
  );
}

/** Reads an applied but unproved review again. */
export async function readAgain(context: Context, act: Act): Promise<Outcome<Review, CancelRefusal>> {
  const trail = audited(act, 'review.read-again');
  return changeReview<CancelRefusal>(
    context,
    act.reviewId,
    (review) => {
      if (review.state !== 'unproved') return refuse('wrong-state', `${review.id} is not waiting to be read again`);
      const moved = move(review, 'verify');
      if (!moved.ok) return moved;
      const now = context.clock.now();
      return done({ review: { ...moved.value, verifyUntil: now, dueAt: now }, event: 'verifying', ...trail });
    },
    trail,
  );
}
