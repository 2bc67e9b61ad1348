import { type AuditEvent, doneBefore } from '../core/audit';
import { done, type Outcome, refuse } from '../core/outcome';
import type { Tx } from '../core/unit-of-work';
import type { Context, ReviewEvent } from './deps';
import type { Review } from './review';
import { settled } from './transitions';

/** What a change makes of a review: the next version, what happened, and who did it. */
export interface ReviewChange {
  readonly review: Review;
  readonly event: ReviewEvent;
  readonly actor: string;
  readonly verb: string;
  readonly result?: string;
  readonly messageId?: string;
  readonly details?: AuditEvent['details'];
  /** Book-keeping of the engine: no audit entry, no repaint. */
  readonly quiet?: boolean;
}

export type Decide<R extends string> = (
  review: Review,
  tx: Tx,
) => Outcome<ReviewChange, R> | Promise<Outcome<ReviewChange, R>>;

/** Another writer may win between reading and replacing; deciding again on what it left is safe. */
const attempts = 4;

/**
 * Reads a review, decides, and saves the result with its audit entry and chat's intents in one transaction. A refusal is audited too, when it is
 * somebody's act.
 */
export async function changeReview<R extends string>(
  context: Context,
  id: string,
  decide: Decide<R>,
  refusedAs?: { readonly actor: string; readonly verb: string; readonly messageId?: string },
): Promise<Outcome<Review, R | 'not-found' | 'changed'>> {
  for (let attempt = 1; attempt <= attempts; attempt++) {
    const outcome = await context.uow.run((tx) => once(context, tx, id, decide, refusedAs));
    if (outcome.ok || outcome.reason !== 'changed') return outcome;
  }
  return refuse('changed', `${id} was changed by somebody else at the same moment`, 'look at it and try again');
}

async function once<R extends string>(
  context: Context,
  tx: Tx,
  id: string,
  decide: Decide<R>,
  refusedAs: { readonly actor: string; readonly verb: string; readonly messageId?: string } | undefined,
): Promise<Outcome<Review, R | 'not-found' | 'changed'>> {
  const { store, clock, audit } = context;
  const review = await store.get(tx, id);
  if (!review) return refuse('not-found', `there is no review ${id}`, 'list them with: reviews');
  // An activity that Teams sends again after a kill has no second effect.
  if (refusedAs && (await doneBefore(audit, tx, { subject: id, ...refusedAs }))) return done(review);
  const decided = await decide(review, tx);
  if (!decided.ok) {
    if (refusedAs) await audit.append(tx, { at: clock.now(), subject: id, result: decided.reason, ...refusedAs });
    return decided;
  }
  const change = decided.value;
  const next = settled({ ...change.review, version: review.version + 1, updatedAt: clock.now() });
  const replaced = await store.replace(tx, next, review.version);
  if (!replaced.ok) return replaced;
  await record(context, tx, next, change);
  return done(next);
}

/** Audit entry and chat's hook for a saved change. */
export async function record(context: Context, tx: Tx, review: Review, change: Omit<ReviewChange, 'review'>) {
  const { actor, verb, result, messageId, details, event, quiet } = change;
  if (quiet) return;
  await context.audit.append(tx, {
    at: context.clock.now(),
    actor,
    verb,
    subject: review.id,
    result: result ?? 'done',
    ...(messageId === undefined ? {} : { messageId }),
    ...(details === undefined ? {} : { details }),
  });
  await context.changed?.(tx, review, event);
}

export const system = 'system:review';
