import { refusedBy } from '../../guard';
import { paintNotice } from '../../painting/notice';
import { outside } from '../../words/escape';
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
    const denied = await refusedBy(ask, 'read', subject);
    if (denied !== undefined) return denied;
    const review = await room.uow.run((tx) => room.reviews.get(tx, subject));
    if (review === undefined) return unknownReview(subject);
    const lines = review.items.flatMap(({ commands }) => commands).map((line) => outside(line, 600));
    const title = `${review.id}: commands`;
    const card = paintNotice({ title, lines: lines.length === 0 ? ['Nothing to run: every line is kept.'] : lines });
    return { kind: 'card', card, summary: title, private: true };
  },
};
