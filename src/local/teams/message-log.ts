import type { Changes } from './changes';
import type { Author, Message, MessageContent, Person } from './model';
import type { World } from './world';

export interface NewMessage {
  readonly conversationId: string;
  /** The thread replied to; a new root post when missing. */
  readonly rootId?: string;
  readonly author: Author;
  readonly onlyFor?: string;
  readonly content: MessageContent;
}

export interface MessageLog {
  add(message: NewMessage): Message;
  edit(message: Message, content: MessageContent): void;
  remove(message: Message): void;
  byId(id: string): Message | undefined;
  /** Oldest first; deleted messages stay in, marked. */
  in(conversationId: string): Message[];
  /** Without the messages targeted at somebody else. */
  visibleTo(person: Person, conversationId: string): Message[];
  /** Called for every new message, never for an edit: editing makes no sound in Teams. */
  onNew(listener: (message: Message) => void): void;
  onEdit(listener: (message: Message) => void): void;
}

type Listener = (message: Message) => void;

export function createMessageLog(world: World, changes: Changes): MessageLog {
  const messages: Message[] = [];
  const newListeners: Listener[] = [];
  const editListeners: Listener[] = [];
  const log: MessageLog = {
    add({ conversationId, rootId, author, onlyFor, content }) {
      const id = world.nextId();
      const message: Message = {
        id,
        conversationId,
        rootId: rootId ?? id,
        author,
        ...(onlyFor === undefined ? {} : { onlyFor }),
        sentAt: world.clock.now(),
        content,
        deleted: false,
      };
      messages.push(message);
      for (const listener of newListeners) listener(message);
      changes.tell({ kind: 'message', conversationId, messageId: id });
      return message;
    },
    edit(message, content) {
      message.content = content;
      message.editedAt = world.clock.now();
      for (const listener of editListeners) listener(message);
      changes.tell({ kind: 'update', conversationId: message.conversationId, messageId: message.id });
    },
    remove(message) {
      message.deleted = true;
      changes.tell({ kind: 'delete', conversationId: message.conversationId, messageId: message.id });
    },
    byId: (id) => messages.find((message) => message.id === id),
    in: (conversationId) => messages.filter((message) => message.conversationId === conversationId),
    visibleTo: (person, conversationId) =>
      log.in(conversationId).filter(({ onlyFor }) => onlyFor === undefined || onlyFor === person.id),
    onNew: (listener) => newListeners.push(listener),
    onEdit: (listener) => editListeners.push(listener),
  };
  return log;
}
