import type { Messenger } from '../chat/ports';
import type { Clock } from '../core/clock';
import type { Log } from '../core/log';
import type { Store } from '../store/store';

/**
 * Learns the Bot Framework ids of the members of every subscribed channel, so that cards can name whose client asks for a view of its own. A channel
 * that cannot be read keeps what is known: its members see the common card, and the server decides as ever.
 */
export async function meetMembers({
  store,
  messenger,
  clock,
  log,
}: {
  readonly store: Store;
  readonly messenger: Pick<Messenger, 'roster'>;
  readonly clock: Clock;
  readonly log: Log;
}): Promise<void> {
  const channels = await store.uow.run((tx) => store.channels.all(tx));
  for (const { conversationId, serviceUrl } of channels) {
    const read = await messenger.roster({ conversationId, serviceUrl });
    if (!read.ok) {
      log.warn({ conversationId, reason: read.reason }, `the members of a channel could not be read: ${read.message}`);
      continue;
    }
    const seenAt = clock.now();
    await store.uow.run(async (tx) => {
      for (const { objectId, name, mri } of read.value) {
        await store.people.put(tx, { objectId, name, mri, serviceUrl, seenAt });
      }
    });
  }
}
