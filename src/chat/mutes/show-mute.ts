import type { Mute } from '../../alerts/mutes/mute';
import type { Tx } from '../../core/unit-of-work';
import { muteSummary, paintMute } from '../painting/mute';
import type { Answer, Place } from '../ports';
import type { Ask, ChatRoom } from '../room';

/** The mute's card for whoever asked. */
export function muteCard(mute: Mute, now: number, isPrivate = false): Answer {
  const card = { kind: 'card', card: paintMute(mute, now), summary: muteSummary(mute, now) } as const;
  return isPrivate ? { ...card, private: true } : card;
}

/**
 * Nothing is muted unseen: the card of a mute that is asked for or in force stands in its alert's thread, else where it was written, else in the first
 * channel that receives alerts. Written with the change itself.
 */
export async function publishMute({ room, now }: Ask, tx: Tx, mute: Mute, place: Place): Promise<void> {
  if (mute.state !== 'asked' && mute.state !== 'active') return;
  if ((await room.refs.ofSubject(tx, mute.id)).length > 0) return;
  const summary = muteSummary(mute, now);
  const { alertId } = mute;
  if (alertId !== undefined && (await room.refs.ofSubject(tx, alertId)).some(({ opensThread }) => opensThread)) {
    await room.intents.reply(tx, alertId, { key: `mute:${mute.id}`, summary, card: mute.id }, now);
    return;
  }
  const channel = await channelFor(room, tx, place);
  if (channel !== undefined) await room.intents.post(tx, mute.id, channel, [], now);
}

/** Where a card without a thread of its own goes. */
export async function channelFor(room: ChatRoom, tx: Tx, { channelId, serviceUrl }: Place) {
  if (channelId !== undefined) return { conversationId: channelId, serviceUrl };
  const [first] = await room.channels.all(tx);
  return first === undefined ? undefined : { conversationId: first.conversationId, serviceUrl: first.serviceUrl };
}
