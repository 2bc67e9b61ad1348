import { done, refuse } from '../../core/outcome';
import { changeReview, system } from '../change-review';
import type { Context } from '../deps';
import { leaseMs } from './drive';

/**
 * At the start of the only process on a store: what was being read or applied when the former one died goes on now, not when its time has lapsed. Half
 * a change would else stand in Azure for that long.
 */
export async function takeOver(context: Context): Promise<void> {
  const now = context.clock.now();
  const due = await context.uow.run((tx) => context.store.dueBefore(tx, now + leaseMs + 1, 1_000));
  for (const { id, lease, state } of due) {
    if (lease === undefined && state !== 'reading') continue;
    await changeReview<'free'>(context, id, (review) => {
      const { lease: _, ...rest } = review;
      if (review.lease === undefined && review.state !== 'reading') return refuse('free', `${id} is free`);
      const act = { event: 'progress', actor: system, verb: 'review.take-over', quiet: true } as const;
      return done({ review: { ...rest, dueAt: now }, ...act });
    });
  }
}
