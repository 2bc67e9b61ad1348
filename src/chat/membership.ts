import type { Answer, MembershipIn } from './ports';
import type { Ask } from './room';
import { replies } from './words/replies';

/** The bot was added, moved or removed. Nothing is sent to a channel until somebody with the role subscribes it. */
export async function onMembership({ room, incoming, now }: Ask<MembershipIn>): Promise<Answer> {
  const { place, event } = incoming;
  const channelId = place.channelId ?? place.conversationId;
  switch (event) {
    case 'bot-added':
      return {
        kind: 'words',
        text:
          place.kind === 'personal' ? replies.greetingInPerson : replies.greeting(place.channelName ?? 'this channel'),
      };
    case 'bot-removed':
    case 'channel-deleted':
      await room.uow.run(async (tx) => {
        if ((await room.channels.get(tx, channelId)) === undefined) return;
        await room.channels.remove(tx, channelId);
        await room.audit.append(tx, {
          at: now,
          actor: incoming.caller.objectId || 'system:teams',
          verb: 'unsubscribe',
          subject: channelId,
          result: event,
          messageId: incoming.id,
        });
      });
      return { kind: 'none' };
    case 'channel-renamed': {
      const name = place.channelName;
      await room.uow.run(async (tx) => {
        const channel = await room.channels.get(tx, channelId);
        if (channel !== undefined && name !== undefined) await room.channels.put(tx, { ...channel, name });
      });
      return { kind: 'none' };
    }
    case 'team-renamed':
    case 'members-changed':
      return { kind: 'none' };
  }
}
