import type { Alert } from '../../../alerts/alert';
import { unknownAlert } from '../../../alerts/desk';
import { targetsOf } from '../../../alerts/summary';
import { parseMachineId } from '../../../core/resource-id';
import { refused, refusedBy } from '../../guard';
import type { Answer } from '../../ports';
import { caseOf } from '../../room';
import { replies } from '../../words/replies';
import { notInDrill } from '../not-in-drill';
import type { Press, PressAsk } from '../press';
import { inSentences, showReview } from './review-press';

/** Starts a permission review of an alert's principal on the alert's machines. The card follows in the thread as soon as Azure is read. */
export const review: Press = {
  verb: 'review',
  needs: 'request-review',
  async run(ask, subject) {
    const { room } = ask;
    const alert = await room.uow.run((tx) => room.alerts.get(tx, subject));
    const denied = await refusedBy(ask, 'request-review', subject, alert === undefined ? {} : caseOf(alert));
    if (denied !== undefined) return denied;
    if (alert === undefined) return refused(unknownAlert(subject));
    if (alert.drill) return notInDrill(alert.id);
    return startReview(ask, alert);
  },
};

/**
 * What was done in the hours before the first session may be the intruder's own preparation (a password reset on the target), so it is no reason to keep
 * the access.
 */
const prelude = 6 * 3_600_000;

export async function startReview(ask: PressAsk, alert: Alert): Promise<Answer> {
  const { room, actor, incoming } = ask;
  const machines = await machinesToReview(ask, alert);
  const evidence = alert.findings.map(({ session }) => session.evidence).filter((found) => found !== undefined);
  const outcome = await room.reviews.acts.start({
    alertId: alert.id,
    principal: alert.principal,
    machines,
    evidence,
    usageUntil: alert.openedAt - prelude,
    requester: { objectId: actor.objectId, name: actor.name },
    messageId: incoming.id,
  });
  if (!outcome.ok) return refused(inSentences(outcome));
  room.kick();
  // From a button the alert's own card would be replaced by the review's: the review gets its place in the thread instead.
  return incoming.kind === 'press'
    ? { kind: 'words', text: replies.reviewStarted(outcome.value.id, alert.id) }
    : showReview(ask, outcome.value.id);
}

/** An alert without any console use has no machine of its own: then the way in to review is that of the principal's earlier alerts. */
async function machinesToReview({ room }: PressAsk, alert: Alert): Promise<readonly string[]> {
  const machinesOf = (of: Alert) => targetsOf(of).filter((target) => parseMachineId(target) !== undefined);
  const own = machinesOf(alert);
  if (own.length > 0) return own;
  const earlier = await room.uow.run((tx) => Promise.all(alert.earlier.map((id) => room.alerts.get(tx, id))));
  return [...new Set(earlier.flatMap((of) => (of === undefined ? [] : machinesOf(of))))];
}
