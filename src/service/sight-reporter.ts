import type { Intents } from '../chat/intents';
import type { ChannelStore } from '../chat/stores';
import { announcements } from '../chat/words/announcements';
import type { StateStore } from '../core/state';
import type { SightReporter } from '../detection/ports';

/** Under this key the last word on sight is kept, for `health` and for the cards. */
export const sightKey = 'service.sight';

export interface KnownSight {
  /** Epoch milliseconds; missing = it sees. */
  readonly blindSince?: number;
  readonly reason?: string;
  readonly at: number;
}

/** Tells every subscribed channel that the bot is blind, or sees again, and remembers it. */
export function createSightReporter({
  intents,
  channels,
  state,
}: {
  readonly intents: Intents;
  readonly channels: ChannelStore;
  readonly state: StateStore;
}): SightReporter {
  return {
    async report(tx, sight) {
      const at = sight.kind === 'blind' ? sight.since : sight.at;
      const key =
        'subscriptionId' in sight && sight.subscriptionId !== undefined
          ? `${sightKey}:${sight.subscriptionId}`
          : sightKey;
      const known: KnownSight = sight.kind === 'blind' ? { blindSince: sight.since, reason: sight.reason, at } : { at };
      await state.put(tx, key, known);
      const text =
        sight.kind === 'blind'
          ? announcements.blind(sight.since, sight.reason, sight.subscriptionId)
          : announcements.caughtUp(sight.blindSince, sight.lateEvents);
      for (const channel of await channels.all(tx)) {
        await intents.notice(tx, `sight:${sight.kind}:${at}:${key}`, channel, text, at);
      }
    },
  };
}
