import { done, refuse } from '../../core/outcome';
import { changeReview, type ReviewChange, system } from '../change-review';
import type { Context, ReviewEvent } from '../deps';
import type { Review } from '../review';
import { exposureFor } from './read-review';
import { afterReading, concluded, proofOf, undecided } from './verify';

const readingMs = 60_000;

/** Reads everything again after a change and says what is proved. Harmless to do twice. */
export async function verifyReview(context: Context, id: string): Promise<void> {
  const claimed = await changeReview<'wrong-state'>(context, id, (review) =>
    review.state === 'verifying'
      ? done({
          review: { ...review, dueAt: context.clock.now() + readingMs },
          event: 'progress',
          actor: system,
          verb: 'review.verify',
          quiet: true,
        })
      : refuse('wrong-state', `${id} is not being verified`),
  );
  if (!claimed.ok) return;
  // The console's switch was read back by its own step, and it is no matter of role assignments.
  const exposure =
    claimed.value.kind === 'console' || !claimed.value.subject
      ? undefined
      : await exposureFor(context, claimed.value, false);
  await changeReview<'wrong-state'>(context, id, (review) => {
    if (review.state !== 'verifying') return refuse('wrong-state', `${id} is verified already`);
    const now = context.clock.now();
    if (!exposure) return done(change(review, concluded(review, now)));
    if (!exposure.ok) return done(change(review, undecided(review, exposure.message, now)));
    return done(change(review, afterReading(review, proofOf(review, exposure.value), now)));
  });
}

function change(before: Review, review: Review): ReviewChange {
  const events: Partial<Record<Review['state'], ReviewEvent>> = {
    proved: 'proved',
    unproved: 'unproved',
    failed: 'failed',
  };
  return {
    review,
    event: events[review.state] ?? 'progress',
    actor: system,
    verb: 'review.verify',
    result: review.state === before.state ? 'not-yet' : review.state,
    details: { pathsBefore: review.proof?.pathsBefore ?? null, pathsNow: review.proof?.pathsNow ?? null },
  };
}
