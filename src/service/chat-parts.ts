import { createAlertDesk } from '../alerts/desk';
import type { AlertChange } from '../alerts/ingest';
import { withSilence } from '../alerts/silence';
import { createTimers } from '../alerts/timers';
import { createActors, peopleIn } from '../chat/actors';
import { createAnnounce } from '../chat/announce';
import { createAskable } from '../chat/askable';
import { createCalling } from '../chat/calling';
import { createCardPainter } from '../chat/card-painter';
import { createIntents } from '../chat/intents';
import { levelsOf, mentionIds, mostMentions } from '../chat/levels';
import { createNewcomers, watchedRoles } from '../chat/newcomers';
import { conversationOf } from '../chat/outbox/conversation';
import { createDeliver } from '../chat/outbox/deliver';
import { createOutboxRunner } from '../chat/outbox/runner';
import type { Restriction } from '../chat/places/restricted';
import type { HandleIncoming, HttpCaller, Messenger, Person } from '../chat/ports';
import { createReviewRoom } from '../chat/review-cards';
import type { ReviewRoom } from '../chat/review-room';
import type { ChatRoom } from '../chat/room';
import { createRouter } from '../chat/router';
import { createStanding } from '../chat/standing';
import { createAnnounceWebhooks } from '../chat/webhooks/announce-webhooks';
import { createDeliverWebhook } from '../chat/webhooks/deliver-webhook';
import type { EscalationLevel } from '../core/policy';
import type { Tx } from '../core/unit-of-work';
import { networks } from '../geo/networks';
import { buildChatDuties, type ChatDuties } from './chat-duties';
import { foundBy } from './found-by';
import type { HealthCheck } from './health';
import { buildIncidents } from './incident-parts';
import { buildMutes, paintStanding } from './mute-parts';
import { observeChat, observeDeliveries } from './observe';
import type { ServiceParts } from './parts';
import { buildPlaces } from './place-parts';
import { buildReviews } from './review-parts';
import { buildWatch } from './watch-parts';

export interface ChatSide extends ChatDuties {
  readonly room: ChatRoom;
  readonly handle: HandleIncoming;
  readonly outbox: ReturnType<typeof createOutboxRunner>;
  readonly timers: ReturnType<typeof createTimers>;
  /** Runs in the transaction of every alert change. */
  readonly alertChanged: (tx: Tx, change: AlertChange) => Promise<void>;
  readonly levels: () => readonly EscalationLevel[];
  /** Announces approvers and administrators who were never seen before; to be called when the groups were read. */
  readonly meetRoleHolders: () => Promise<void>;
  /** Where a new alert lives. */
  readonly place: Restriction['place'];
  /** After a change of policy: timers are set anew. */
  readonly reschedule: (now: number) => Promise<void>;
}

export interface ChatSideParts extends ServiceParts {
  readonly messenger: Messenger;
  readonly http: HttpCaller;
  readonly webhookKey: (variable: string) => string | undefined;
  readonly health: HealthCheck;
  /** Up to when the log is known to be complete. */
  readonly logCompleteTo: () => number | undefined;
}

/** Activity rows may become visible this much after their time (the card says so too): what a poll saw is complete only up to then. */
const rowsLagMs = 20 * 60_000;

function minus(at: number | undefined, ms: number): number | undefined {
  return at === undefined ? undefined : at - ms;
}

/** Builds the chat room over the stores and the messenger. */
export async function buildChat(parts: ChatSideParts): Promise<ChatSide> {
  const { config, policy, store, azure, roster, lists, clock, log, metrics, messenger, health } = parts;
  const { uow } = store;
  const watch = buildWatch(parts);
  const { tenantId, serviceUrl } = config.bot;
  const levels = () => levelsOf(policy(), lists.responder);
  const intents = createIntents(store.outbox, store.cards);
  const attention = createTimers(() => {
    const { reminders, quietHours } = policy();
    return { levels: levels(), reminders, ...(quietHours === undefined ? {} : { quietHours }) };
  });
  const timers = withSilence(attention);
  let wake: () => void = () => {};
  // A card is sent after the transaction it was wished for in.
  const kick = () => queueMicrotask(() => wake());
  const newcomers = createNewcomers({
    uow,
    state: store.state,
    audit: store.audit,
    channels: store.channels,
    intents,
    clock,
    kick,
  });
  await newcomers.begin({ approver: peopleIn(lists.approver), admin: peopleIn(lists.admin) });
  const actorOf = createActors({
    standing: createStanding({ uow, alerts: store.alerts, newcomers }),
    lists,
    memberGroups: (id, groups) => azure.directory.memberGroups(id, groups),
    clock,
  });
  const knownActor = (objectId: string) => actorOf({ objectId, tenantId, name: roster.nameOf(objectId) ?? objectId });
  const mentionsOf = async (_tx: Tx, level: EscalationLevel | undefined): Promise<readonly Person[]> =>
    level === undefined ? [] : roster.everyoneIn(mentionIds(level, clock.now())).slice(0, mostMentions);

  const places = buildPlaces({ ...parts, intents });
  const calling = createCalling({
    alerts: store.alerts,
    policy,
    levels,
    mentionsOf,
    lastResort: () => roster.everyoneIn([...lists.admin, ...lists.approver]).slice(0, mostMentions),
  });
  const webhooks = createAnnounceWebhooks({ outbox: store.outbox, policy });
  const announce = createAnnounce({
    intents,
    channels: store.channels,
    refs: store.cards,
    state: store.state,
    policy,
    levels,
    calling,
    webhooks,
    serviceUrl,
  });
  const desk = createAlertDesk({ store: store.alerts, audit: store.audit, timers, changed: announce });
  const allApprovers = () => roster.everyoneIn(lists.approver);
  /** Who is asked: those whose vote counts; all of them where nobody's does yet. */
  const approvers = () => {
    const voting = allApprovers().filter(({ objectId }) => newcomers.mayVote(objectId, 'approver'));
    return voting.length > 0 ? voting : allApprovers();
  };
  const incidents = buildIncidents({ store, desk, intents });
  const acts = await buildReviews({
    ...parts,
    intents,
    desk: () => desk,
    levels,
    mentionsOf,
    calling,
    approvers,
    allApprovers,
    logCompleteTo: () => minus(parts.logCompleteTo(), rowsLagMs),
    kick,
  });
  const mriOf = async (tx: Tx, ids: readonly string[]) =>
    (await store.people.many(tx, ids)).map(({ mri }) => mri).filter((mri) => mri !== undefined);
  const reviews: ReviewRoom = createReviewRoom({
    uow,
    reviews: store.reviews,
    acts,
    alerts: store.alerts,
    clock,
    policy,
    approvers,
    actorOf: knownActor,
    refreshFor: mriOf,
    subscriptionNames: roster.subscriptionNames,
    graphOrigin: config.azure.graph.origin,
    ...(azure.writer === undefined ? { applyOff: 'no writer identity is configured' } : {}),
  });
  const painter = createCardPainter({
    uow,
    alerts: store.alerts,
    people: store.people,
    reviews,
    policy,
    levels,
    clock,
    actorOf: knownActor,
    ownViews: () => roster.everyoneIn([...lists.approver, ...lists.responder]).map(({ objectId }) => objectId),
    subscriptionNames: roster.subscriptionNames,
    attentionAt: (alert) => attention.schedule(alert, clock.now()).dueAt,
    subjectReads: places.restriction.subjectReads,
    canRestrict: () => policy().restrictedChannel !== undefined,
    showQuery: azure.queryLinks.show,
    watched: watch.watched,
    others: paintStanding({ store, clock, subscriptionNames: roster.subscriptionNames }),
  });
  const outbox = createOutboxRunner({
    store: store.outbox,
    uow,
    clock,
    log,
    conversationOf: conversationOf(store.cards),
    deliver: observeDeliveries(
      createDeliver({
        messenger,
        uow,
        outbox: store.outbox,
        refs: store.cards,
        channels: store.channels,
        people: store.people,
        paint: painter.subject,
        webhook: createDeliverWebhook({
          uow,
          alerts: store.alerts,
          policy,
          keyOf: parts.webhookKey,
          http: parts.http,
          source: tenantId,
          clock,
        }),
        defaultServiceUrl: serviceUrl,
        state: store.state,
        intents,
        fallback: places.fallback,
        clock,
      }),
      metrics,
    ),
  });

  wake = outbox.kick;

  const room: ChatRoom = {
    uow,
    alerts: store.alerts,
    desk,
    reviews,
    standingMutes: (tx, at) => store.mutes.standing(tx, at),
    subscriptionNames: roster.subscriptionNames,
    mutes: buildMutes({ store, desk, intents }),
    incidents,
    networks,
    intents,
    outbox: store.outbox,
    refs: store.cards,
    channels: store.channels,
    people: store.people,
    seen: store.seen,
    state: store.state,
    audit: store.audit,
    messenger,
    painter,
    actorOf,
    lists,
    policy,
    levels,
    mentionsOf,
    responders: async () => roster.everyoneIn([...lists.responder, ...lists.admin]),
    postPending: places.postPending,
    leaveChannel: places.leaveChannel,
    restriction: places.restriction,
    askable: createAskable({
      people: azure.people,
      directory: azure.directory,
      reader: azure.reader,
      subscriptionNames: roster.subscriptionNames,
    }),
    showQuery: azure.queryLinks.show,
    foundBy,
    watched: watch.watched,
    health,
    clock,
    log,
    // After the answer that is being made: deliveries share the store with it, and nobody waits for them.
    kick: () => void setImmediate(outbox.kick),
  };
  const duties = buildChatDuties({ ...parts, room, watch, timers, calling, webhooks, reviews: acts });
  /** Alerts whose next timer another policy moved. */
  async function reschedule(now: number): Promise<void> {
    const live = await uow.run((tx) => store.alerts.list(tx, { statuses: ['open', 'acknowledged'], limit: 500 }));
    for (const { id, ...alert } of live) {
      if (timers.schedule({ id, ...alert }, now).dueAt === alert.dueAt) continue;
      await uow.run((tx) => desk.amend(tx, id, (known) => ({ ...known }), now));
    }
  }
  return {
    room,
    handle: observeChat(createRouter(room), metrics),
    outbox,
    timers,
    ...duties,
    alertChanged: announce,
    levels,
    reschedule,
    place: places.restriction.place,
    async meetRoleHolders() {
      for (const role of watchedRoles) {
        for (const person of roster.everyoneIn(lists[role])) await newcomers.probation(person, role);
      }
    },
  };
}
