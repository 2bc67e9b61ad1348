import type { Alert } from '../../alerts/alert';
import { subscriptionsOf } from '../../alerts/summary';
import { describeError } from '../../core/log';
import type { ContainmentFacts } from '../../review/acts/containment-facts';
import type { ChatRoom } from '../room';

/** Somebody waits before a card, and Teams gives up after a few seconds more: the checklist comes without figures rather than not at all. */
const patienceMs = 5_000;

/** What Azure and Entra say for an alert's checklist; undefined when they take too long. */
export async function readFacts(
  { reviews, clock, log }: Pick<ChatRoom, 'reviews' | 'clock' | 'log'>,
  alert: Alert,
): Promise<ContainmentFacts | undefined> {
  const request = { subjectId: alert.principal.objectId, subscriptionIds: subscriptionsOf(alert) };
  const reading = reviews.acts.containmentFacts(request).catch((error: unknown) => {
    log.warn({ alert: alert.id, ...describeError(error) }, 'the facts for a containment could not be read');
    return undefined;
  });
  let cancel = () => {};
  const tooLate = new Promise<undefined>((resolve) => {
    cancel = clock.after(patienceMs, () => resolve(undefined));
  });
  return Promise.race([reading, tooLate]).finally(cancel);
}
