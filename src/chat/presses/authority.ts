import { alertOfInquiry } from '../../alerts/inquiry';
import { inquiryOf } from '../../alerts/inquiry-rules';
import { alertOfInvestigation } from '../../alerts/investigation/investigation';
import { isGuid } from '../../core/principal';
import type { Tx } from '../../core/unit-of-work';
import { refusedBy } from '../guard';
import type { Answer } from '../ports';
import type { ChatRoom } from '../room';
import type { Press, PressAsk } from './press';

/**
 * Authority comes before everything else a press may be wrong about: who may not, learns only that. The subject may refresh a card about them: what
 * is painted for the subject hides what it must.
 */
export async function deniedPress(ask: PressAsk, press: Press, subject: string): Promise<Answer | undefined> {
  const { room } = ask;
  const asking = alertOfInquiry(subject);
  if (asking !== undefined) return refusedUnlessAsked(ask, subject, asking);
  const subjectId = await room.uow.run((tx) => personBehind(room, tx, subject));
  if (press.verb === 'refresh' && subjectId === ask.actor.objectId) return undefined;
  return refusedBy(ask, press.needs, subject, subjectId === undefined ? {} : { subjectId });
}

/** A question's card belongs to whom it was put to, whatever the button says: nobody else answers it, nor reads it by asking for a refresh. */
async function refusedUnlessAsked(ask: PressAsk, inquiryId: string, alertId: string): Promise<Answer | undefined> {
  const alert = await ask.room.uow.run((tx) => ask.room.alerts.get(tx, alertId));
  const inquiry = alert === undefined ? undefined : inquiryOf(alert, inquiryId);
  return refusedBy(ask, 'answer', inquiryId, inquiry?.ok ? { askedId: inquiry.value.to.objectId } : {});
}

/** Whose case an alert, review or mute is, by its id; an object id is its own; undefined when it is nobody's or there is none. */
export async function personBehind(room: ChatRoom, tx: Tx, subject: string): Promise<string | undefined> {
  if (isGuid(subject)) return subject.toLowerCase();
  if (subject.startsWith('R-')) return (await room.reviews.get(tx, subject))?.subject?.objectId;
  if (subject.startsWith('M-')) return (await room.mutes.get(tx, subject))?.scope.principal?.objectId;
  return (await room.alerts.get(tx, alertOfInvestigation(subject) ?? subject))?.principal.objectId;
}
