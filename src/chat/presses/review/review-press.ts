import type { Verb } from '../../../core/access';
import { fullStop } from '../../../core/full-stop';
import type { Outcome, Refusal } from '../../../core/outcome';
import { refuse } from '../../../core/outcome';
import type { Act } from '../../../review/acts/act';
import type { Review } from '../../../review/review';
import { refused, refusedBy } from '../../guard';
import type { Answer } from '../../ports';
import { replies } from '../../words/replies';
import type { PressAsk } from '../press';

/** What a press was painted from: a review's version, as its card carries it. */
export type Seen = Readonly<Record<string, unknown>>;

/** The plan the presser has before them must be the plan there is: what was painted earlier is refused, and so is a press that does not say. */
export function unlessStale(review: Review, { version }: Seen): Refusal<'stale'> | undefined {
  if (version === review.version) return undefined;
  return refuse(
    'stale',
    `${review.id} has changed since this card was painted.`,
    'Refresh the card and look at the plan again.',
  );
}

/**
 * One act on a review by somebody who may use the verb: the review room keeps requester, approver and subject apart and audits; here the role is
 * checked and the card comes back as the presser sees it.
 */
export async function actOnReview<R extends string>(
  ask: PressAsk,
  reviewId: string,
  verb: Verb,
  act: (base: Act, review: Review) => Promise<Outcome<Review, R>>,
): Promise<Answer> {
  const { room, actor, incoming } = ask;
  const review = await room.uow.run((tx) => room.reviews.get(tx, reviewId));
  const about = review?.subject === undefined ? {} : { subjectId: review.subject.objectId };
  const denied = await refusedBy(ask, verb, reviewId, about);
  if (denied !== undefined) return denied;
  if (review === undefined) return unknownReview(reviewId);
  const who = { objectId: actor.objectId, name: actor.name };
  const outcome = await act({ reviewId, actor: who, messageId: incoming.id }, review);
  if (!outcome.ok) return refused(inSentences(outcome));
  room.kick();
  // A plan born from this one (an undo) has a card of its own: in this one's place its buttons would name another card than they stand on.
  return incoming.kind === 'press' && outcome.value.id !== reviewId
    ? { kind: 'words', text: replies.planFollows(outcome.value.id, reviewId) }
    : showReview(ask, outcome.value.id);
}

export async function showReview({ room, actor }: PressAsk, reviewId: string): Promise<Answer> {
  const painted = await room.reviews.paint(reviewId, actor.objectId);
  return painted === undefined ? unknownReview(reviewId) : { kind: 'card', ...painted };
}

export function unknownReview(reviewId: string): Answer {
  const gone = refuse('unknown-review', `There is no review ${reviewId}.`, '`reviews` lists what is there.');
  return refused(gone);
}

/** The review room speaks in clauses; people read sentences. */
export function sentenceCase(text: string): string {
  const clean = text.trim();
  const ended = fullStop(clean);
  return `${ended.charAt(0).toUpperCase()}${ended.slice(1)}`;
}

/** A refusal of the review room, message and remedy as people read them. */
export function inSentences<R extends string>(refusal: Refusal<R>): Refusal<R> {
  const { message, remedy } = refusal;
  return {
    ...refusal,
    message: sentenceCase(message),
    ...(remedy === undefined ? {} : { remedy: sentenceCase(remedy) }),
  };
}
