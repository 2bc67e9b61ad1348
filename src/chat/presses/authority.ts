import { refusedBy } from '../guard';
import type { Answer } from '../ports';
import type { Press, PressAsk } from './press';

/**
 * Authority comes before everything else a press may be wrong about: who may not, learns only that. A refresh is exempt, since it paints what its
 * viewer may see.
 */
export async function deniedPress(ask: PressAsk, press: Press, subject: string): Promise<Answer | undefined> {
  if (press.verb === 'refresh') return undefined;
  const { room } = ask;
  const subjectId = await room.uow.run(async (tx) =>
    subject.startsWith('R-')
      ? (await room.reviews.get(tx, subject))?.subject?.objectId
      : (await room.alerts.get(tx, subject))?.principal.objectId,
  );
  return refusedBy(ask, press.needs, subject, subjectId === undefined ? {} : { subjectId });
}
