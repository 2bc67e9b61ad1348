import type { AzureCall } from '../azure/observe';
import type { Deliver } from '../chat/outbox/deliver';
import type { Answer, HandleIncoming, Incoming } from '../chat/ports';
import { presses } from '../chat/presses';
import type { Clock } from '../core/clock';
import type { Log } from '../core/log';
import type { Metrics } from '../core/metrics';
import type { Poller } from '../detection/poller';
import type { LogSource } from '../detection/ports';
import type { Store } from '../store/store';
import { withIds } from './correlation';

/** Figures and log ids around the ports: nothing inside them knows of either. */

const secondsSince = (startedAt: number) => (performance.now() - startedAt) / 1000;

/** Only ids of our own making are logged as such. */
const ownId = /^[ARMI]-\d{1,9}$/;

export type AzureService = 'arm' | 'graph' | 'logs';

/** Counts every request; logs changes and what went wrong, with the id by which Azure finds it. */
export function observeAzure({ metrics, log }: { readonly metrics: Metrics; readonly log: Log }) {
  return (service: AzureService) =>
    ({ method, path, status, ms, requestId }: AzureCall): void => {
      const outcome = outcomeOf(status);
      metrics.count('azure_calls', { service, outcome });
      metrics.seconds('azure_call', ms / 1000, { service });
      if (outcome === 'throttled') metrics.count('throttles', { service });
      const fields = { service, method, path, status, ms: Math.round(ms), requestId };
      // A resource that is not there is an answer like any other.
      if (outcome !== 'good' && status !== 404) log.warn(fields, `azure: ${outcome}`);
      else if (service === 'arm' && method !== 'GET') log.info(fields, 'azure: changed');
    };
}

function outcomeOf(status: number): 'good' | 'throttled' | 'refused' | 'failed' | 'lost' {
  if (status === 0) return 'lost';
  if (status === 429) return 'throttled';
  if (status >= 500) return 'failed';
  return status >= 400 ? 'refused' : 'good';
}

/** Each query by its name. */
export function observeQueries(source: LogSource, metrics: Metrics): LogSource {
  return {
    query: (asked) =>
      withIds({ query: asked.name }, async () => {
        const startedAt = performance.now();
        const answer = await source.query(asked);
        metrics.seconds('query', secondsSince(startedAt), { query: asked.name });
        metrics.count('queries', { query: asked.name, outcome: answer.ok ? 'good' : answer.reason });
        return answer;
      }),
  };
}

/** Each poll and what it saw. */
export function observePolls(poller: Poller, metrics: Metrics): Poller {
  return {
    async pollOnce(now) {
      const startedAt = performance.now();
      const outcome = await poller.pollOnce(now);
      metrics.seconds('poll', secondsSince(startedAt));
      metrics.count('polls', { outcome: outcome.ok ? 'good' : 'failed' });
      metrics.count('rows', {}, outcome.rows);
      metrics.count('malformed_rows', {}, outcome.malformed);
      metrics.count('late_rows', {}, outcome.late);
      return outcome;
    },
  };
}

/** Everything Teams sends, under its activity id and the alert or review it is about. */
export function observeChat(handle: HandleIncoming, metrics: Metrics): HandleIncoming {
  const verbs = new Set<string>(presses.map(({ verb }) => verb));
  return (incoming) =>
    withIds({ activity: incoming.id, ...subjectOf(incoming) }, async () => {
      const startedAt = performance.now();
      const answer = await handle(incoming);
      const { kind } = incoming;
      const outcome = answer.kind === 'refused' ? 'refused' : 'answered';
      metrics.seconds('answer', secondsSince(startedAt), { kind });
      metrics.count('activities', { kind, outcome });
      const verb = verbOf(incoming);
      if (verb !== undefined) metrics.count('presses', { verb: verbs.has(verb) ? verb : 'unknown', outcome });
      if (answer.kind === 'refused') metrics.count('refusals', { code: answer.code });
      return answer satisfies Answer;
    });
}

function dataOf(incoming: Incoming): Readonly<Record<string, unknown>> {
  return incoming.kind === 'press' || incoming.kind === 'dialog-open' || incoming.kind === 'dialog-submit'
    ? incoming.data
    : {};
}

function subjectOf(incoming: Incoming): { readonly subject?: string } {
  const { subject } = dataOf(incoming);
  return typeof subject === 'string' && ownId.test(subject) ? { subject } : {};
}

function verbOf(incoming: Incoming): string | undefined {
  if (incoming.kind === 'press') return incoming.verb;
  const { verb } = dataOf(incoming);
  return typeof verb === 'string' ? verb : undefined;
}

/** Every attempt of the outbox, under the message's id and its alert. */
export function observeDeliveries(deliver: Deliver, metrics: Metrics): Deliver {
  return (intent) =>
    withIds({ intent: intent.id, subject: intent.subject }, async () => {
      const startedAt = performance.now();
      const { kind } = intent.delivery;
      const outcome = await deliver(intent);
      metrics.seconds('delivery', secondsSince(startedAt), { kind });
      metrics.count('deliveries', { kind, outcome: outcome.ok ? 'good' : outcome.reason });
      if (!outcome.ok && outcome.reason === 'throttled') metrics.count('throttles', { service: 'teams' });
      return outcome;
    });
}

/** Figures that are read from the store when somebody asks. */
export function standingFigures(parts: {
  readonly store: Store;
  readonly clock: Clock;
  readonly metrics: Metrics;
  readonly lastPollAt: () => number | undefined;
  readonly startedAt: number;
}): () => Promise<void> {
  const { store, clock, metrics, lastPollAt, startedAt } = parts;
  return async () => {
    const now = clock.now();
    const { waiting, oldestAt, buried } = await store.uow.run((tx) => store.outbox.state(tx));
    metrics.gauge('outbox_waiting', waiting);
    metrics.gauge('outbox_oldest_seconds', oldestAt === undefined ? 0 : Math.max(0, now - oldestAt) / 1000);
    metrics.gauge('outbox_undeliverable', buried.length);
    metrics.gauge('seconds_since_good_poll', (now - (lastPollAt() ?? startedAt)) / 1000);
  };
}
