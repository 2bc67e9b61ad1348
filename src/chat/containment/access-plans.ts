import { undoStands } from '../../review/acts/undo';
import type { Review } from '../../review/review';

/** Of plans about role assignments, the one that was applied last: what is in now is what it left. Missing while none was. */
export function newestApplied(reviews: readonly Review[]): Review | undefined {
  return reviews
    .filter(({ kind, appliedAt }) => kind !== 'console' && appliedAt !== undefined)
    .sort((a, b) => (a.appliedAt ?? 0) - (b.appliedAt ?? 0))
    .at(-1);
}

/** The undo of a review that still stands; missing when there is none, or it came to nothing. */
export function undoOf({ undoneBy }: Review, all: readonly Review[]): Review | undefined {
  return all.find((review) => review.id === undoneBy && undoStands(review));
}
