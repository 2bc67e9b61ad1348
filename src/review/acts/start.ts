import { doneBefore } from '../../core/audit';
import { done, type Outcome, refuse } from '../../core/outcome';
import { isGuid, type Principal } from '../../core/principal';
import type { Tx } from '../../core/unit-of-work';
import { record, system } from '../change-review';
import type { Context } from '../deps';
import type { AccessEvidence } from '../exposure/evidence';
import type { ReviewStore } from '../ports';
import type { Actor, Review } from '../review';
import { notAboutYourself } from '../separation';
import { move } from '../transitions';

export interface StartReview {
  readonly alertId?: string;
  readonly principal: Principal;
  readonly machines: readonly string[];
  readonly evidence?: readonly AccessEvidence[];
  /** The alert's first session; default now. Use after it does not justify an access. */
  readonly usageUntil?: number;
  readonly requester: Actor;
  /** What the reader of the card must know about how it came to be; ours, never text from outside. */
  readonly note?: string;
  readonly messageId?: string;
}

export type StartRefusal = 'subject' | 'principal-unknown' | 'no-machines';

/** Opens a review in state `reading`; the engine reads it next. Earlier ones of the same alert and principal that were not applied give way. */
export async function start(context: Context, request: StartReview): Promise<Outcome<Review, StartRefusal>> {
  const { principal, machines, requester, alertId, evidence, usageUntil, messageId, note } = request;
  const own = notAboutYourself(principal.objectId, requester);
  if (!own.ok) return own;
  if (!isGuid(principal.objectId)) {
    return refuse(
      'principal-unknown',
      `the log gives no object id for ${principal.displayName}`,
      'find the account in Entra and start the review with its object id',
    );
  }
  if (machines.length === 0)
    return refuse('no-machines', 'there is no machine to review access to', 'name one: review … on <machine>');
  return context.uow.run(async (tx) => {
    const now = context.clock.now();
    const repeated = await startedBy(context, tx, request);
    if (repeated !== undefined) return done(repeated);
    const review: Review = {
      ...blank(await context.ids.reviewId(tx), requester, now),
      ...(alertId === undefined ? {} : { alertId }),
      dueAt: now,
      subject: principal,
      machines,
      subscriptions: context.subscriptions,
      evidence: evidence ?? [],
      usageUntil: usageUntil ?? now,
      ...(note === undefined ? {} : { notices: [{ at: now, code: 'started', text: note }] }),
    };
    await supersede(context, tx, review);
    await insert(context, tx, review);
    const details = { alert: alertId ?? null, principal: principal.objectId, machines: machines.length };
    const act = { actor: requester.objectId, verb: 'review.start', details };
    await record(context, tx, review, { event: 'started', ...act, ...(messageId === undefined ? {} : { messageId }) });
    return done(review);
  });
}

/** The review this very activity has already started: Teams sends it again when a kill took the answer. */
async function startedBy(
  { store, audit }: Context,
  tx: Tx,
  { alertId, requester, messageId }: StartReview,
): Promise<Review | undefined> {
  if (messageId === undefined) return undefined;
  for (const review of await siblings(store, tx, alertId)) {
    const act = { subject: review.id, actor: requester.objectId, verb: 'review.start', messageId };
    if (await doneBefore(audit, tx, act)) return review;
  }
  return undefined;
}

export function blank(id: string, requester: Actor, now: number): Review {
  return {
    id,
    version: 1,
    kind: 'permissions',
    state: 'reading',
    open: true,
    machines: [],
    subscriptions: [],
    evidence: [],
    usageUntil: now,
    requester,
    createdAt: now,
    updatedAt: now,
    items: [],
    steps: [],
    notices: [],
  };
}

export async function insert(context: Context, tx: Tx, review: Review): Promise<void> {
  const inserted = await context.store.insert(tx, review);
  // Ids come from the store's own counter, so a taken one is a fault, not an answer.
  if (!inserted.ok) throw new Error(`review id ${review.id} is taken`);
}

/** Reviews of the same alert; of one without an alert, the unfinished ones without. */
async function siblings(store: ReviewStore, tx: Tx, alertId: string | undefined): Promise<readonly Review[]> {
  if (alertId !== undefined) return store.forAlert(tx, alertId);
  return (await store.listOpen(tx)).filter((review) => review.alertId === undefined);
}

async function supersede(context: Context, tx: Tx, { id: by, alertId, subject }: Review): Promise<void> {
  for (const older of await siblings(context.store, tx, alertId)) {
    if (older.kind !== 'permissions' || older.subject?.objectId !== subject?.objectId) continue;
    const moved = move(older, 'supersede');
    if (!moved.ok) continue;
    const { dueAt: _, ...rest } = moved.value;
    const next = { ...rest, version: older.version + 1, updatedAt: context.clock.now() };
    const replaced = await context.store.replace(tx, next, older.version);
    if (!replaced.ok) throw new Error(`${older.id} changed inside its own transaction`);
    const act = { actor: system, verb: 'review.supersede', details: { by } };
    await record(context, tx, next, { event: 'superseded', ...act });
  }
}
