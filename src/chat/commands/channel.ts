import type { Answer, MessageIn } from '../ports';
import type { Ask } from '../room';
import { replies } from '../words/replies';
import { type Command, words } from './command';

function channelOf({ incoming }: Ask<MessageIn>): { id: string; name: string } | undefined {
  const { place } = incoming;
  return place.kind === 'channel' && place.channelId !== undefined
    ? { id: place.channelId, name: place.channelName ?? 'this channel' }
    : undefined;
}

export const subscribe: Command = {
  id: 'subscribe',
  args: '',
  summary: 'send alerts to this channel',
  examples: ['subscribe'],
  needs: 'subscribe',
  effect: 'changes',
  async run(ask): Promise<Answer> {
    const { room, incoming, actor, now } = ask;
    const channel = channelOf(ask);
    if (channel === undefined) return words(replies.onlyInChannels, true);
    const { serviceUrl, teamId } = incoming.place;
    const pending = await room.uow.run(async (tx) => {
      if ((await room.channels.get(tx, channel.id)) !== undefined) return undefined;
      await room.channels.put(tx, {
        conversationId: channel.id,
        serviceUrl,
        name: channel.name,
        ...(teamId === undefined ? {} : { teamId }),
        subscribedBy: actor.objectId,
        subscribedAt: now,
      });
      await room.audit.append(tx, {
        at: now,
        actor: actor.objectId,
        verb: 'subscribe',
        subject: channel.id,
        result: 'done',
        messageId: incoming.id,
      });
      return room.postPending(tx, now);
    });
    room.kick();
    return words(
      pending === undefined ? replies.alreadySubscribed(channel.name) : replies.subscribed(channel.name, pending),
    );
  },
};

export const unsubscribe: Command = {
  id: 'unsubscribe',
  args: '',
  summary: 'send no more alerts to this channel',
  examples: ['unsubscribe'],
  needs: 'subscribe',
  effect: 'changes',
  async run(ask): Promise<Answer> {
    const { room, incoming, actor, now } = ask;
    const channel = channelOf(ask);
    if (channel === undefined) return words(replies.onlyInChannels, true);
    const left = await room.uow.run(async (tx) => {
      if ((await room.channels.get(tx, channel.id)) === undefined) return undefined;
      await room.channels.remove(tx, channel.id);
      await room.audit.append(tx, {
        at: now,
        actor: actor.objectId,
        verb: 'unsubscribe',
        subject: channel.id,
        result: 'done',
        messageId: incoming.id,
      });
      return (await room.channels.all(tx)).length;
    });
    return words(left === undefined ? replies.notSubscribed(channel.name) : replies.unsubscribed(channel.name, left));
  },
};
