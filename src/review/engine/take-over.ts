import { done, refuse } from '../../core/outcome';
import { changeReview, system } from '../change-review';
import type { Context } from '../deps';
import { leaseMs } from './drive';

/**
 * At the start of the only process on a store: a plan that was being applied when the former one died goes on now, not when its lease lapses. Half a
 * change would else stand in Azure for that long.
 */
export async function takeOver(context: Context): Promise<void> {
  const now = context.clock.now();
  const leased = await context.uow.run((tx) => context.store.dueBefore(tx, now + leaseMs + 1, 1_000));
  for (const { id, lease } of leased) {
    if (lease === undefined) continue;
    await changeReview<'free'>(context, id, (review) => {
      if (review.lease === undefined) return refuse('free', `${id} is free`);
      const { lease: _, ...rest } = review;
      const act = { event: 'progress', actor: system, verb: 'review.take-over', quiet: true } as const;
      return done({ review: { ...rest, dueAt: now }, ...act });
    });
  }
}
