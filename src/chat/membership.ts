import { noteReaders } from './places/readers';
import { noteTrouble } from './places/trouble';
import type { Answer, MembershipIn } from './ports';
import type { Ask } from './room';
import type { Channel } from './stores';
import { placeWords } from './words/places';
import { replies } from './words/replies';

const nothing: Answer = { kind: 'none' };

/** The bot was added, moved or removed. Nothing is sent to a channel until somebody with the role subscribes it. */
export async function onMembership(ask: Ask<MembershipIn>): Promise<Answer> {
  const { room, incoming } = ask;
  const { place, event } = incoming;
  const channelId = place.channelId ?? place.conversationId;
  switch (event) {
    case 'bot-added':
      // What could not be reached may be reached again: the next alert tries.
      await room.uow.run((tx) => noteTrouble(tx, room.state, channelId, undefined));
      return {
        kind: 'words',
        text:
          place.kind === 'personal' ? replies.greetingInPerson : replies.greeting(place.channelName ?? 'this channel'),
      };
    case 'bot-removed':
      return leave(ask, placeWords.botRemoved, ({ teamId, conversationId }) =>
        place.teamId === undefined
          ? conversationId === channelId
          : teamId === place.teamId || conversationId === channelId,
      );
    case 'channel-deleted':
      return leave(ask, placeWords.channelDeleted, ({ conversationId }) => conversationId === channelId);
    case 'channel-renamed': {
      const name = place.channelName;
      await room.uow.run(async (tx) => {
        const channel = await room.channels.get(tx, channelId);
        if (channel !== undefined && name !== undefined) await room.channels.put(tx, { ...channel, name });
      });
      return nothing;
    }
    case 'members-changed':
      return newReaders(ask, channelId);
    case 'team-renamed':
      return nothing;
  }
}

async function leave(
  { room, incoming, now }: Ask<MembershipIn>,
  says: string,
  isGone: (channel: Channel) => boolean,
): Promise<Answer> {
  await room.uow.run(async (tx) => {
    for (const channel of (await room.channels.all(tx)).filter(isGone)) {
      const { conversationId, name } = channel;
      await room.audit.append(tx, {
        at: now,
        actor: incoming.caller.objectId || 'system:teams',
        verb: 'unsubscribe',
        subject: conversationId,
        result: incoming.event,
        messageId: incoming.id,
      });
      await room.leaveChannel(tx, conversationId, { name, says, lost: true, at: now });
    }
  });
  room.kick();
  return nothing;
}

/** Somebody joined or left a channel: who reads alerts is known anew, and a guest among them is told of. */
async function newReaders({ room, now }: Ask<MembershipIn>, channelId: string): Promise<Answer> {
  const channel = await room.uow.run((tx) => room.channels.get(tx, channelId));
  if (channel === undefined) return nothing;
  const read = await room.messenger.roster(channel);
  if (!read.ok) {
    room.log.warn({ conversationId: channelId, reason: read.reason }, `members not read: ${read.message}`);
    return nothing;
  }
  await room.uow.run(async (tx) => {
    const joined = await noteReaders(tx, room.state, channelId, read.value, now);
    if (joined.length > 0) await room.intents.notice(tx, `guests:${now}`, channel, placeWords.guestJoined(joined), now);
  });
  room.kick();
  return nothing;
}
