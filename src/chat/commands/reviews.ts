import { targetsOf } from '../../alerts/summary';
import { may } from '../../core/access';
import { parseMachineId, shortName } from '../../core/resource-id';
import type { Review } from '../../review/review';
import type { SweepHolder } from '../../review/sweep/sweep';
import { splitAlertIds } from '../grammar';
import { refused } from '../guard';
import { owesSignature } from '../painting/emergency-actions';
import { approvalList, reviewList, whoList } from '../painting/review-lists';
import type { MessageIn } from '../ports';
import { inSentences } from '../presses/review/review-press';
import { review as reviewPress } from '../presses/review/start';
import { startSweptReview } from '../presses/review/start-swept';
import { open } from '../presses/show';
import type { Ask } from '../room';
import { replies } from '../words/replies';
import { type Command, words } from './command';
import { listCard } from './lists';

export const review: Command = {
  id: 'review',
  args: 'A-12 | R-7 | <principal>',
  summary: 'review the permissions behind an alert, or of somebody in the sweep; or open a review',
  examples: ['review A-12', 'review rob@contoso.com'],
  needs: 'request-review',
  effect: 'changes',
  menuRank: 8,
  async run(ask, args) {
    const reviewId = /^R-\d+$/i.exec(args.trim())?.[0]?.toUpperCase();
    if (reviewId !== undefined) return open.run(ask, reviewId, {});
    const [alertId] = splitAlertIds(args).ids;
    const subject = alertId ?? (await newestAlertOf(ask, args));
    if (subject !== undefined) return reviewPress.run(ask, subject, {});
    const who = args.trim().toLowerCase();
    if (who === '') return words(replies.needsAlert('review A-12'), true);
    return startSweptReview(ask, (holder) => isCalled(holder, who));
  },
};

/** As a person would type them in full; a part of a name is not enough to name an account. */
function isCalled({ name, userPrincipalName, principalId }: SweepHolder, who: string): boolean {
  return [name, userPrincipalName, principalId].some((text) => text?.toLowerCase() === who);
}

/** `review rob@contoso.com [on dc01]`: the newest alert that is about them. */
async function newestAlertOf({ room }: Ask<MessageIn>, args: string): Promise<string | undefined> {
  const [who = '', machine] = args
    .trim()
    .toLowerCase()
    .split(/\s+on\s+/);
  if (who === '') return undefined;
  const alerts = await room.uow.run((tx) => room.alerts.list(tx, { limit: 500 }));
  return alerts.find(
    (alert) =>
      alert.principal.displayName.toLowerCase().includes(who) &&
      (machine === undefined || targetsOf(alert).some((target) => shortName(target).toLowerCase() === machine)),
  )?.id;
}

const readable = (ask: Ask, reviews: readonly Review[]) =>
  reviews.filter(
    ({ subject }) => may(ask.actor, 'read', subject === undefined ? {} : { subjectId: subject.objectId }).ok,
  );

export const reviews: Command = {
  id: 'reviews',
  args: '',
  summary: 'permission reviews that are not finished',
  examples: ['reviews'],
  needs: 'read',
  effect: 'reads',
  async run(ask) {
    const { room, now } = ask;
    const open = readable(ask, await room.uow.run((tx) => room.reviews.listOpen(tx)));
    return listCard(reviewList(open, now), `Reviews: ${open.length}`);
  },
};

export const approvals: Command = {
  id: 'approvals',
  args: '',
  summary: 'what waits for a second person',
  examples: ['approvals'],
  needs: 'read',
  effect: 'reads',
  menuRank: 9,
  async run(ask) {
    const { room, now } = ask;
    const open = readable(ask, await room.uow.run((tx) => room.reviews.listOpen(tx)));
    const waiting = open.filter((review) => review.state === 'approval-asked' || owesSignature({ review }));
    return listCard(approvalList(waiting, now), `Waiting for approval: ${waiting.length}`);
  },
};

export const who: Command = {
  id: 'who',
  args: '<machine>',
  summary: 'who could connect to a machine, by which assignment',
  examples: ['who dc01'],
  needs: 'read',
  effect: 'reads',
  async run(ask, args) {
    const { room } = ask;
    const wanted = args.trim();
    const machine = parseMachineId(wanted)?.id ?? (await machineNamed(ask, wanted));
    if (machine === undefined) return words(replies.machineUnknown(wanted), true);
    const outcome = await room.reviews.acts.whoCould(machine);
    if (!outcome.ok) return refused(inSentences(outcome));
    return listCard(whoList(outcome.value, room.subscriptionNames()), `Who could connect to ${wanted}`);
  },
};

/** Names are looked up among the machines of known alerts; others are asked for by resource id. */
async function machineNamed({ room }: Ask<MessageIn>, name: string): Promise<string | undefined> {
  if (name === '') return undefined;
  const alerts = await room.uow.run((tx) => room.alerts.list(tx, { limit: 1_000 }));
  return alerts.flatMap(targetsOf).find((target) => shortName(target).toLowerCase() === name.toLowerCase());
}
