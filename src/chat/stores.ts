import type { Tx } from '../core/unit-of-work';
import type { Answer, Person, Target } from './ports';

/** Clocks of instances may differ by less than this; a claim that reaches further was made before a clock was put back. Milliseconds. */
export const clockSlackMs = 60_000;

/**
 * What chat keeps. An intent is written in the transaction of the state change it tells about; the outbox runner claims, delivers and settles it,
 * so that a kill at any moment loses nothing.
 */
export interface OutboxStore {
  /**
   * Ids are idempotency keys, and that is how repaints of one card coalesce: when an intent with this id exists (waiting or claimed), only its
   * `generation` is raised by one, so that a delivery already under way does not swallow the newer wish.
   */
  add(tx: Tx, intent: NewIntent): Promise<void>;
  /**
   * Claims due intents whose lane has no live claim: at most one a lane, its head (`dueAt` is respected for the head only: a lane whose head
   * waits is skipped), until `claimedUntil`. The head is what is claimed; else the oldest new card, which waits for no repaint of an older
   * one; else the oldest. An expired claim is claimable again. What a clock that has been put back since
   * left in the future (created later than `now`, claimed for a minute longer than any claim) does not wait for it.
   */
  claim(tx: Tx, now: number, limit: number, claimedUntil: number): Promise<readonly Intent[]>;
  /** Delivered: forgotten if the generation is still the claimed one; otherwise unclaimed and due at once. */
  settle(tx: Tx, intent: Pick<Intent, 'id' | 'generation'>): Promise<void>;
  /** Back to waiting until `dueAt`. */
  postpone(tx: Tx, id: string, dueAt: number, attempts: number, problem: string): Promise<void>;
  /** Undeliverable: kept for `health`, out of its lane. */
  bury(tx: Tx, id: string, problem: string, at: number): Promise<void>;
  /**
   * Times of the sends to a conversation up to `until`, by how many it took: for each of `counts` the time of that many sends ago, missing when
   * there were fewer.
   */
  sentAt(
    tx: Tx,
    conversation: string,
    until: number,
    counts: readonly number[],
  ): Promise<readonly (number | undefined)[]>;
  /** Remembers a send, and drops the conversation's before `forgetBefore`. */
  noteSent(tx: Tx, conversation: string, at: number, forgetBefore: number): Promise<void>;
  /** When the next claimable intent is due; undefined when none waits. */
  nextDueAt(tx: Tx): Promise<number | undefined>;
  state(tx: Tx): Promise<OutboxState>;
}

export interface OutboxState {
  readonly waiting: number;
  /** `createdAt` of the oldest waiting one. */
  readonly oldestAt?: number;
  readonly buried: readonly {
    readonly id: string;
    readonly lane: string;
    readonly problem: string;
    readonly at: number;
  }[];
}

export const newCardPrefix = 'post:';

export interface Intent {
  /** Ids of new cards begin with `newCardPrefix`: they go before what else waits in their lane. */
  readonly id: string;
  /** Order is kept per lane: the channel (without `;messageid=`) or the personal chat's person. */
  readonly lane: string;
  /** Alert, review or other id the intent is about. */
  readonly subject: string;
  readonly createdAt: number;
  readonly dueAt: number;
  readonly attempts: number;
  /** 0 when new. */
  readonly generation: number;
  readonly delivery: Delivery;
}

export type NewIntent = Omit<Intent, 'attempts' | 'generation'>;

export type Delivery =
  /** A card of the subject, painted at sending time, in a new thread. */
  | { readonly kind: 'post'; readonly channel: Target; readonly mentions: readonly Person[]; readonly text?: string }
  /** One posted card of the subject, painted at sending time. */
  | { readonly kind: 'repaint'; readonly conversationId: string; readonly activityId: string }
  /** Words in the subject's thread. `card` posts the card of another subject there (a review in the alert's thread). */
  | {
      readonly kind: 'reply';
      readonly threadOf: string;
      readonly text?: string;
      readonly summary: string;
      readonly mentions: readonly Person[];
      readonly card?: string;
    }
  /** Words or a card in somebody's personal chat. */
  | {
      readonly kind: 'personal';
      readonly to: Person;
      readonly text?: string;
      readonly summary: string;
      readonly card?: string;
    }
  /** Plain words to a channel, outside any thread. */
  | {
      readonly kind: 'notice';
      readonly channel: Target;
      readonly text: string;
      readonly summary: string;
      readonly mentions: readonly Person[];
    }
  /** A call of a webhook, built at sending time. `hook` names it without its address, which may hold a secret. */
  | { readonly kind: 'webhook'; readonly hook: string; readonly event: WebhookEvent };

/** What a webhook is told happened to an alert. */
export interface WebhookEvent {
  readonly kind: 'raised' | 'rose' | 'escalated' | 'acknowledged' | 'reopened' | 'resolved' | 'undelivered';
  readonly at: number;
  /** Of `escalated`: the level reached. */
  readonly levelName?: string;
}

/** Where a card of a subject stands, so that it can be repainted. */
export interface CardRef {
  readonly subject: string;
  readonly serviceUrl: string;
  readonly conversationId: string;
  readonly activityId: string;
  /** The first channel post of a subject opens its thread. */
  readonly opensThread: boolean;
  readonly postedAt: number;
  /** Whose personal chat it stands in; missing in channels. */
  readonly personOf?: string;
  /** Fingerprint of the card that Teams last confirmed there; missing = unknown. */
  readonly painted?: string;
}

export interface CardRefStore {
  /** Upserts by (conversationId, activityId). */
  put(tx: Tx, ref: CardRef): Promise<void>;
  find(tx: Tx, conversationId: string, activityId: string): Promise<CardRef | undefined>;
  /** What stands there now as far as Teams confirmed it, undefined = unknown. Does nothing when the card is forgotten. */
  notePainted(tx: Tx, conversationId: string, activityId: string, painted: string | undefined): Promise<void>;
  /** Oldest first. */
  ofSubject(tx: Tx, subject: string): Promise<readonly CardRef[]>;
  remove(tx: Tx, conversationId: string, activityId: string): Promise<void>;
}

/** A channel that receives alerts. */
export interface Channel {
  readonly conversationId: string;
  readonly serviceUrl: string;
  readonly name: string;
  readonly teamId?: string;
  readonly subscribedBy: string;
  readonly subscribedAt: number;
  /** Words of the last delivery failure, until one succeeds. */
  readonly problem?: string;
}

export interface ChannelStore {
  put(tx: Tx, channel: Channel): Promise<void>;
  get(tx: Tx, conversationId: string): Promise<Channel | undefined>;
  /** Oldest subscription first. */
  all(tx: Tx): Promise<readonly Channel[]>;
  remove(tx: Tx, conversationId: string): Promise<void>;
}

/** Somebody the bot has met: how to reach them in person. */
export interface KnownPerson extends Person {
  readonly serviceUrl: string;
  /** Bot Framework id, `29:…`, when seen. */
  readonly mri?: string;
  /** The personal chat, once opened. */
  readonly personalConversationId?: string;
  readonly seenAt: number;
}

export interface PeopleStore {
  /** Upserts; fields that are missing keep what was known. */
  put(tx: Tx, person: KnownPerson): Promise<void>;
  get(tx: Tx, objectId: string): Promise<KnownPerson | undefined>;
  many(tx: Tx, objectIds: readonly string[]): Promise<readonly KnownPerson[]>;
}

/** Activities that were handled, so that Teams sending one again has no second effect. */
export interface SeenStore {
  get(tx: Tx, activityKey: string): Promise<Answer | undefined>;
  put(tx: Tx, activityKey: string, answer: Answer, at: number): Promise<void>;
  forgetBefore(tx: Tx, at: number): Promise<void>;
}
