import { done, type Outcome, refuse } from '../../core/outcome';
import { changeReview } from '../change-review';
import type { Context } from '../deps';
import { exposureFor } from '../engine/read-review';
import { proofOf } from '../engine/verify';
import { type Exposure, pathsIn } from '../exposure/exposure';
import { sameGrant } from '../exposure/holdings';
import type { Item, Task } from '../plan/plan';
import type { Review } from '../review';
import { notAboutYourself } from '../separation';
import { move } from '../transitions';
import { type Act, audited } from './act';

export type ByHandRefusal = 'not-found' | 'changed' | 'subject' | 'unknown-item' | 'not-a-task' | 'wrong-state';

/** "Done by me": reads Azure again and says proved, still there, or that it could not be checked and stands as a statement. */
export async function byHandDone(
  context: Context,
  act: Act & { readonly itemId: string },
): Promise<Outcome<Review, ByHandRefusal>> {
  const trail = audited(act, 'review.by-hand');
  const before = await context.uow.run((tx) => context.store.get(tx, act.reviewId));
  if (!before) return refuse('not-found', `there is no review ${act.reviewId}`);
  const allowed = taskOf(before, act);
  if (!allowed.ok) return allowed;
  const exposure = await exposureFor(context, before, false);
  return changeReview<ByHandRefusal>(
    context,
    act.reviewId,
    (review) => {
      const found = taskOf(review, act);
      if (!found.ok) return found;
      const { item, task } = found.value;
      const now = context.clock.now();
      const state = exposure.ok ? stateOf(item, task, exposure.value) : 'stated';
      const note = noteOf(state, exposure);
      const next: Task = { ...task, state, statedBy: act.actor, at: now, ...(note === undefined ? {} : { note }) };
      const items = review.items.map((other) => (other.id === item.id ? { ...other, task: next } : other));
      const read = exposure.ok && exposure.value.unread.length === 0 ? { proof: proofOf(review, exposure.value) } : {};
      const details = { item: item.id, state };
      return done({ review: closed({ ...review, items, ...read }), event: 'task', ...trail, details });
    },
    trail,
  );
}

function taskOf(
  review: Review,
  act: Act & { readonly itemId: string },
): Outcome<{ item: Item; task: Task }, ByHandRefusal> {
  const own = notAboutYourself(review.subject?.objectId, act.actor);
  if (!own.ok) return own;
  if (review.state === 'cancelled' || review.state === 'superseded') {
    return refuse('wrong-state', `${review.id} is ${review.state}`, 'use the newest review of the alert');
  }
  const item = review.items.find(({ id }) => id === act.itemId);
  if (!item) return refuse('unknown-item', `${review.id} has no item ${act.itemId}`, 'use the newest card');
  return item.task ? done({ item, task: item.task }) : refuse('not-a-task', 'this item is not a by-hand task');
}

function stateOf(item: Item, task: Task, exposure: Exposure): Task['state'] {
  if (exposure.unread.length > 0) return 'stated';
  if (task.proof === 'path-present') {
    const { grant } = task;
    const there = exposure.paths.some(
      ({ scope, role, holder }) =>
        grant && sameGrant({ scope, roleDefinitionId: role.id, principalId: holder.id }, grant),
    );
    return there ? 'proved' : 'still-there';
  }
  return pathsIn(exposure).some(({ id }) => item.pathIds.includes(id)) ? 'still-there' : 'proved';
}

function noteOf(state: Task['state'], exposure: Outcome<Exposure>): string | undefined {
  if (state === 'stated') return exposure.ok ? 'not every machine could be read' : exposure.message;
  if (state === 'still-there') return 'Azure does not show it yet; membership changes can take minutes to appear';
  return undefined;
}

/** A review of by-hand items alone is proved when the last one is. */
function closed(review: Review): Review {
  const onlyByHand = review.items.every(({ change, ticked }) => !change || !ticked);
  const allProved = review.items.every(({ task }) => !task || task.state === 'proved');
  if (!onlyByHand || !allProved || review.state !== 'proposed') return review;
  const proved = move(review, 'prove');
  return proved.ok ? proved.value : review;
}
