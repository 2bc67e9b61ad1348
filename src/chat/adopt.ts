import { alertOfInvestigation } from '../alerts/investigation/investigation';
import type { Tx } from '../core/unit-of-work';
import type { Answer, DialogIn, MessageIn, PressIn } from './ports';
import type { PressAsk } from './presses/press';
import type { ChatRoom } from './room';
import { replies } from './words/replies';

/**
 * Holds a press to the card it came from. A card whose posting was never confirmed (a kill, a lost answer) is adopted: it is repainted from its first
 * press or refresh on. Answers only when the press names another subject than its card.
 */
export async function adopt(
  { room, incoming, now }: PressAsk,
  subject: string,
  verb: string,
): Promise<Answer | undefined> {
  const cardId = cardOf(incoming);
  const { conversationId, serviceUrl, kind } = incoming.place;
  if (cardId === undefined || !/^[ARMI]-\d+$/.test(subject)) return undefined;
  return room.uow.run(async (tx) => {
    const known = await room.refs.find(tx, conversationId, cardId);
    if (known !== undefined) {
      const fits = known.subject === subject || reads(verb) || (await belongs(room, tx, known.subject, subject));
      return fits
        ? undefined
        : { kind: 'refused', status: 409, code: 'other-card', message: replies.otherCard(known.subject) };
    }
    const opensThread = conversationId.endsWith(`;messageid=${cardId}`);
    if (!opensThread && kind === 'channel') return undefined;
    if ((await room.alerts.get(tx, subject)) === undefined) return undefined;
    await room.refs.put(tx, { subject, serviceUrl, conversationId, activityId: cardId, opensThread, postedAt: now });
    return undefined;
  });
}

/** Reading another subject from a card (a list, an approval that names its alert) is harmless and asks for its own right. */
function reads(verb: string): boolean {
  return verb === 'open' || verb === 'refresh';
}

/** An alert's card carries buttons for its reviews (undo), its dialog goes on to the mute it previews, and its investigation acts on the alert. */
async function belongs(room: ChatRoom, tx: Tx, cardSubject: string, subject: string): Promise<boolean> {
  if (alertOfInvestigation(cardSubject) === subject) return true;
  if ((await room.mutes.get(tx, subject))?.alertId === cardSubject) return true;
  return (await room.reviews.linksOf(tx, cardSubject)).some(({ reviewId }) => reviewId === subject);
}

function cardOf(incoming: PressIn | DialogIn | MessageIn): string | undefined {
  return incoming.kind === 'message' ? incoming.replyToId : incoming.cardId;
}
