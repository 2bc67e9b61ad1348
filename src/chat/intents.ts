import type { Tx } from '../core/unit-of-work';
import type { Person, Target } from './ports';
import { type CardRef, type CardRefStore, type Delivery, newCardPrefix, type OutboxStore } from './stores';

/** Writes intents with the ids that make them idempotent and the lanes that keep their order. */
export interface Intents {
  /** `text` stands above the card. */
  post(tx: Tx, subject: string, channel: Target, mentions: readonly Person[], at: number, text?: string): Promise<void>;
  /** Every card of the subject, or those wanted. */
  repaint(tx: Tx, subject: string, at: number, wanted?: (card: CardRef) => boolean): Promise<void>;
  reply(tx: Tx, threadOf: string, reply: ReplyWish, at: number): Promise<void>;
  personal(tx: Tx, subject: string, to: Person, message: PersonalWish, at: number): Promise<void>;
  notice(tx: Tx, id: string, channel: Target, text: string, at: number, mentions?: readonly Person[]): Promise<void>;
}

export interface ReplyWish {
  /** Makes the reply unique: what happened, e.g. `escalated:2`. */
  readonly key: string;
  readonly summary: string;
  readonly text?: string;
  readonly mentions?: readonly Person[];
  /** Subject whose card is posted with it. */
  readonly card?: string;
}

/** Words or a card, never both: a repaint knows the card alone, and the words above it would be gone. */
export type PersonalWish = Pick<ReplyWish, 'key' | 'summary'> &
  ({ readonly text: string; readonly card?: never } | { readonly card: string; readonly text?: never });

export function createIntents(outbox: OutboxStore, refs: CardRefStore): Intents {
  const add = (tx: Tx, id: string, lane: string, subject: string, at: number, delivery: Delivery) =>
    outbox.add(tx, { id, lane, subject, createdAt: at, dueAt: at, delivery });

  return {
    post: (tx, subject, channel, mentions, at, text) =>
      add(tx, `${newCardPrefix}${subject}:${channel.conversationId}`, laneOf(channel.conversationId), subject, at, {
        kind: 'post',
        channel,
        mentions,
        ...(text === undefined ? {} : { text }),
      }),
    async repaint(tx, subject, at, wanted = () => true) {
      for (const { conversationId, activityId } of (await refs.ofSubject(tx, subject)).filter(wanted)) {
        await add(tx, `repaint:${conversationId}:${activityId}`, laneOf(conversationId), subject, at, {
          kind: 'repaint',
          conversationId,
          activityId,
        });
      }
    },
    async reply(tx, threadOf, { key, summary, text, mentions = [], card }, at) {
      const thread = (await refs.ofSubject(tx, threadOf)).find(({ opensThread }) => opensThread);
      // Before the first post is out, its own lane is unknown; the subject's name keeps the replies in order until then.
      const lane = thread === undefined ? `thread:${threadOf}` : laneOf(thread.conversationId);
      await add(tx, `reply:${threadOf}:${key}`, lane, card ?? threadOf, at, {
        kind: 'reply',
        threadOf,
        summary,
        mentions,
        ...(text === undefined ? {} : { text }),
        ...(card === undefined ? {} : { card }),
      });
    },
    personal: (tx, subject, to, { key, summary, text, card }, at) =>
      add(tx, `personal:${subject}:${to.objectId}:${key}`, `person:${to.objectId}`, subject, at, {
        kind: 'personal',
        to,
        summary,
        ...(text === undefined ? {} : { text }),
        ...(card === undefined ? {} : { card }),
      }),
    notice: (tx, id, channel, text, at, mentions = []) =>
      add(tx, `notice:${id}:${channel.conversationId}`, laneOf(channel.conversationId), id, at, {
        kind: 'notice',
        channel,
        text,
        summary: text,
        mentions,
      }),
  };
}

/** Channel posts and the replies in their threads share a lane: Teams counts them together. */
export function laneOf(conversationId: string): string {
  return conversationId.split(';')[0] ?? conversationId;
}
