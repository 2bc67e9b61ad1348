import type { Alert } from '../alerts/alert';
import { subscriptionsOf } from '../alerts/summary';
import type { Policy } from '../core/policy';
import { atLeast } from '../core/severity';
import type { Tx } from '../core/unit-of-work';
import type { Target } from './ports';
import type { ChannelStore } from './stores';

/** A channel to write into: where its last activity came from, else where Teams is by configuration. */
export async function targetOf(
  tx: Tx,
  conversationId: string,
  { channels, serviceUrl }: { channels: ChannelStore; serviceUrl: string },
): Promise<Target> {
  return { conversationId, serviceUrl: (await channels.get(tx, conversationId))?.serviceUrl ?? serviceUrl };
}

/**
 * Where an alert is posted: the first route that matches one of its subscriptions and its severity, else every subscribed channel, else the
 * fallback channel. Empty = nobody has subscribed yet; the alert is kept and posted as soon as somebody does.
 */
export async function channelsFor(
  tx: Tx,
  alert: Alert,
  { policy, channels, serviceUrl }: { policy: Policy; channels: ChannelStore; serviceUrl: string },
): Promise<readonly Target[]> {
  const subscribed = await channels.all(tx);
  const toTarget = (conversationId: string): Target => ({
    conversationId,
    serviceUrl: subscribed.find((channel) => channel.conversationId === conversationId)?.serviceUrl ?? serviceUrl,
  });
  const subscriptions = subscriptionsOf(alert).map((id) => id.toLowerCase());
  const route = policy.routes.find(
    (candidate) =>
      candidate.subscriptions.some((id) => subscriptions.includes(id.toLowerCase())) &&
      atLeast(alert.severity, candidate.minSeverity ?? 'medium'),
  );
  if (route !== undefined) return [toTarget(route.channel)];
  if (subscribed.length > 0) return subscribed.map(({ conversationId }) => toTarget(conversationId));
  return policy.fallbackChannel === undefined ? [] : [toTarget(policy.fallbackChannel)];
}
