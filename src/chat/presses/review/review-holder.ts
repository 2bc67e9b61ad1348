import { wasNeverPosted } from '../../../alerts/mutes/mark';
import { isGuid } from '../../../core/principal';
import { refused } from '../../guard';
import type { Press } from '../press';
import { startReview } from './start';
import { startSweptReview } from './start-swept';

const mostAlerts = 500;

/** `Review` on a line of the sweep: on their open alert, and on the ways the sweep found when there is none. `subject` is an object id. */
export const reviewHolder: Press = {
  verb: 'review-holder',
  needs: 'request-review',
  async run(ask, subject) {
    const principalId = subject.toLowerCase();
    if (!isGuid(principalId))
      return refused({ ok: false, reason: 'principal-unknown', message: 'The button names no account.' });
    const alerts = await ask.room.uow.run((tx) =>
      ask.room.alerts.list(tx, { statuses: ['open', 'acknowledged'], limit: mostAlerts }),
    );
    const own = alerts.find(
      (alert) => alert.principal.objectId === principalId && alert.drill !== true && !wasNeverPosted(alert),
    );
    if (own !== undefined) return startReview(ask, own);
    return startSweptReview(ask, (holder) => holder.principalId === principalId);
  },
};
