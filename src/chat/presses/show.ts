import { unknownAlert } from '../../alerts/desk';
import { refused, refusedBy } from '../guard';
import { channelOfPlace } from '../places/restricted';
import type { Answer } from '../ports';
import { caseOf } from '../room';
import { replies } from '../words/replies';
import type { Press, PressAsk } from './press';
import { showReview } from './review/review-press';
import { showAlert } from './show-alert';

/** Opens an alert from a list or from an approval card. */
export const open: Press = {
  verb: 'open',
  needs: 'read',
  async run(ask, subject) {
    const { room } = ask;
    if (subject.startsWith('R-')) return openReview(ask, subject);
    if (/^[MI]-/.test(subject)) return openStanding(ask, subject);
    const alert = await room.uow.run((tx) => room.alerts.get(tx, subject));
    const denied = await refusedBy(ask, 'read', subject, alert === undefined ? {} : caseOf(alert));
    if (denied !== undefined) return denied;
    return alert === undefined ? refused(unknownAlert(subject)) : showAlert(ask, alert);
  },
};

async function openReview(ask: PressAsk, reviewId: string): Promise<Answer> {
  const review = await ask.room.uow.run((tx) => ask.room.reviews.get(tx, reviewId));
  const about = review?.subject === undefined ? {} : { subjectId: review.subject.objectId };
  return (await refusedBy(ask, 'read', reviewId, about)) ?? showReview(ask, reviewId);
}

/** A mute or an incident: the press itself was checked against its subject. */
async function openStanding({ room, actor, incoming }: PressAsk, subject: string): Promise<Answer> {
  const painted = await room.painter.subject(subject, actor.objectId, channelOfPlace(incoming.place));
  return painted === undefined
    ? { kind: 'refused', status: 404, code: 'unknown', message: replies.unknownSubject(subject) }
    : { kind: 'card', ...painted };
}
