import type { AuditEvent } from '../../core/audit';
import type { Outcome } from '../../core/outcome';
import type { Tx } from '../../core/unit-of-work';
import { guestsAmong, noteReaders } from '../places/readers';
import { noteTrouble } from '../places/trouble';
import type { Answer, MessageIn, RosterMember, Target } from '../ports';
import type { Ask } from '../room';
import { placeWords } from '../words/places';
import { replies } from '../words/replies';
import { type Command, words } from './command';

interface ChannelHere extends Target {
  readonly name: string;
}

/** The words by which somebody says that guests may read alerts. */
const withGuests = 'with guests';

async function channelOf({ room, incoming }: Ask<MessageIn>): Promise<ChannelHere | undefined> {
  const { kind, channelId: conversationId, channelName, teamId, serviceUrl } = incoming.place;
  if (kind !== 'channel' || conversationId === undefined) return undefined;
  const known = channelName ?? (await room.uow.run((tx) => room.channels.get(tx, conversationId)))?.name;
  if (known !== undefined || teamId === undefined) return { conversationId, serviceUrl, name: known ?? 'this channel' };
  const names = await room.messenger.channelNames({ serviceUrl, conversationId: teamId });
  return { conversationId, serviceUrl, name: (names.ok && names.value.get(conversationId)) || 'this channel' };
}

/** Why this channel needs a second word first; undefined when it does not. */
function guestsObjection(members: Outcome<readonly RosterMember[], string>, args: string): string | undefined {
  if (args.trim().toLowerCase() === withGuests) return undefined;
  if (!members.ok) return placeWords.rosterUnreadable;
  const guests = guestsAmong(members.value);
  return guests.length === 0 ? undefined : placeWords.guestsCanRead(guests);
}

/** Every other channel hears of it; this one too where only the asker saw the answer. */
async function announce(tx: Tx, ask: Ask<MessageIn>, channel: ChannelHere, text: string): Promise<void> {
  const { room, incoming, now } = ask;
  const others = (await room.channels.all(tx)).filter(
    ({ conversationId }) => conversationId !== channel.conversationId,
  );
  const told: readonly Target[] = incoming.targeted ? [...others, channel] : others;
  for (const target of told) await room.intents.notice(tx, `channels:${incoming.id}`, target, text, now);
}

function record(
  { actor, incoming, now }: Ask<MessageIn>,
  verb: 'subscribe' | 'unsubscribe',
  channel: ChannelHere,
  details?: AuditEvent['details'],
): AuditEvent {
  return {
    at: now,
    actor: actor.objectId,
    verb,
    subject: channel.conversationId,
    result: 'done',
    messageId: incoming.id,
    ...(details === undefined ? {} : { details }),
  };
}

export const subscribe: Command = {
  id: 'subscribe',
  args: '[with guests]',
  summary: 'send alerts to this channel; where guests can read it, that must be said',
  examples: ['subscribe', 'subscribe with guests'],
  needs: 'subscribe',
  effect: 'changes',
  async run(ask, args): Promise<Answer> {
    const { room, incoming, actor, now } = ask;
    const channel = await channelOf(ask);
    if (channel === undefined) return words(replies.onlyInChannels, true);
    const members = await room.messenger.roster(channel);
    const objection = guestsObjection(members, args);
    if (objection !== undefined) return words(objection);
    const { teamId } = incoming.place;
    const pending = await room.uow.run(async (tx) => {
      if ((await room.channels.get(tx, channel.conversationId)) !== undefined) return undefined;
      await room.channels.put(tx, {
        ...channel,
        ...(teamId === undefined ? {} : { teamId }),
        subscribedBy: actor.objectId,
        subscribedAt: now,
      });
      await noteTrouble(tx, room.state, channel.conversationId, undefined);
      if (members.ok) await noteReaders(tx, room.state, channel.conversationId, members.value, now);
      const guests = args.trim().toLowerCase() === withGuests;
      await room.audit.append(tx, record(ask, 'subscribe', channel, guests ? { guests } : undefined));
      await announce(tx, ask, channel, placeWords.subscribedElsewhere(actor.name, channel.name));
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
    const { room, actor } = ask;
    const channel = await channelOf(ask);
    if (channel === undefined) return words(replies.onlyInChannels, true);
    const left = await room.uow.run(async (tx) => {
      if ((await room.channels.get(tx, channel.conversationId)) === undefined) return undefined;
      await room.channels.remove(tx, channel.conversationId);
      await room.audit.append(tx, record(ask, 'unsubscribe', channel));
      await announce(tx, ask, channel, placeWords.unsubscribedElsewhere(actor.name, channel.name));
      return (await room.channels.all(tx)).length;
    });
    room.kick();
    return words(left === undefined ? replies.notSubscribed(channel.name) : replies.unsubscribed(channel.name, left));
  },
};
