import type { WhoCould } from '../../review/exposure/who';
import type { Review } from '../../review/review';
import { outside, quoted } from '../words/escape';
import { count, listed, machineName, personName, type SubscriptionNames } from '../words/names';
import { alarm, facts, quiet, strong } from '../words/piece';
import { holdersWay, notReadWords, pathFacts, verdictWord } from '../words/review';
import { reviewStateWords } from '../words/review-state';
import { clock } from '../words/time';
import { execute } from './actions';
import type { ListItem, ListState } from './list';

/** `reviews`: open ones, oldest first as the caller sorted them. */
export function reviewList(reviews: readonly Review[], now: number): ListState {
  return {
    title: [strong(`Reviews: ${reviews.length}`)],
    items: reviews.map((review) => reviewItem(review, now)),
    empty: 'No review is open.',
  };
}

/** `approvals`: what waits for a vote. */
export function approvalList(reviews: readonly Review[], now: number): ListState {
  return {
    title: [strong(`Waiting for approval: ${reviews.length}`)],
    items: reviews.map((review) => reviewItem(review, now)),
    empty: 'Nothing waits for approval.',
  };
}

/** A review in two lines. */
export function reviewItem(review: Review, now: number): ListItem {
  const { id, state, subject, requester, alertId, approval, pathsNow, pathsLeft } = review;
  const asked = state === 'approval-asked' ? approval : undefined;
  const yes = asked?.votes.filter(({ decision }) => decision === 'approve').length ?? 0;
  return {
    lead: facts(
      strong(id),
      reviewStateWords(review),
      subject && outside(subject.displayName, 60),
      alertId && `for ${outside(alertId, 12)}`,
    ),
    facts: facts(
      `by ${personName(requester.name)} ${clock(review.createdAt, now)}`,
      asked && `${yes} of ${asked.quorum}, expires ${clock(asked.expiresAt, now)} UTC: ${quoted(asked.reason, 80)}`,
      pathsNow !== undefined && `paths in: ${pathsNow}${pathsLeft === undefined ? '' : `, ${pathsLeft} left after it`}`,
    ),
    action: execute('open', `Open ${id}`, { subject: id }),
  };
}

/** `who <machine>`: everyone who could get onto it, strongest first, with the way. */
export function whoList(who: WhoCould, names: SubscriptionNames = {}): ListState {
  const missing = who.notRead.map(({ what }) => notReadWords[what]);
  return {
    title: [
      strong(`${machineName(who.machine)}: ${count(who.holders.length, 'path in', 'paths in')}`),
      `read ${clock(who.readAt)} UTC`,
    ],
    items: who.holders.map((holder): ListItem => {
      const people = holder.memberNames;
      return {
        lead: facts(strong(outside(holder.holder.name ?? holder.holder.id, 60)), verdictWord[holder.verdict]),
        facts: facts(
          holdersWay(holder, names),
          people !== undefined &&
            `members: ${listed(
              people.map((name) => outside(name, 50)),
              6,
            )}`,
          holder.via === 'group' && people === undefined && alarm('members not read'),
          ...pathFacts(holder, who.readAt).filter((fact) => fact !== 'use unknown'),
        ),
      };
    }),
    empty: 'Nobody could connect, as far as could be read.',
    ...(missing.length === 0 ? {} : { footer: [quiet(`not read: ${listed([...new Set(missing)], 6)}`)] }),
  };
}
