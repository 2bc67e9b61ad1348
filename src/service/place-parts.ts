import { wasNeverPosted } from '../alerts/mutes/mark';
import type { Intents } from '../chat/intents';
import { leaveChannel } from '../chat/places/relocate';
import { createRestriction, type Restriction } from '../chat/places/restricted';
import type { Trouble } from '../chat/places/trouble';
import type { Target } from '../chat/ports';
import { channelsFor, fallbackFor } from '../chat/routing';
import type { Tx } from '../core/unit-of-work';
import type { ServiceParts } from './parts';

export interface PlaceParts extends Pick<ServiceParts, 'config' | 'policy' | 'store' | 'roster' | 'lists'> {
  readonly intents: Intents;
}

/** Which channel an alert goes to, and where instead. */
export interface Places {
  readonly restriction: Restriction;
  /** Where an alert goes whose channel cannot be reached. */
  fallback(tx: Tx, except: string): Promise<readonly Target[]>;
  /** Posts alerts that have no channel so far; answers how many. */
  postPending(tx: Tx, at: number): Promise<number>;
  leaveChannel(tx: Tx, conversationId: string, trouble: Trouble): Promise<void>;
}

/** More than wait for a channel at any time. */
const mostPending = 200;

export function buildPlaces({ config, policy, store, roster, lists, intents }: PlaceParts): Places {
  const { serviceUrl } = config.bot;
  const routing = () => ({ policy: policy(), channels: store.channels, state: store.state, serviceUrl });
  return {
    restriction: createRestriction({
      policy,
      channels: store.channels,
      state: store.state,
      serviceUrl,
      roleHolders: () => roster.everyoneIn(Object.values(lists).flat()).map(({ objectId }) => objectId),
    }),
    // What is restricted waits for its channel: nothing of it may go to another.
    fallback: async (tx, except) => (except === policy().restrictedChannel ? [] : fallbackFor(tx, routing(), except)),
    async postPending(tx, at) {
      const waiting = await store.alerts.list(tx, {
        statuses: ['open', 'acknowledged'],
        minSeverity: 'medium',
        limit: mostPending,
      });
      let posted = 0;
      for (const alert of [...waiting].reverse()) {
        if (wasNeverPosted(alert) || (await store.cards.ofSubject(tx, alert.id)).length > 0) continue;
        const channels = await channelsFor(tx, alert, routing());
        for (const channel of channels) await intents.post(tx, alert.id, channel, [], at);
        if (channels.length > 0) posted++;
      }
      return posted;
    },
    leaveChannel: (tx, conversationId, trouble) =>
      leaveChannel(tx, conversationId, trouble, {
        ...routing(),
        alerts: store.alerts,
        refs: store.cards,
        intents,
      }),
  };
}
