import { type Press, typed } from '../press';
import { actOnReview } from './review-press';

/** A plan of its own, approved like any other. */
export const undo: Press = {
  verb: 'undo',
  needs: 'request-review',
  run: (ask, subject, data) =>
    actOnReview(ask, subject, 'request-review', async (act, review) => {
      const { room } = ask;
      const { alertId } = review;
      const alert = alertId === undefined ? undefined : await room.uow.run((tx) => room.alerts.get(tx, alertId));
      const warning = alert?.resolution?.disposition === 'malicious' ? `${alert.id} was judged malicious` : undefined;
      const reason = typed(data, 'reason') || `asked by ${ask.actor.name}`;
      return room.reviews.acts.undo({ ...act, reason, ...(warning === undefined ? {} : { warning }) });
    }),
};
