import type { Outcome } from '../core/outcome';

/** An adaptive card as JSON. */
export type Card = Readonly<Record<string, unknown>>;

/** Who pressed or wrote, as the verified token and activity say; never read from a card's data. */
export interface Caller {
  /** Entra object id, lower case. */
  readonly objectId: string;
  readonly tenantId: string;
  /** Display name: text from outside. */
  readonly name: string;
}

export interface Place {
  readonly kind: 'channel' | 'personal' | 'group';
  /** As the activity says, with `;messageid=` in a channel thread. */
  readonly conversationId: string;
  /** The channel without `;messageid=`; missing in personal chats. */
  readonly channelId?: string;
  readonly teamId?: string;
  readonly teamName?: string;
  readonly channelName?: string;
  readonly serviceUrl: string;
}

interface IncomingBase {
  /** The activity's id: the key for de-duplication and audit. */
  readonly id: string;
  readonly caller: Caller;
  readonly place: Place;
  /** Epoch milliseconds, when the edge received it. */
  readonly receivedAt: number;
}

/** What Teams may ask of us. */
export type Incoming = MessageIn | PressIn | DialogIn | MembershipIn | FileConsentIn;

export interface MessageIn extends IncomingBase {
  readonly kind: 'message';
  /** With the bot's mention removed, NBSP normalised, trimmed; empty when there was none. */
  readonly text: string;
  /** People mentioned in it, the bot excluded. `objectId` is missing when Teams gives only the MRI. */
  readonly mentions: readonly { readonly objectId?: string; readonly name: string }[];
  /** Visible to the sender only (slash command). */
  readonly targeted: boolean;
  /** Data of an `Action.Submit` fallback press. */
  readonly value?: Readonly<Record<string, unknown>>;
  /** Activity the message or submit answers. */
  readonly replyToId?: string;
}

export interface PressIn extends IncomingBase {
  readonly kind: 'press';
  readonly verb: string;
  /** Card data merged with inputs: only ids and typed text in it are used, never authority. */
  readonly data: Readonly<Record<string, unknown>>;
  /** `automatic`: a refresh by the client, which must have no side effect. */
  readonly trigger: 'manual' | 'automatic';
  /** Activity id of the card. */
  readonly cardId?: string;
}

export interface DialogIn extends IncomingBase {
  readonly kind: 'dialog-open' | 'dialog-submit';
  readonly data: Readonly<Record<string, unknown>>;
  readonly cardId?: string;
}

export interface MembershipIn extends IncomingBase {
  readonly kind: 'membership';
  readonly event:
    | 'bot-added'
    | 'bot-removed'
    | 'channel-renamed'
    | 'channel-deleted'
    | 'team-renamed'
    | 'members-changed';
}

/** Somebody took or declined a file that was offered to them in their personal chat. */
export interface FileConsentIn extends IncomingBase {
  readonly kind: 'file-consent';
  readonly accepted: boolean;
  /** What the offer carried; it went through the client, so it names what was asked for and grants nothing. */
  readonly context: Readonly<Record<string, unknown>>;
  /** Where to put the bytes; missing when declined. */
  readonly upload?: UploadPlace;
  readonly cardId?: string;
}

/** A place in the person's own OneDrive, as Teams made it for this file. */
export interface UploadPlace {
  /** Carries its own authorisation: it is never logged, and our token never goes there. */
  readonly uploadUrl: string;
  readonly contentUrl: string;
  readonly name: string;
  readonly uniqueId: string;
  readonly fileType: string;
}

/** A file offered in a personal chat: it is made and sent when the person takes it. */
export interface FileOffer {
  readonly name: string;
  readonly description: string;
  readonly bytes: number;
  readonly context: Readonly<Record<string, unknown>>;
}

/** What we answer. */
export type Answer =
  | { readonly kind: 'none' }
  /** To a press: replaces the presser's view. To a message: a card in the thread (or privately). */
  | { readonly kind: 'card'; readonly card: Card; readonly summary: string; readonly private?: boolean }
  | { readonly kind: 'words'; readonly text: string; readonly private?: boolean }
  /** Only to a message in a personal chat: Teams has no files from bots elsewhere. */
  | { readonly kind: 'file'; readonly offer: FileOffer }
  /** Seen by the presser only; to a message it becomes private words. */
  | {
      readonly kind: 'refused';
      readonly status: 400 | 403 | 404 | 409 | 412 | 429 | 500;
      readonly code: string;
      readonly message: string;
    }
  | {
      readonly kind: 'dialog';
      readonly title: string;
      readonly card: Card;
      readonly size?: 'small' | 'medium' | 'large';
    };

/** The chat room's one entrance. It never throws for what people do; a rejection is a fault and the edge answers with a fixed sentence. */
export type HandleIncoming = (incoming: Incoming) => Promise<Answer>;

export interface Outgoing {
  readonly card?: Card;
  /** A sentence, shown as it is above or instead of the card: the edge escapes whatever would be markup. Only `code` spans and line breaks mean something. */
  readonly text?: string;
  /** What the lock screen shows, plain text. */
  readonly summary: string;
  readonly mentions?: readonly Person[];
  readonly offer?: FileOffer;
  /** A file that was uploaded: shown as a link to it. */
  readonly stored?: UploadPlace;
}

export interface Person {
  readonly objectId: string;
  readonly name: string;
}

/** A conversation the bot may write into. */
export interface Target {
  readonly serviceUrl: string;
  /** Channel id for `post`; thread (`…;messageid=`) or personal conversation id for the rest. */
  readonly conversationId: string;
}

export interface Posted {
  /** For a channel post: the new thread, `19:…;messageid=<ts>`. */
  readonly conversationId: string;
  readonly activityId: string;
}

/** The chat service. One attempt a call: retries, order and rate limits are the outbox's. */
export interface Messenger {
  /** A new thread in a channel. */
  post(channel: Target, message: Outgoing): Promise<Outcome<Posted, DeliveryFailure>>;
  /** A message in a thread or personal chat. */
  reply(thread: Target, message: Outgoing): Promise<Outcome<Posted, DeliveryFailure>>;
  /** Replaces a message in place; notifies nobody. */
  update(thread: Target, activityId: string, message: Outgoing): Promise<Outcome<void, DeliveryFailure>>;
  /** Opens (or finds) the personal chat with a person. */
  personal(serviceUrl: string, objectId: string): Promise<Outcome<Target, DeliveryFailure>>;
  /** A message in a channel thread that only `recipient` sees. */
  whisper(thread: Target, recipient: Person, message: Outgoing): Promise<Outcome<void, DeliveryFailure>>;
  /** Puts a whole file where Teams said. Refuses (`forbidden`) every address that is not a file store of Microsoft 365. */
  upload(place: UploadPlace, content: Uint8Array): Promise<Outcome<void, DeliveryFailure>>;
  /** Names of a team's channels by conversation id: the activities of a channel carry its id alone. `conversationId` is the team's. */
  channelNames(team: Target): Promise<Outcome<ReadonlyMap<string, string>, DeliveryFailure>>;
  /** Members of a conversation or team. */
  roster(target: Target): Promise<Outcome<readonly RosterMember[], DeliveryFailure>>;
}

export interface RosterMember extends Person {
  /** Bot Framework id, `29:…`: needed in `refresh.userIds`. */
  readonly mri: string;
  readonly userPrincipalName?: string;
  readonly guest: boolean;
}

/**
 * `throttled`: wait `retryAfterMs` (on `DeliveryRefusal`). `gone`: the message or conversation no longer exists. `forbidden`: the bot may not write there.
 * `unreachable`: nothing was sent. `unknown-outcome`: the request left and no answer came; it may have been posted.
 */
export type DeliveryFailure =
  | 'throttled'
  | 'gone'
  | 'forbidden'
  | 'too-large'
  | 'rejected'
  | 'unreachable'
  | 'unknown-outcome';

/** A delivery refusal of reason `throttled` carries this field; read it with `retryAfterOf`. */
export function retryAfterOf(refusal: object): number | undefined {
  const value = (refusal as { retryAfterMs?: unknown }).retryAfterMs;
  return typeof value === 'number' ? value : undefined;
}

/** Endpoints outside chat that the configuration names: webhooks and the heartbeat. One attempt a call; no redirect is followed, and no refusal repeats an address or an answer. */
export interface HttpCaller {
  post(url: string, headers: Readonly<Record<string, string>>, body: string): Promise<Outcome<void, DeliveryFailure>>;
  get(url: string): Promise<Outcome<void, DeliveryFailure>>;
}
