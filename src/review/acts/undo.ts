import { done, type Outcome, refuse } from '../../core/outcome';
import type { Tx } from '../../core/unit-of-work';
import { record } from '../change-review';
import type { Context } from '../deps';
import { changedSomething } from '../engine/progress';
import { rulesFor } from '../engine/read-review';
import { withNotice } from '../notices';
import type { Review } from '../review';
import { notAboutYourself } from '../separation';
import { type Act, audited, sentence } from './act';
import { blank, insert } from './start';
import { undoItems } from './undo-items';

export type UndoRefusal =
  | 'not-found'
  | 'changed'
  | 'wrong-state'
  | 'subject'
  | 'nothing-to-undo'
  | 'already-undone'
  | 'reason-missing';

/**
 * A review of its own in state `proposed`, with the inverse of what was really done; it needs the same approval. `warning` is shown to the
 * approvers (for instance that the alert was judged malicious).
 */
export async function undo(
  context: Context,
  act: Act & { readonly reason: string; readonly warning?: string },
): Promise<Outcome<Review, UndoRefusal>> {
  const reason = sentence(act.reason);
  if (!reason) return refuse('reason-missing', 'an undo needs a reason', 'say in a sentence why');
  // Before the transaction: the approver list may come from Graph.
  const rules = await rulesFor(context, act.reviewId);
  return context.uow.run(async (tx): Promise<Outcome<Review, UndoRefusal>> => {
    const review = await context.store.get(tx, act.reviewId);
    if (!review) return refuse('not-found', `there is no review ${act.reviewId}`, 'list them with: reviews');
    const allowed = await mayUndo(context, tx, review, act);
    if (!allowed.ok) return allowed;
    const now = context.clock.now();
    const id = await context.ids.reviewId(tx);
    const items = undoItems(review, { ...rules, reviewId: id });
    if (items.length === 0) return refuse('nothing-to-undo', `${review.id} changed nothing that could be undone`);
    const created: Review = {
      ...blank(id, act.actor, now),
      kind: review.kind === 'console' ? 'console' : 'undo',
      state: 'proposed',
      ...(review.alertId === undefined ? {} : { alertId: review.alertId }),
      ...(review.subject ? { subject: review.subject } : {}),
      ...(review.account ? { account: review.account } : {}),
      machines: review.machines,
      subscriptions: review.subscriptions,
      evidence: review.evidence,
      undoOf: review.id,
      items,
      pathsNow: review.proof?.pathsNow ?? 0,
    };
    const noted = withNotice(created, { at: now, code: 'undo', text: `undo of ${review.id}: ${reason}` });
    const warned = act.warning ? withNotice(noted, { at: now, code: 'warning', text: act.warning }) : noted;
    await insert(context, tx, warned);
    const marked = { ...review, undoneBy: id, version: review.version + 1, updatedAt: now };
    const replaced = await context.store.replace(tx, marked, review.version);
    if (!replaced.ok) throw new Error(`${review.id} changed inside its own transaction`);
    const trail = audited(act, 'review.undo');
    await record(context, tx, warned, {
      event: 'proposed',
      ...trail,
      details: { undoOf: review.id, items: items.length },
    });
    return done(warned);
  });
}

/** False for an undo that came to nothing: then the review can be undone once more. */
export function undoStands({ state }: Pick<Review, 'state'>): boolean {
  return !['rejected', 'expired', 'cancelled', 'superseded', 'failed', 'compensated'].includes(state);
}

async function mayUndo(context: Context, tx: Tx, review: Review, act: Act): Promise<Outcome<void, UndoRefusal>> {
  const own = notAboutYourself(review.subject?.objectId, act.actor);
  if (!own.ok) return own;
  if (review.undoOf !== undefined) {
    return refuse('nothing-to-undo', `${review.id} is itself an undo`, 'start a new review instead');
  }
  const over = review.state === 'proved' || review.state === 'unproved' || review.state === 'failed';
  if (!over || !changedSomething(review)) return refuse('nothing-to-undo', `${review.id} has changed nothing in Azure`);
  const earlier = review.undoneBy === undefined ? undefined : await context.store.get(tx, review.undoneBy);
  return earlier && undoStands(earlier)
    ? refuse('already-undone', `${earlier.id} already undoes ${review.id}`, `look at ${earlier.id}`)
    : done(undefined);
}
