import { type Press, typed } from '../press';
import { actOnReview, unlessStale } from './review-press';

/** One approver, perhaps the one who asked, applies alone. Whether the path is open at all is the review room's to decide. */
export const emergencyApply: Press = {
  verb: 'emergency-apply',
  needs: 'approve',
  run: (ask, subject, data) =>
    actOnReview(ask, subject, 'approve', async (act, review) => {
      const stale = unlessStale(review, data);
      if (stale !== undefined) return stale;
      const { alertId } = review;
      const { room } = ask;
      const alert = alertId === undefined ? undefined : await room.uow.run((tx) => room.alerts.get(tx, alertId));
      const sentence = typed(data, 'alone');
      return room.reviews.acts.emergencyApply({ ...act, sentence, severity: alert?.severity ?? 'unknown' });
    }),
};

export const secondSignature: Press = {
  verb: 'second-signature',
  needs: 'approve',
  run: (ask, subject, data) =>
    actOnReview(ask, subject, 'approve', (act) =>
      ask.room.reviews.acts.secondSignature({ ...act, sentence: typed(data, 'signature') }),
    ),
};
