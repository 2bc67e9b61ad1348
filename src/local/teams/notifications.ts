import type { Changes } from './changes';
import type { MessageLog } from './message-log';
import { cardOf, isObject, type Json, type Message, type Person, text } from './model';
import type { World } from './world';

export interface Notification {
  readonly personId: string;
  /** `post` makes the channel bold and nothing else; `mention` and `personal` sound. */
  readonly kind: 'mention' | 'personal' | 'post';
  /** The line of the lock screen: the activity's `summary`, else its text, else what Teams says of a card. */
  readonly line: string;
  readonly conversationId: string;
  readonly rootId: string;
  readonly messageId: string;
  readonly at: number;
  read: boolean;
}

export interface Notifications {
  of(person: Person): Notification[];
  markRead(person: Person, conversationId: string): void;
}

/** Who is told of which message. Edits notify nobody, so they never reach this file. */
export function createNotifications(world: World, log: MessageLog, changes: Changes): Notifications {
  const all: Notification[] = [];
  log.onNew((message) => {
    const mentioned = mentionedIn(world, message);
    for (const person of audience(world, message)) {
      const kind = kindFor(world, message, person, mentioned);
      const { conversationId, rootId, id: messageId } = message;
      const line = lineFor(message);
      all.push({
        personId: person.id,
        kind,
        line,
        conversationId,
        rootId,
        messageId,
        at: world.clock.now(),
        read: false,
      });
    }
  });
  return {
    of: (person) => all.filter(({ personId }) => personId === person.id),
    markRead(person, conversationId) {
      const unread = all.filter((entry) => isUnreadIn(entry, person, conversationId));
      for (const entry of unread) entry.read = true;
      if (unread.length > 0) changes.tell({ kind: 'read', conversationId, personId: person.id });
    },
  };
}

function isUnreadIn(entry: Notification, person: Person, conversationId: string): boolean {
  return entry.personId === person.id && entry.conversationId === conversationId && !entry.read;
}

function audience(world: World, message: Message): Person[] {
  const { author, onlyFor } = message;
  return world
    .membersOf(message.conversationId)
    .filter(({ id }) => onlyFor === undefined || onlyFor === id)
    .filter(({ id }) => author.kind === 'bot' || author.personId !== id);
}

function kindFor(world: World, message: Message, person: Person, mentioned: Set<string>): Notification['kind'] {
  if (world.chat(message.conversationId)) return 'personal';
  return mentioned.has(person.id) || message.onlyFor === person.id ? 'mention' : 'post';
}

/**
 * Handles of the people a message really mentions. Text mentions need the `29:` id; mentions in a card may also use the object id or the user
 * principal name. Either way the entity's `<at>…</at>` text must stand in what is shown, as in Teams.
 */
export function mentionedIn(world: World, message: Message): Set<string> {
  const card = cardOf(message);
  const cardText = JSON.stringify(card ?? {});
  const inText = message.content.entities.filter(isMentionIn(message.content.text ?? ''));
  const inCard = entitiesOfCard(card).filter(isMentionIn(cardText));
  const found = new Set<string>();
  for (const id of inText.map(mentionedId)) {
    const person = world.people.find(({ mri }) => mri === id);
    if (person) found.add(person.id);
  }
  for (const id of inCard.map(mentionedId)) {
    const person = id === undefined ? undefined : world.person(id);
    if (person) found.add(person.id);
  }
  return found;
}

function entitiesOfCard(card: Json | undefined): Json[] {
  const msteams = card?.msteams;
  return isObject(msteams) && Array.isArray(msteams.entities) ? msteams.entities.filter(isObject) : [];
}

function isMentionIn(shown: string): (entity: Json) => boolean {
  return (entity) => {
    const marker = text(entity.text);
    return entity.type === 'mention' && marker !== undefined && shown.includes(marker);
  };
}

function mentionedId(entity: Json): string | undefined {
  return isObject(entity.mentioned) ? text(entity.mentioned.id) : undefined;
}

function lineFor({ content }: Message): string {
  const plain = content.text?.replace(/<[^>]*>/g, '').trim();
  return content.summary ?? (plain || (content.attachments.length > 0 ? 'Sent a card' : ''));
}
