import { refusedBy } from '../../guard';
import { paintCommands } from '../../painting/commands';
import { type Press, typed } from '../press';
import { actOnReview, unknownReview, unlessStale } from './review-press';

/** Switches one line of a proposal on or off. */
export const toggle: Press = {
  verb: 'toggle',
  needs: 'request-review',
  run: (ask, subject, data) =>
    actOnReview(ask, subject, 'request-review', (act) =>
      ask.room.reviews.acts.toggle({ ...act, itemId: typed(data, 'item') }),
    ),
};

export const askApproval: Press = {
  verb: 'ask-approval',
  needs: 'request-review',
  run: (ask, subject, data) =>
    actOnReview(
      ask,
      subject,
      'request-review',
      async (act, current) =>
        unlessStale(current, data) ?? ask.room.reviews.acts.askApproval({ ...act, reason: typed(data, 'reason') }),
    ),
};

export const cancelReview: Press = {
  verb: 'cancel-review',
  needs: 'request-review',
  run: (ask, subject) => actOnReview(ask, subject, 'request-review', (act) => ask.room.reviews.acts.cancel(act)),
};

/** Azure's answer is read again for a task somebody did by hand; never believed. */
export const doneByMe: Press = {
  verb: 'done-by-me',
  needs: 'request-review',
  run: (ask, subject, data) =>
    actOnReview(ask, subject, 'request-review', (act) =>
      ask.room.reviews.acts.byHandDone({ ...act, itemId: typed(data, 'item') }),
    ),
};

/** The equivalent commands for whoever prefers to do it by hand; seen by the presser only. */
export const azCommands: Press = {
  verb: 'commands',
  needs: 'read',
  async run(ask, subject) {
    const { room } = ask;
    const review = await room.uow.run((tx) => room.reviews.get(tx, subject));
    const about = review?.subject === undefined ? {} : { subjectId: review.subject.objectId };
    const denied = await refusedBy(ask, 'read', subject, about);
    if (denied !== undefined) return denied;
    if (review === undefined) return unknownReview(subject);
    const card = paintCommands(review, room.subscriptionNames());
    return { kind: 'card', card, summary: `${review.id}: commands`, private: true };
  },
};
