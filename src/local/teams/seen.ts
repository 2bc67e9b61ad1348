import type { MessageLog } from './message-log';
import type { Attachment, Json, Message, Person } from './model';
import { mentionedIn, type Notifications } from './notifications';
import type { Notice, Views } from './views';
import { baseId, threadOf, type World } from './world';

/** A conversation in the left rail. */
export interface RailEntry {
  readonly id: string;
  readonly kind: 'channel' | 'personal';
  readonly name: string;
  readonly private: boolean;
  /** New messages since this person last read it. */
  readonly unread: number;
  /** Of those, the ones that made a sound: mentions and personal messages. */
  readonly sounding: number;
  readonly lastAt?: number;
}

export interface SeenMessage {
  readonly id: string;
  readonly author: { readonly kind: 'bot' | 'person'; readonly id: string; readonly name: string };
  readonly at: number;
  readonly editedAt?: number;
  readonly deleted: boolean;
  readonly onlyYou: boolean;
  readonly mentionsYou: boolean;
  readonly text?: string;
  readonly textFormat?: string;
  readonly summary?: string;
  readonly entities: readonly Json[];
  /** As this person sees it. */
  readonly card?: Json;
  /** Words under the card that only this person sees. */
  readonly notice?: Notice;
  readonly files: readonly Attachment[];
}

export interface SeenThread {
  /** With `;messageid=` in a channel. */
  readonly id: string;
  readonly root: SeenMessage;
  readonly replies: readonly SeenMessage[];
}

export interface SeenConversation {
  readonly id: string;
  readonly kind: 'channel' | 'personal';
  readonly name: string;
  readonly members: number;
  /** Oldest first; in a personal chat each message is a thread of its own. */
  readonly threads: readonly SeenThread[];
}

export interface SeenDeps {
  readonly world: World;
  readonly log: MessageLog;
  readonly views: Views;
  readonly notifications: Notifications;
}

export function railOf(person: Person, { world, log, notifications }: SeenDeps): RailEntry[] {
  const channels = world.channels
    .filter(({ deleted, members }) => !deleted && members.has(person.id))
    .map(({ id, name, private: isPrivate }) => ({ id, name, private: isPrivate, kind: 'channel' as const }));
  const chat = world.chatWith(person);
  const personal = { id: chat.id, name: world.bot.name, private: true, kind: 'personal' as const };
  return [...channels, personal].map((entry) => {
    const unread = notifications.of(person).filter(({ read, conversationId }) => !read && conversationId === entry.id);
    const lastAt = log.visibleTo(person, entry.id).at(-1)?.sentAt;
    const sounding = unread.filter(({ kind }) => kind !== 'post').length;
    return { ...entry, unread: unread.length, sounding, ...(lastAt === undefined ? {} : { lastAt }) };
  });
}

/**
 * The conversation (or the one thread named by `;messageid=`) as the person sees it, after the automatic refreshes that opening it sets off.
 * Throws when the person is not a member: the page never offers it.
 */
export async function openConversation(person: Person, id: string, deps: SeenDeps): Promise<SeenConversation> {
  const { world, log, views } = deps;
  if (!world.membersOf(id).some((member) => member.id === person.id)) throw new Error(`${person.id} is not in ${id}.`);
  const only = threadOf(id);
  const messages = log.visibleTo(person, baseId(id)).filter(({ rootId }) => only === undefined || rootId === only);
  await Promise.all(messages.map((message) => (message.deleted ? false : views.refreshIfDue(person, message))));
  const channel = world.channel(id);
  const roots = messages.filter((message) => message.rootId === message.id);
  const threads = roots.map((root) => ({
    id: channel ? `${channel.id};messageid=${root.id}` : id,
    root: see(person, root, deps),
    replies: messages
      .filter((message) => message.rootId === root.id && message.id !== root.id)
      .map((reply) => see(person, reply, deps)),
  }));
  const members = world.membersOf(id).length;
  const name = channel?.name ?? world.bot.name;
  return { id: baseId(id), kind: channel ? 'channel' : 'personal', name, members, threads };
}

export function see(person: Person, message: Message, { world, views }: SeenDeps): SeenMessage {
  const { content, editedAt } = message;
  const base = {
    id: message.id,
    author: authorOf(message, world),
    at: message.sentAt,
    ...(editedAt === undefined ? {} : { editedAt }),
    deleted: message.deleted,
    onlyYou: message.onlyFor !== undefined,
    mentionsYou: mentionedIn(world, message).has(person.id),
  };
  if (message.deleted) return { ...base, entities: [], files: [] };
  const card = views.cardFor(person, message);
  const notice = views.noticeFor(person, message);
  return {
    ...base,
    ...(content.text === undefined ? {} : { text: content.text }),
    ...(content.textFormat === undefined ? {} : { textFormat: content.textFormat }),
    ...(content.summary === undefined ? {} : { summary: content.summary }),
    entities: content.entities,
    ...(card ? { card } : {}),
    ...(notice ? { notice } : {}),
    files: content.attachments.filter(({ contentType }) => contentType.startsWith('application/vnd.microsoft.teams.')),
  };
}

function authorOf({ author }: Message, world: World): SeenMessage['author'] {
  if (author.kind === 'bot') return { kind: 'bot', id: 'bot', name: world.bot.name };
  return { kind: 'person', id: author.personId, name: world.person(author.personId)?.name ?? 'Somebody' };
}
