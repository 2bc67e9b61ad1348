import { prefixOf } from '../geo/address';
import type { Facts } from './facts';

/** How long before the session the principal already showed up somewhere, milliseconds, by Azure activity and successful sign-ins; 0 for never. */
export function presentSince(
  { session, history }: Pick<Facts, 'session' | 'history'>,
  where: (place: { readonly ip?: string | undefined; readonly country?: string | undefined }) => boolean,
): number {
  const names = new Set([session.principal.objectId, session.principal.displayName.toLowerCase()]);
  const { activity, signIns } = history.context;
  const times = [
    ...activity.filter((of) => names.has(of.who) && where(of)).map(({ from }) => from),
    ...signIns
      .filter((of) => of.ok && (names.has(of.objectId) || names.has(of.userName ?? '')) && where(of))
      .map(({ at }) => at),
  ];
  return times.length === 0 ? 0 : Math.max(0, session.startedAt - Math.min(...times));
}

/** The same for the session's own network. */
export function onNetworkSince(facts: Pick<Facts, 'session' | 'history' | 'ip'>): number {
  const network = facts.ip === undefined ? undefined : prefixOf(facts.ip);
  return presentSince(facts, ({ ip }) => ip !== undefined && network !== undefined && prefixOf(ip) === network);
}
