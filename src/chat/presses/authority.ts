import { refusedBy } from '../guard';
import type { Answer } from '../ports';
import type { Press, PressAsk } from './press';

/**
 * Authority comes before everything else a press may be wrong about: who may not, learns only that. The subject may refresh a card about them: what
 * is painted for the subject hides what it must.
 */
export async function deniedPress(ask: PressAsk, press: Press, subject: string): Promise<Answer | undefined> {
  const { room } = ask;
  const subjectId = await room.uow.run(async (tx) =>
    subject.startsWith('R-')
      ? (await room.reviews.get(tx, subject))?.subject?.objectId
      : (await room.alerts.get(tx, subject))?.principal.objectId,
  );
  if (press.verb === 'refresh' && subjectId === ask.actor.objectId) return undefined;
  return refusedBy(ask, press.needs, subject, subjectId === undefined ? {} : { subjectId });
}
