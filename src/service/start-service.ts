import { createIngest } from '../alerts/ingest';
import { mutedSessions } from '../alerts/mutes/muted-sessions';
import { verdictsFrom } from '../alerts/verdicts';
import { drillLog } from '../chat/drill';
import { createDrillDuty } from '../chat/drill-duty';
import { everyMention } from '../chat/levels';
import type { HealthLine } from '../chat/room';
import type { Config } from '../config/config';
import type { Clock } from '../core/clock';
import type { Log } from '../core/log';
import { loadState } from '../detection/poll/state';
import { createPoller } from '../detection/poller';
import { networks } from '../geo/networks';
import { createHttpCaller } from '../outbound/http-caller';
import type { Store } from '../store/store';
import { connectTeams } from '../teams/connect-teams';
import { botIdentityTokens, connectAzure } from './azure';
import { buildChat, type ChatSide } from './chat-parts';
import { subscribeConfiguredChannel } from './configured-channel';
import { withIds } from './correlation';
import { holdDuties } from './duties';
import { every } from './every';
import { combineHealth, readinessOf } from './health';
import { heartbeat } from './heartbeat';
import { createLogLanes } from './log-lanes';
import { meetMembers, policyChannels } from './meet-members';
import { createMetrics } from './metrics';
import { observeAzure, observePolls, observeQueries, standingFigures } from './observe';
import { roleLists } from './parts';
import { createPolicyReload, type PolicyReload, type PolicySource } from './policy-reload';
import { readingLoops } from './reading-loops';
import { createRetention } from './retention';
import { createRoster } from './roster';
import { serviceHealth } from './service-health';
import { createSightReporter } from './sight-reporter';
import { createOwnIdentities } from './situation/own-identities';
import { createOwnRights } from './situation/own-rights';
import { situationFrom } from './situation/situation';
import { buildWatch } from './watch-parts';

export interface ServiceOptions {
  readonly config: Config;
  readonly policy: PolicySource;
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
  /** Lines `health` shows besides its own checks: configuration warnings, age of the geo data … */
  readonly facts?: readonly HealthLine[];
  /** Interface to listen on; all when missing. */
  readonly host?: string;
}

export interface Service {
  readonly port: number;
  readonly chat: ChatSide;
  /** Polls now and resolves when it is committed; the timer polls by itself. */
  poll(): Promise<void>;
  /** Runs due timers of alerts. */
  tick(): Promise<void>;
  /** Reads the policy file again; see `PolicyReload`. */
  readonly reloadPolicy: PolicyReload['reload'];
  close(): Promise<void>;
}

const timerPeriodMs = 10_000;
/** Where a drill happens when no subscription is configured. */
const nobodysSubscription = '00000000-0000-0000-0000-000000000000';
const rosterPeriodMs = 300_000;
/** Retention is daily; asked hourly, so that a restart or a take-over costs no day. */
const retentionPeriodMs = 3_600_000;
/** How soon an instance looks for messages that another one wished for and did not live to send. */
const sharedOutboxPeriodMs = 5_000;

/** Wires everything and starts it. The store is opened and closed by the caller. */
export async function startService(options: ServiceOptions): Promise<Service> {
  const { config, store, clock, log } = options;
  const policy = () => options.policy.current().policy;
  const metrics = createMetrics();
  const lists = roleLists(config);
  const connected = connectAzure(config, observeAzure({ metrics, log }));
  const logSource = observeQueries(connected.source, metrics);
  const lanes = createLogLanes(logSource, clock);
  const azure = { ...connected, source: lanes.others };
  const roster = createRoster({
    lists,
    mentions: () => [...policy().escalation.flatMap(everyMention), ...policy().review.secondApprovers],
    directory: azure.directory,
    readSubscriptions: azure.subscriptionNames,
    log,
  });
  const own = createOwnIdentities(config, azure, log);
  const configured = config.azure.subscriptions;
  const subscriptions = () => (configured.length > 0 ? configured : Object.keys(roster.subscriptionNames()));
  const ownRights = createOwnRights({ reader: azure.reader, identities: own.objectIds, subscriptions, log, store });
  // Read beside the building below; awaited before anybody is answered.
  const known = Promise.all([roster.refresh(), readQueryLinks(), own.refresh()]);
  const teams = connectTeams({
    bot: config.bot,
    identityTokens: botIdentityTokens(config),
    allowInsecureLoopback: config.local.allowInsecureLoopback,
    clock,
    log,
  });

  const startedAt = clock.now();
  let lastPollAt: number | undefined;
  const health = combineHealth(
    serviceHealth({
      store,
      clock,
      pollIntervalMs: config.poll.intervalMs,
      lastPollAt: () => lastPollAt,
      startedAt,
      checkChat: teams.checkCredentials,
      watched: buildWatch({ store, config }).watched,
      names: roster.subscriptionNames,
      extra: () => [...ownRights.health(), ...(options.facts ?? [])],
    }),
  );
  const http = createHttpCaller();
  let runDuties = () => {};
  const duties = await holdDuties({ lease: store.lease, uow: store.uow, clock, log, taken: () => runDuties() });
  const parts = { config, policy, store, azure, roster, lists, clock, log, metrics, duties };
  const chat = await buildChat({
    ...parts,
    messenger: teams.messenger,
    http,
    webhookKey: (variable) => options.policy.current().keys.get(variable)?.reveal(),
    health,
    logCompleteTo: () => lastPollAt,
  });

  await subscribeConfiguredChannel(options);
  const policies = createPolicyReload({
    source: options.policy,
    uow: store.uow,
    state: store.state,
    audit: store.audit,
    channels: store.channels,
    intents: chat.room.intents,
    nameOf: roster.nameOf,
    changed: async () => {
      await roster.refresh();
      await chat.reschedule(clock.now());
      await meet();
    },
    clock,
    log,
    kick: chat.outbox.kick,
  });
  const ingest = createIngest({
    store: store.alerts,
    audit: store.audit,
    nextId: (tx) => store.ids.next(tx, 'A'),
    policy,
    timers: chat.timers,
    place: chat.place,
    mutes: { store: store.mutes, networks },
    incidents: {
      store: store.incidents,
      grew: chat.room.intents.repaint,
      sighted: chat.room.incidents.propose,
    },
    async changed(tx, change) {
      await chat.alertChanged(tx, change);
      if (change.cause === 'raised') metrics.count('alerts', { severity: change.after.severity });
    },
  });
  const drills = createDrillDuty({
    ...chat.room,
    uow: duties.uow,
    drills: drillLog(store.state),
    ingest,
    subscriptionId: config.azure.subscriptions[0] ?? nobodysSubscription,
  });
  const poller = createPoller({
    source: logSource,
    store: store.baseline,
    sink: { ...ingest, verdictsSince: verdictsFrom(store.alerts), isMuted: mutedSessions(store.alerts) },
    uow: duties.uow,
    clock,
    policy,
    situation: situationFrom({ store, clock, own, ownRights, baselineDays: config.poll.baselineDays }),
    sight: createSightReporter({ ...store, intents: chat.room.intents, names: roster.subscriptionNames }),
    log,
    config: {
      pollIntervalSeconds: config.poll.intervalMs / 1000,
      baselineDays: config.poll.baselineDays,
      subscriptions: config.azure.subscriptions,
    },
  });

  const beat = heartbeat(config.poll.heartbeatUrl, { http, log, metrics });

  const observed = observePolls(poller, metrics);
  async function poll(now: number): Promise<void> {
    const outcome = await withIds({ poll: new Date(now).toISOString() }, () => observed.pollOnce(now));
    if (outcome.ok) {
      lastPollAt = now;
      beat();
    }
    await drills.enter(now);
    chat.outbox.kick();
  }

  const meet = () =>
    meetMembers({
      store,
      messenger: teams.messenger,
      intents: chat.room.intents,
      also: () => policyChannels(policy(), config.bot.serviceUrl),
      clock,
      log,
    });

  async function refreshRoster(): Promise<void> {
    await Promise.all([roster.refresh(), readQueryLinks(), own.refresh()]);
    await chat.meetRoleHolders();
    await meet();
  }

  async function readQueryLinks(): Promise<void> {
    const read = await azure.queryLinks.refresh();
    if (!read.ok) log.warn({ reason: read.reason }, `cards link no query in the portal for now: ${read.message}`);
  }

  /** Another instance polls: how far it has come is in the store. */
  async function follow(): Promise<void> {
    lastPollAt = (await store.uow.run((tx) => loadState(store.baseline, tx)))?.watermark ?? lastPollAt;
  }

  const first = (now: number) => lanes.first(() => poll(now), chat.outbox.idle);
  const pollLoop = every(config.poll.intervalMs, 'poll', duties.only(first, follow), { clock, log });
  async function timers(now: number): Promise<void> {
    await chat.timerDuty(now);
    await chat.digestDuty(now);
    await chat.morningDuty(now);
    await chat.undeliveredDuty(now);
    await drills.follow(now);
  }

  const timerLoop = every(timerPeriodMs, 'timers', duties.only(timers), { clock, log });
  const readings = readingLoops(chat, duties, { clock, log });
  const { retentionDays } = config.store;
  const retention = createRetention({ store, uow: duties.uow, retentionDays, log });
  const retentionLoop = every(retentionPeriodMs, 'retention', duties.only(retention), { clock, log });
  const rosterLoop = every(rosterPeriodMs, 'roster', refreshRoster, { clock, log });
  const ownRightsLoop = every(rosterPeriodMs, 'own rights', ownRights.refresh, { clock, log });
  await known;
  await chat.meetRoleHolders();
  await policies.adopt();
  void ownRightsLoop.now();
  const figures = standingFigures({ store, clock, metrics, lastPollAt: () => lastPollAt, startedAt });
  const server = await teams.serve({
    ...config.http,
    ...(options.host === undefined ? {} : { host: options.host }),
    handle: chat.handle,
    health: () => ({ status: 200, contentType: 'text/plain', body: 'alive\n' }),
    ready: async () => {
      const { ready, reasons } = readinessOf(await health());
      return {
        status: ready ? 200 : 503,
        contentType: 'application/json',
        body: `${JSON.stringify({ ready, reasons })}\n`,
      };
    },
    metrics: async () => {
      await figures();
      return { status: 200, contentType: metrics.contentType, body: await metrics.text() };
    },
    answered: (status) => metrics.count('http_answers', { status: String(status) }),
  });
  log.info({ port: server.port, apply: azure.writer === undefined ? 'off' : 'on' }, 'listening');
  await meet();
  // What a former process left behind goes out before anything new.
  chat.outbox.kick();
  const outboxLoop = store.lease.shared
    ? [every(sharedOutboxPeriodMs, 'outbox', async () => chat.outbox.kick(), { clock, log })]
    : [];
  await chat.room.reviews.acts.resume();
  const dutyLoops = [pollLoop, timerLoop, ...readings, retentionLoop];
  runDuties = () => void Promise.all(dutyLoops.map((loop) => loop.now()));

  return {
    port: server.port,
    chat,
    poll: pollLoop.now,
    reloadPolicy: policies.reload,
    tick: async () => void (await Promise.all([timerLoop.now(), ...readings.map((loop) => loop.now())])),
    async close() {
      await server.close();
      chat.room.reviews.acts.stop();
      const loops = [...dutyLoops, rosterLoop, ownRightsLoop, ...outboxLoop];
      await Promise.all(loops.map((loop) => loop.stop()));
      await duties.stop();
      await chat.outbox.stop();
    },
  };
}
