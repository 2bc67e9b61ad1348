import type { Alert } from '../alerts/alert';
import { subscriptionsOf } from '../alerts/summary';
import type { Policy } from '../core/policy';
import { atLeast } from '../core/severity';
import type { StateStore } from '../core/state';
import type { Tx } from '../core/unit-of-work';
import { troubledChannels } from './places/trouble';
import type { Target } from './ports';
import type { ChannelStore } from './stores';

export interface RoutingParts {
  readonly policy: Policy;
  readonly channels: ChannelStore;
  readonly state: StateStore;
  readonly serviceUrl: string;
}

/** A channel to write into: where its last activity came from, else where Teams is by configuration. */
export async function targetOf(
  tx: Tx,
  conversationId: string,
  { channels, serviceUrl }: Pick<RoutingParts, 'channels' | 'serviceUrl'>,
): Promise<Target> {
  return { conversationId, serviceUrl: (await channels.get(tx, conversationId))?.serviceUrl ?? serviceUrl };
}

/**
 * Where an alert is posted: the first route that matches one of its subscriptions and its severity, else every subscribed channel; where that is lost,
 * the fallback. Empty = nobody has subscribed yet; the alert is kept and posted as soon as somebody does.
 */
export async function channelsFor(tx: Tx, alert: Alert, parts: RoutingParts): Promise<readonly Target[]> {
  // A restricted alert rather waits than goes where its subject reads.
  if (alert.restricted !== undefined) return [await targetOf(tx, alert.restricted.channel, parts)];
  const proper = await properChannels(tx, alert, parts);
  const troubled = await troubledChannels(tx, parts.state);
  const reachable = proper.filter(({ conversationId }) => troubled[conversationId]?.lost !== true);
  return reachable.length > 0 ? reachable : fallbackFor(tx, parts);
}

async function properChannels(tx: Tx, alert: Alert, parts: RoutingParts): Promise<readonly Target[]> {
  const subscriptions = subscriptionsOf(alert).map((id) => id.toLowerCase());
  const route = parts.policy.routes.find(
    (candidate) =>
      (candidate.subscriptions.length === 0 ||
        candidate.subscriptions.some((id) => subscriptions.includes(id.toLowerCase()))) &&
      atLeast(alert.severity, candidate.minSeverity ?? 'medium'),
  );
  if (route !== undefined) return [await targetOf(tx, route.channel, parts)];
  return (await parts.channels.all(tx)).map(({ conversationId, serviceUrl }) => ({ conversationId, serviceUrl }));
}

/** The policy's fallback channel; without one, or when that is lost too, every subscribed channel that is not. */
export async function fallbackFor(tx: Tx, parts: RoutingParts, except?: string): Promise<readonly Target[]> {
  const troubled = await troubledChannels(tx, parts.state);
  const usable = ({ conversationId }: Target) => conversationId !== except && troubled[conversationId]?.lost !== true;
  const { fallbackChannel } = parts.policy;
  const named = fallbackChannel === undefined ? [] : [await targetOf(tx, fallbackChannel, parts)].filter(usable);
  return named.length > 0 ? named : (await parts.channels.all(tx)).filter(usable);
}
