import type { Intents } from '../chat/intents';
import { noteReaders } from '../chat/places/readers';
import type { Messenger, Target } from '../chat/ports';
import { placeWords } from '../chat/words/places';
import type { Clock } from '../core/clock';
import type { Log } from '../core/log';
import type { Policy } from '../core/policy';
import type { Store } from '../store/store';

/**
 * Learns the Bot Framework ids of the members of every subscribed channel, so that cards can name whose client asks for a view of its own. A channel
 * that cannot be read keeps what is known: its members see the common card, and the server decides as ever.
 */
export async function meetMembers({
  store,
  messenger,
  intents,
  also,
  clock,
  log,
}: {
  readonly store: Store;
  readonly messenger: Pick<Messenger, 'roster'>;
  /** Channels of the policy, where alerts go without anybody having subscribed. */
  readonly also: () => readonly Target[];
  readonly intents: Pick<Intents, 'notice'>;
  readonly clock: Clock;
  readonly log: Log;
}): Promise<void> {
  const channels = await store.uow.run(async (tx) => {
    const subscribed = await store.channels.all(tx);
    const known = new Set(subscribed.map(({ conversationId }) => conversationId));
    return [...subscribed, ...also().filter(({ conversationId }) => !known.has(conversationId))];
  });
  for (const channel of channels) {
    const { conversationId, serviceUrl } = channel;
    const read = await messenger.roster({ conversationId, serviceUrl });
    if (!read.ok) {
      log.warn({ conversationId, reason: read.reason }, `the members of a channel could not be read: ${read.message}`);
      continue;
    }
    const seenAt = clock.now();
    await store.uow.run(async (tx) => {
      const joined = await noteReaders(tx, store.state, conversationId, read.value, seenAt);
      if (joined.length > 0)
        await intents.notice(tx, `guests:${seenAt}`, channel, placeWords.guestJoined(joined), seenAt);
      for (const { objectId, name, mri } of read.value) {
        await store.people.put(tx, { objectId, name, mri, serviceUrl, seenAt });
      }
    });
  }
}

/** Every channel the policy names, each once. */
export function policyChannels(policy: Policy, serviceUrl: string): readonly Target[] {
  const { routes, escalation, fallbackChannel, restrictedChannel } = policy;
  const named = [...[...routes, ...escalation].map(({ channel }) => channel), fallbackChannel, restrictedChannel];
  return [...new Set(named.filter((id) => id !== undefined))].map((conversationId) => ({ conversationId, serviceUrl }));
}
