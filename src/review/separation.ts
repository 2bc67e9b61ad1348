import { done, type Outcome, refuse } from '../core/outcome';
import type { Plan } from './plan/plan';
import type { Actor, Review } from './review';

export type SeparationRefusal = 'requester' | 'subject' | 'manager' | 'holder' | 'already-voted';

/** Requester, approver and subject are three people, administrators included; whoever the subject reports to, or gains or loses by the plan, has no vote. */
export function mayVote(review: Review, actor: Actor): Outcome<void, SeparationRefusal> {
  const { approval, subject } = review;
  const id = actor.objectId.toLowerCase();
  if (subject?.objectId === id) return refuse('subject', `${review.id} is about you`, 'another approver must decide');
  if (review.requester.objectId.toLowerCase() === id || approval?.askedBy.objectId.toLowerCase() === id) {
    return refuse('requester', `you asked for ${review.id} yourself`, 'another approver must decide');
  }
  const above = notTheirManager(review, actor);
  if (!above.ok) return above;
  if (approval && holders(approval.plan).has(id)) {
    return refuse('holder', `the plan of ${review.id} changes what you hold`, 'another approver must decide');
  }
  if (approval?.votes.some(({ by }) => by.objectId.toLowerCase() === id)) {
    return refuse('already-voted', `you have already voted on ${review.id}`);
  }
  return done(undefined);
}

/** Nobody starts, changes or undoes a review about themselves. */
export function notAboutYourself(subjectId: string | undefined, actor: Actor): Outcome<void, 'subject'> {
  return subjectId === actor.objectId.toLowerCase()
    ? refuse('subject', 'this is about you', 'another responder must do it')
    : done(undefined);
}

/** The subject's line of managers neither approves nor signs: a word upwards must not decide. */
export function notTheirManager({ id, subject, account }: Review, actor: Actor): Outcome<void, 'manager'> {
  const own = actor.objectId.toLowerCase();
  return account?.managers.some(({ objectId }) => objectId === own)
    ? refuse(
        'manager',
        `${id} is about ${subject?.displayName ?? 'somebody'}, who reports to you`,
        'an approver outside their line of managers must decide',
      )
    : done(undefined);
}

/** Principals whose grants a plan creates or removes. */
export function holders(plan: Plan): ReadonlySet<string> {
  return new Set(
    plan.changes.flatMap(({ change }) =>
      change.kind === 'console'
        ? []
        : [
            ...change.removals.map(({ snapshot }) => snapshot.principalId.toLowerCase()),
            ...(change.create ? [change.create.assignment.principalId.toLowerCase()] : []),
          ],
    ),
  );
}
