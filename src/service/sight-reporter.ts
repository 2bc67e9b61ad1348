import type { AlertStore } from '../alerts/ports';
import type { Intents } from '../chat/intents';
import type { ChannelStore } from '../chat/stores';
import { announcements } from '../chat/words/announcements';
import { type SubscriptionNames, subscriptionName } from '../chat/words/names';
import type { Sight, SightReporter } from '../detection/ports';

/** More cards than are open on any night that people still look at. */
const mostRepainted = 100;

/** Tells every subscribed channel that the bot is blind, or sees again; cards of open alerts say so too. */
export function createSightReporter({
  intents,
  channels,
  alerts,
  names,
}: {
  readonly intents: Pick<Intents, 'notice' | 'repaint'>;
  readonly channels: Pick<ChannelStore, 'all'>;
  readonly alerts: Pick<AlertStore, 'list'>;
  readonly names: () => SubscriptionNames;
}): SightReporter {
  const words = (sight: Sight) => {
    const { subscriptionId: id } = sight;
    const name = id === undefined ? undefined : subscriptionName(id, names());
    return sight.kind === 'blind'
      ? announcements.blind(sight.since, sight.reason, name)
      : announcements.caughtUp(sight.blindSince, sight.lateEvents, name);
  };
  return {
    async report(tx, sight) {
      const at = sight.kind === 'blind' ? sight.since : sight.at;
      const id = `sight:${sight.kind}:${at}:${sight.subscriptionId ?? 'log'}`;
      for (const channel of await channels.all(tx)) await intents.notice(tx, id, channel, words(sight), at);
      if (sight.subscriptionId !== undefined) return;
      const live = await alerts.list(tx, {
        statuses: ['open', 'acknowledged'],
        minSeverity: 'medium',
        limit: mostRepainted,
      });
      for (const alert of live) await intents.repaint(tx, alert.id, at);
    },
  };
}
