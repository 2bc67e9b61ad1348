import { type Press, typed } from '../press';
import { actOnReview } from './review-press';

const voting = (verb: 'approve' | 'reject'): Press => ({
  verb,
  needs: verb,
  run: (ask, subject, data) =>
    actOnReview(ask, subject, verb, (act) =>
      ask.room.reviews.acts.vote({
        ...act,
        decision: verb,
        sentence: typed(data, 'sentence'),
        planHash: typed(data, 'item'),
      }),
    ),
});

export const approve = voting('approve');
export const reject = voting('reject');
