import { troubledChannels } from '../chat/places/trouble';
import type { HealthLine } from '../chat/room';
import type { SubscriptionNames } from '../chat/words/names';
import { clock as clockWords, stamp } from '../chat/words/time';
import type { Clock } from '../core/clock';
import type { Tx } from '../core/unit-of-work';
import type { Watched } from '../detection/ports';
import type { Store } from '../store/store';
import type { HealthCheck } from './health';
import { sightLines } from './sight-lines';

export interface HealthParts {
  readonly store: Store;
  readonly clock: Clock;
  readonly pollIntervalMs: number;
  readonly lastPollAt: () => number | undefined;
  readonly startedAt: number;
  readonly checkChat: () => Promise<void>;
  readonly watched: (tx: Tx) => Promise<Watched>;
  readonly names: () => SubscriptionNames;
  readonly extra: () => readonly HealthLine[];
}

const utc = (at: number) => `${clockWords(at)} UTC`;

/** The service's own lines of `health`; `/readyz` reads the first three. */
export function serviceHealth(parts: HealthParts): readonly { readonly name: string; readonly check: HealthCheck }[] {
  const { store, clock, pollIntervalMs, lastPollAt, startedAt, checkChat, watched, names, extra } = parts;
  return [
    {
      name: 'store',
      check: async () => {
        await store.check();
        return [{ name: 'store', state: 'good', says: 'open and answering' }];
      },
    },
    {
      name: 'chat credentials',
      check: async () => {
        await checkChat();
        return [{ name: 'chat credentials', state: 'good', says: 'a token for Teams can be had' }];
      },
    },
    {
      name: 'last poll',
      check: async () => {
        const last = lastPollAt();
        const stale = clock.now() - (last ?? startedAt) > 3 * pollIntervalMs;
        const says = last === undefined ? 'none has succeeded yet' : `good at ${utc(last)}`;
        return [{ name: 'last poll', state: stale ? 'bad' : last === undefined ? 'unknown' : 'good', says }];
      },
    },
    { name: 'sight', check: async () => sightLines(await store.uow.run(watched), clock.now(), names()) },
    { name: 'channels', check: () => channelLines(store) },
    { name: 'outbox', check: () => outboxLine(store) },
    { name: 'facts', check: async () => extra() },
  ];
}

async function channelLines(store: Store): Promise<readonly HealthLine[]> {
  const { channels, troubled } = await store.uow.run(async (tx) => ({
    channels: await store.channels.all(tx),
    troubled: await troubledChannels(tx, store.state),
  }));
  // Of routes, levels and the fallback, and what was lost: nobody else knows of them.
  const others = Object.entries(troubled)
    .filter(([id]) => !channels.some(({ conversationId }) => conversationId === id))
    .map(([id, { name, says, at }]): HealthLine => {
      return { name: `channel ${name ?? id}`, state: 'bad', says: `${says}, since ${stamp(at).slice(0, 16)} UTC` };
    });
  if (channels.length === 0) {
    return [
      {
        name: 'channels',
        state: 'warning',
        says: 'no channel receives alerts: an administrator writes subscribe in one',
      },
      ...others,
    ];
  }
  const subscribed = channels.map(({ name, problem }): HealthLine => {
    return {
      name: `channel ${name}`,
      state: problem === undefined ? 'good' : 'bad',
      says: problem ?? 'reachable when last written to',
    };
  });
  return [...subscribed, ...others];
}

async function outboxLine(store: Store): Promise<readonly HealthLine[]> {
  const { waiting, oldestAt, buried } = await store.uow.run((tx) => store.outbox.state(tx));
  const [last] = buried;
  if (last !== undefined) {
    return [
      { name: 'outbox', state: 'bad', says: `${buried.length} messages could not be delivered; last: ${last.problem}` },
    ];
  }
  const since = oldestAt === undefined ? '' : `, the oldest since ${utc(oldestAt)}`;
  return [{ name: 'outbox', state: 'good', says: `${waiting} waiting${since}` }];
}
