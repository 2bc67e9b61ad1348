import type { Clock } from '../../core/clock';
import { done, type Outcome, type Refusal, refuse } from '../../core/outcome';
import type { StateStore } from '../../core/state';
import type { Tx, UnitOfWork } from '../../core/unit-of-work';
import { type Intents, laneOf } from '../intents';
import type { Painted, PaintSubject } from '../painter';
import { noteTrouble } from '../places/trouble';
import type { Card, DeliveryFailure, Messenger, Outgoing, Target } from '../ports';
import type {
  CardRef,
  CardRefStore,
  Channel,
  ChannelStore,
  Delivery,
  Intent,
  OutboxStore,
  PeopleStore,
} from '../stores';
import type { createDeliverWebhook } from '../webhooks/deliver-webhook';
import { placeWords } from '../words/places';
import { createRepaint, fingerprint } from './repaint';

export type Deliver = (intent: Intent) => Promise<Outcome<void, DeliveryFailure>>;

export interface DeliverParts {
  readonly messenger: Messenger;
  readonly uow: UnitOfWork;
  readonly outbox: OutboxStore;
  readonly refs: CardRefStore;
  readonly channels: ChannelStore;
  readonly people: PeopleStore;
  readonly paint: PaintSubject;
  readonly webhook: ReturnType<typeof createDeliverWebhook>;
  /** Where personal chats are opened when the person was never seen. */
  readonly defaultServiceUrl: string;
  readonly clock: Clock;
  readonly state: StateStore;
  readonly intents: Pick<Intents, 'post'>;
  /** Where alerts go whose channel cannot be reached. */
  readonly fallback: (tx: Tx, except: string) => Promise<readonly Target[]>;
}

type PostDelivery = Extract<Delivery, { kind: 'post' }>;

const nameOf = (channel: Channel | undefined) => (channel === undefined ? {} : { name: channel.name });

/** Somebody must do something first: an alert cannot wait for that. */
const cannotReach = (reason: DeliveryFailure) => reason === 'gone' || reason === 'forbidden';

/** One attempt at one intent: paint from the state as it is now, send, and record where the card stands in the same transaction that settles it. */
export function createDeliver(parts: DeliverParts): Deliver {
  const { messenger, uow, outbox, refs, channels, people, paint, webhook, state, intents, fallback, clock } = parts;
  const repaint = createRepaint(parts);

  async function settle(intent: Intent, ref?: CardRef): Promise<Outcome<void, DeliveryFailure>> {
    await uow.run(async (tx) => {
      if (ref !== undefined) await refs.put(tx, ref);
      await outbox.settle(tx, intent);
    });
    return done(undefined);
  }

  async function post(intent: Intent, channel: Target, outgoing: Outgoing | undefined, subject?: string) {
    if (outgoing === undefined) return settle(intent);
    const posted = await messenger.post(channel, outgoing);
    await noteChannel(channel, posted);
    if (!posted.ok) return posted;
    if (subject === undefined) return settle(intent);
    return settle(intent, refOf(subject, channel.serviceUrl, posted.value, true, outgoing.card));
  }

  function refOf(
    subject: string,
    serviceUrl: string,
    posted: { conversationId: string; activityId: string },
    opensThread: boolean,
    card: Card | undefined,
    personOf?: string,
  ): CardRef {
    const { conversationId, activityId } = posted;
    return {
      subject,
      serviceUrl,
      conversationId,
      activityId,
      opensThread,
      postedAt: clock.now(),
      ...(personOf === undefined ? {} : { personOf }),
      ...(card === undefined ? {} : { painted: fingerprint(card) }),
    };
  }

  /** `health` shows a channel's last problem until a message goes through again. */
  async function noteChannel(target: Target, outcome: Outcome<unknown, DeliveryFailure>): Promise<void> {
    await uow.run(async (tx) => {
      const channel = await channels.get(tx, target.conversationId);
      const problem = outcome.ok ? undefined : `${outcome.reason}: ${outcome.message}`;
      const lost = !outcome.ok && outcome.reason === 'gone';
      const trouble = problem === undefined ? undefined : { says: problem, lost, at: clock.now() };
      await noteTrouble(tx, state, target.conversationId, trouble && { ...trouble, ...nameOf(channel) });
      if (channel === undefined || channel.problem === problem) return;
      const { problem: _old, ...rest } = channel;
      await channels.put(tx, problem === undefined ? rest : { ...rest, problem });
    });
  }

  /** Written once an intent: the fallback's own post has an id of its own. What may still be delivered to its proper channel is tried on. */
  async function fallBack({ subject }: Intent, { channel, mentions }: PostDelivery, failed: Refusal): Promise<void> {
    await uow.run(async (tx) => {
      const proper = await channels.get(tx, channel.conversationId);
      const text = placeWords.comesHereInstead(subject, { ...nameOf(proper), says: failed.reason });
      for (const target of await fallback(tx, channel.conversationId))
        await intents.post(tx, subject, target, mentions, clock.now(), text);
    });
  }

  /** A card is posted once to a channel, however often that is wished for. */
  async function standsIn({ conversationId }: Target, subject: string): Promise<boolean> {
    const all = await uow.run((tx) => refs.ofSubject(tx, subject));
    return all.some((ref) => ref.opensThread && laneOf(ref.conversationId) === laneOf(conversationId));
  }

  async function threadOf(subject: string): Promise<CardRef | undefined> {
    const all = await uow.run((tx) => refs.ofSubject(tx, subject));
    return all.find(({ opensThread }) => opensThread);
  }

  /**
   * In a personal chat the card is its person's own view already. A refresh there would only replace it under their hands, with what they were
   * typing; a changed state repaints it like any other.
   */
  async function paintFor(
    subject: string,
    personOf: string | undefined,
    channel?: string,
  ): Promise<Painted | undefined> {
    const painted = await paint(subject, personOf, personOf === undefined ? channel : undefined);
    if (painted === undefined || personOf === undefined) return painted;
    const { refresh: _refresh, ...card } = painted.card;
    return { ...painted, card };
  }

  async function outgoingFor(
    intent: { text?: string; summary: string; mentions?: Outgoing['mentions']; card?: string },
    viewer?: string,
    channel?: string,
  ) {
    const painted = intent.card === undefined ? undefined : await paintFor(intent.card, viewer, channel);
    const outgoing: Outgoing = {
      summary: intent.summary,
      ...(intent.text === undefined ? {} : { text: intent.text }),
      ...(intent.mentions === undefined ? {} : { mentions: intent.mentions }),
      ...(painted === undefined ? {} : { card: painted.card }),
    };
    return outgoing;
  }

  return async (intent) => {
    const { delivery } = intent;
    switch (delivery.kind) {
      case 'post': {
        if (await standsIn(delivery.channel, intent.subject)) return settle(intent);
        const painted = await paint(intent.subject, undefined, laneOf(delivery.channel.conversationId));
        const outgoing = painted && {
          ...painted,
          mentions: delivery.mentions,
          ...(delivery.text === undefined ? {} : { text: delivery.text }),
        };
        const posted = await post(intent, delivery.channel, outgoing, intent.subject);
        if (!posted.ok && cannotReach(posted.reason)) await fallBack(intent, delivery, posted);
        return posted;
      }
      case 'notice':
        return post(intent, delivery.channel, {
          text: delivery.text,
          summary: delivery.summary,
          mentions: delivery.mentions,
        });
      case 'repaint': {
        const ref = await uow.run((tx) => refs.find(tx, delivery.conversationId, delivery.activityId));
        const painted = ref && (await paintFor(intent.subject, ref.personOf, laneOf(ref.conversationId)));
        if (ref === undefined || painted === undefined) return settle(intent);
        const repainted = await repaint(ref, painted);
        return repainted.ok ? settle(intent) : repainted;
      }
      case 'webhook': {
        const called = await webhook(intent, delivery);
        return called.ok ? settle(intent) : called;
      }
      case 'reply': {
        const thread = await threadOf(delivery.threadOf);
        if (thread === undefined) return refuse('unreachable', `the card of ${delivery.threadOf} is not posted yet`);
        const outgoing = await outgoingFor(delivery, undefined, laneOf(thread.conversationId));
        const replied = await messenger.reply(thread, outgoing);
        if (!replied.ok) return replied;
        return delivery.card === undefined
          ? settle(intent)
          : settle(intent, refOf(delivery.card, thread.serviceUrl, replied.value, false, outgoing.card));
      }
      case 'personal': {
        const { to } = delivery;
        const known = await uow.run((tx) => people.get(tx, to.objectId));
        const serviceUrl = known?.serviceUrl ?? parts.defaultServiceUrl;
        const chat =
          known?.personalConversationId === undefined
            ? await messenger.personal(serviceUrl, to.objectId)
            : done({ serviceUrl, conversationId: known.personalConversationId });
        if (!chat.ok) return chat;
        if (known?.personalConversationId === undefined) {
          const { conversationId: personalConversationId } = chat.value;
          await uow.run((tx) => people.put(tx, { ...to, serviceUrl, personalConversationId, seenAt: clock.now() }));
        }
        const outgoing = await outgoingFor(delivery, to.objectId);
        const sent = await messenger.reply(chat.value, outgoing);
        if (!sent.ok) return sent;
        return delivery.card === undefined
          ? settle(intent)
          : settle(intent, refOf(delivery.card, chat.value.serviceUrl, sent.value, false, outgoing.card, to.objectId));
      }
    }
  };
}
