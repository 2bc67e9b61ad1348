import type { Review } from '../../review/review';
import { stateWords } from '../../review/transitions';
import { outside } from './escape';
import { count } from './names';
import { clock } from './time';

/** What a review has come to. A plan may be done to the letter and still leave a way in: then it is not called proved. */
export function reviewStateWords(
  review: Pick<Review, 'state'> & Partial<Pick<Review, 'kind' | 'proof' | 'drill'>>,
): string {
  if (review.drill && review.state === 'proved') return 'approved, nothing applied';
  // An undo gives back: there is nothing it could prove closed.
  if (review.kind === 'undo' && review.state === 'proved') return 'applied and read back';
  const left = pathsLeftOf(review);
  if (left > 0) return `applied and read back, but ${count(left, 'path in', 'paths in')} left`;
  return stateWords[review.state];
}

/** `undone by R-2 20:12`. */
export function undoneWords({ id, appliedAt }: Pick<Review, 'id' | 'appliedAt'>, now?: number): string {
  return `undone by ${outside(id, 12)}${appliedAt === undefined ? '' : ` ${clock(appliedAt, now)}`}`;
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

/** Paths in that a finished review of permissions leaves; 0 when it closed them, or when it was not about closing them. */
export function pathsLeftOf({
  kind,
  state,
  proof,
}: Pick<Review, 'state'> & Partial<Pick<Review, 'kind' | 'proof'>>): number {
  return kind === 'permissions' && state === 'proved' ? (proof?.pathsNow ?? 0) : 0;
}
