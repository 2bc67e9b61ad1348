import type { Review } from '../../review/review';
import { stateWords } from '../../review/transitions';
import { count } from './names';

/** What a review has come to. A plan may be done to the letter and still leave a way in: then it is not called proved. */
export function reviewStateWords(review: Review): string {
  if (review.drill && review.state === 'proved') return 'approved, nothing applied';
  const left = waysLeft(review);
  if (left > 0) return `applied and read back, but ${count(left, 'way')} in left`;
  return stateWords[review.state];
}

/** Nobody is called to act on the plan any more; its by-hand tasks and its undo may still stand open. */
export function isFinished(state: Review['state']): boolean {
  return finished.has(state);
}

const finished: ReadonlySet<Review['state']> = new Set([
  'proved',
  'unproved',
  'failed',
  'compensated',
  'superseded',
  'cancelled',
]);

/** Ways in that a finished review of permissions leaves; 0 when it closed them, or when it was not about closing them. */
export function waysLeft({ kind, state, proof }: Review): number {
  return kind === 'permissions' && state === 'proved' ? (proof?.pathsNow ?? 0) : 0;
}
