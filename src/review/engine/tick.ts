import { describeError } from '../../core/log';
import { done } from '../../core/outcome';
import { changeReview, system } from '../change-review';
import type { Context } from '../deps';
import type { Review } from '../review';
import { move } from '../transitions';
import { afterCare } from './after-care';
import { drive } from './drive';
import { readReview } from './read-review';
import { verifyReview } from './verify-review';

/** Unanswered requests are repeated this often … */
export const repeatMs = 5 * 60_000;
/** … and this many times in all. */
const maxAsks = 3;

/** A review whose handling keeps failing unexpectedly is left alone for this long, so that it cannot starve the others. */
const faultMs = 60_000;

/** Attends to every review that is due. One that fails unexpectedly is logged and does not stop the others. */
export async function tick(context: Context, holder: () => string): Promise<void> {
  const due = await context.uow.run((tx) => context.store.dueBefore(tx, context.clock.now(), 20));
  for (const review of due) {
    try {
      await attend(context, review, holder());
    } catch (error) {
      context.log.error({ review: review.id, ...describeError(error) }, 'a review could not be attended to');
      await postpone(context, review);
    }
  }
}

export async function attend(context: Context, review: Review, holder: string): Promise<void> {
  switch (review.state) {
    case 'reading':
      return readReview(context, review);
    case 'approval-asked':
      return remindApprovers(context, review.id);
    case 'approved':
    case 'applying':
      await drive(context, review.id, holder);
      return verifyReview(context, review.id);
    case 'verifying':
      return verifyReview(context, review.id);
    default:
      return afterCare(context, review);
  }
}

async function remindApprovers(context: Context, id: string): Promise<void> {
  await changeReview<'wrong-state'>(context, id, (review) => {
    const now = context.clock.now();
    const { approval } = review;
    if (!approval || now >= approval.expiresAt) {
      const expired = move(review, 'expire');
      if (!expired.ok) return expired;
      const { dueAt: _, ...rest } = expired.value;
      return done({ review: rest, event: 'expired', actor: system, verb: 'review.expire' });
    }
    const asks = approval.asks + 1;
    const { nextAskAt: _, ...base } = approval;
    const nextAskAt = now + repeatMs;
    const more = asks < maxAsks && nextAskAt < approval.expiresAt;
    const next = { ...base, asks, ...(more ? { nextAskAt } : {}) };
    return done({
      review: { ...review, approval: next, dueAt: more ? nextAskAt : approval.expiresAt },
      event: 'approval-repeated',
      actor: system,
      verb: 'review.ask-again',
      details: { asks },
    });
  });
}

async function postpone(context: Context, { id, dueAt }: Review): Promise<void> {
  await changeReview<never>(context, id, (review) => {
    // Moved on meanwhile, or leased: its own due time stands.
    const next = review.dueAt === dueAt ? { ...review, dueAt: context.clock.now() + faultMs } : review;
    return done({ review: next, event: 'progress', actor: system, verb: 'review.postpone', quiet: true });
  });
}
