import { planOf } from '../../review/plan/plan';
import type { Review } from '../../review/review';
import { holders } from '../../review/separation';
import type { ReviewCardState } from '../painting/review-state';
import type { Viewer } from '../painting/state';
import type { Person } from '../ports';
import { outside, quoted } from './escape';
import { alsoHolds } from './let-in';
import { count, listed, personName } from './names';
import { alarm, type Fact, facts, good, type Line } from './piece';
import { noticeText } from './review-notice';
import { isFinished } from './review-state';
import { clock } from './time';
import { watchFacts } from './watch';

const underWay: ReadonlySet<Review['state']> = new Set(['approved', 'applying', 'verifying']);

/** Who may approve is no question any more. */
const isDecided = (state: Review['state']): boolean => underWay.has(state) || isFinished(state);

/** Lines below the items of a review. */
export function reviewLines(state: ReviewCardState, viewer: Viewer): readonly Line[] {
  return [
    doesNot(state),
    ...elsewhere(state),
    ...(isDecided(state.review.state) ? [] : [who(state, viewer)]),
    ...votes(state),
    ...watch(state),
    ...notices(state),
  ];
}

function doesNot({ review: { items, kind } }: ReviewCardState): Line {
  const locks = new Set(items.flatMap(({ effects }) => effects.locks.map(({ name }) => name)));
  const names = listed(
    [...locks].map((name) => quoted(name, 40)),
    3,
  );
  const locked = locks.size === 0 ? 'locks: none' : alarm(`locks: ${names}`);
  const not = {
    permissions: 'end open sessions, touch the account, or act at once (about 10 min)',
    undo: 'bring back sessions; age and granter of a restored role are new',
    console: 'end open sessions; and a network rule would not stop the console either',
  }[kind];
  return { label: 'DOES NOT', facts: [not, ...(kind === 'console' ? [] : [locked])] };
}

function elsewhere({ review: { exposure } }: ReviewCardState): readonly Line[] {
  const told = alsoHolds(exposure?.elsewhere ?? []);
  return told === undefined ? [] : [{ label: 'ALSO', facts: [`elsewhere: ${told}`] }];
}

/** Who may approve, and who may not: the rule by name. */
function who(state: ReviewCardState, viewer: Viewer): Line {
  const { review, applyOff, quorum } = state;
  if (applyOff !== undefined) {
    return { label: 'APPLY', facts: [alarm(`off: ${outside(applyOff, 120)}`), 'the commands do the same'] };
  }
  const names = mayApprove(state).map(({ name }) => personName(name));
  const asker = review.approval?.askedBy ?? review.requester;
  const not = [
    ...(review.subject === undefined ? [] : [outside(review.subject.displayName, 60)]),
    asker.objectId === viewer.objectId ? 'you' : personName(asker.name),
  ];
  const few = names.length < quorum;
  const text = `${review.approval?.quorum ?? quorum} of ${names.length === 0 ? 'nobody' : listed(names, 6)}`;
  return {
    label: 'APPROVE',
    facts: facts(
      few ? alarm(`${text}: too few can approve`) : text,
      `not ${[...not, ...managers(state)].join(', not ')}`,
      managersUnread(state),
    ),
  };
}

/** Approvers whom the subject reports to, by name. */
export function managers({ review: { account }, approvers }: ReviewCardState): readonly string[] {
  const line = new Set(account?.managers.map(({ objectId }) => objectId));
  return approvers
    .filter(({ objectId }) => line.has(objectId))
    .map(({ name }) => `${personName(name)} (their manager)`);
}

/** Where the line of managers could not be read nobody is kept from voting by it, which the card must not hide. */
export function managersUnread({ review: { account } }: ReviewCardState): Fact | undefined {
  return account?.unread === undefined ? undefined : alarm('line of managers not read: a manager of theirs could vote');
}

/** Approvers without those the plan excludes: requester, subject and their managers, holders of what it changes. */
export function mayApprove({ review, approvers }: ReviewCardState): readonly Person[] {
  const { approval, requester, subject, account, id, items } = review;
  const plan = approval?.plan ?? planOf(id, subject?.objectId, items);
  const barred = new Set(
    [
      requester.objectId,
      approval?.askedBy.objectId,
      subject?.objectId,
      ...(account?.managers ?? []).map(({ objectId }) => objectId),
      ...holders(plan),
    ].map((one) => one?.toLowerCase()),
  );
  return approvers.filter(({ objectId }) => !barred.has(objectId.toLowerCase()));
}

export function votes({ review }: ReviewCardState): readonly Line[] {
  return (review.approval?.votes ?? []).map(({ by, at, decision, sentence }): Line => {
    const text = `${personName(by.name)} ${clock(at)}: ${decision === 'approve' ? 'yes' : 'no'} ${quoted(sentence)}`;
    return { label: 'VOTE', facts: [decision === 'approve' ? good(text) : alarm(text)] };
  });
}

function watch({ review, now }: ReviewCardState): readonly Line[] {
  return review.watch === undefined ? [] : [{ label: 'WATCH', facts: watchFacts(review, review.watch, now) }];
}

function notices({ review, now, subscriptionNames }: ReviewCardState): readonly Line[] {
  return review.notices.slice(-3).map(({ at, text, next }): Line => {
    const then = next === undefined ? undefined : `next: ${outside(next, 120)}`;
    const said = noticeText(review, text, subscriptionNames);
    return { label: 'NOTICE', facts: facts(`${clock(at, now)} ${said}`, then) };
  });
}

/** What must be known before anything else on a review. */
export function reviewMarks({ review, alert }: ReviewCardState): readonly string[] {
  const { kind, items, approval, state } = review;
  const commands = items.filter(({ effects, ticked }) => ticked && effects.undo === 'command').length;
  const emergency = approval?.emergency;
  return [
    review.drill ? 'A drill: there is no change in this plan, and approving it applies nothing.' : '',
    kind === 'undo' && alert?.malicious
      ? `${outside(alert.id, 12)} was judged malicious: this gives the access back.`
      : '',
    kind === 'permissions' && state === 'proposed' && commands > 0
      ? `${count(commands, 'ticked line')} cannot be undone by the bot: undo will show the ready command.`
      : '',
    emergency === undefined
      ? ''
      : `Emergency path: ${personName(emergency.by.name)} approved alone${emergency.second === undefined ? `; second signature due ${clock(emergency.secondDueAt)} UTC` : ''}.`,
  ].filter((mark) => mark !== '');
}

/** Why this viewer sees no buttons on a review, or on a checklist, which has no state. */
export function whyNoReviewButtons(viewer: Viewer, state?: Review['state']): string | undefined {
  if (state !== undefined && isFinished(state)) return undefined;
  switch (viewer.kind) {
    case 'base':
    case 'responder':
      return undefined;
    case 'subject':
      return 'No buttons for you: this review is about your access.';
    case 'approver':
      return 'No buttons for you here: you are asked on the approval card.';
    case 'other':
      return 'No buttons for you: only responders act here.';
  }
}
