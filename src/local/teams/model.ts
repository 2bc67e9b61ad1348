/** A person of the emulated tenant. `id` is a short handle used by tests and the page; the bot never sees it. */
export interface PersonSpec {
  readonly id: string;
  /** Entra object id: what the bot sees as `from.aadObjectId`. */
  readonly objectId: string;
  readonly name: string;
  readonly upn: string;
  /** Words shown beside the name in the page's switcher, for example "Approver". */
  readonly role?: string;
  readonly guest?: boolean;
}

/** `mri` is the `29:…` id by which Teams addresses people; it is not derivable from the object id for a bot. */
export interface Person extends PersonSpec {
  readonly mri: string;
}

export interface ChannelSpec {
  /** `19:…@thread.tacv2`; the first channel of the list is the team's General channel and lends the team its id. */
  readonly id: string;
  readonly name: string;
  readonly private?: boolean;
  /** Handles of the members; everybody when missing. */
  readonly members?: readonly string[];
}

export interface Channel {
  readonly id: string;
  readonly private: boolean;
  readonly members: Set<string>;
  name: string;
  deleted: boolean;
}

export interface PersonalChat {
  /** `a:…`, as Teams names one-to-one conversations of a bot. */
  readonly id: string;
  readonly personId: string;
}

export type Json = Record<string, unknown>;

export type Author = { readonly kind: 'bot' } | { readonly kind: 'person'; readonly personId: string };

export interface Message {
  /** Epoch milliseconds as text, unique in the emulator, like Teams' own message ids. */
  readonly id: string;
  /** Channel or personal chat, without `;messageid=`. */
  readonly conversationId: string;
  /** The thread's first message; equal to `id` for a root post and for every personal message. */
  readonly rootId: string;
  readonly author: Author;
  /** Handle of the only person who can see it (a targeted message). */
  readonly onlyFor?: string;
  readonly sentAt: number;
  content: MessageContent;
  editedAt?: number;
  deleted: boolean;
}

export interface MessageContent {
  readonly text?: string;
  readonly textFormat?: string;
  readonly summary?: string;
  readonly attachments: readonly Attachment[];
  readonly entities: readonly Json[];
}

export interface Attachment {
  readonly contentType: string;
  readonly content?: unknown;
  readonly contentUrl?: string;
  readonly name?: string;
}

export const ADAPTIVE_CARD = 'application/vnd.microsoft.card.adaptive';

export function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** The message's first adaptive card, as the bot sent it. */
export function cardOf(message: Message): Json | undefined {
  const found = message.content.attachments.find(({ contentType }) => contentType === ADAPTIVE_CARD);
  return isObject(found?.content) ? found.content : undefined;
}
