import { done, type Outcome, refuse } from '../../core/outcome';
import { changeReview } from '../change-review';
import type { Context } from '../deps';
import { pathsLeft } from '../proposal/propose';
import type { Review } from '../review';
import { notAboutYourself } from '../separation';
import { move } from '../transitions';
import { type Act, audited } from './act';

export type ToggleRefusal = 'not-found' | 'changed' | 'wrong-state' | 'subject' | 'unknown-item' | 'not-a-change';

/** Switches one item on or off. A request for approval of the former plan is void from then on. */
export async function toggle(
  context: Context,
  act: Act & { readonly itemId: string; readonly ticked?: boolean },
): Promise<Outcome<Review, ToggleRefusal>> {
  const trail = audited(act, 'review.toggle');
  return changeReview<ToggleRefusal>(
    context,
    act.reviewId,
    (review) => {
      const own = notAboutYourself(review.subject?.objectId, act.actor);
      if (!own.ok) return own;
      const item = review.items.find(({ id }) => id === act.itemId);
      if (!item) return refuse('unknown-item', `${review.id} has no item ${act.itemId}`, 'use the newest card');
      if (!item.change)
        return refuse('not-a-change', 'the bot makes no change for this item', 'see its reason on the card');
      const moved = move(review, 'change');
      if (!moved.ok) return moved;
      const ticked = act.ticked ?? !item.ticked;
      const items = review.items.map((other) => (other.id === item.id ? { ...other, ticked } : other));
      const { approval: _, dueAt: __, ...rest } = moved.value;
      const left = review.exposure ? { pathsLeft: pathsLeft(review.exposure, items) } : {};
      const details = { item: item.id, ticked, voided: review.state === 'approval-asked' };
      return done({ review: { ...rest, items, ...left }, event: 'changed', ...trail, details });
    },
    trail,
  );
}
