import { prefixOf } from '../../geo/address';
import type { Attempt } from '../attempt';
import type { ConsoleSession } from '../finding';
import { firstOf, type KeptSession } from '../session';

/** Networks of one session that are looked at besides the first: each costs a judgement of its own. */
const mostViews = 12;

/**
 * The session as its further addresses show it, one for each network and country, the newest first. One that was only refused says nothing of a session
 * that succeeded.
 */
export function otherViews(kept: KeptSession, session: ConsoleSession): readonly ConsoleSession[] {
  const views = new Map<string, ConsoleSession>();
  for (const ip of session.sourceIps.slice(1).reverse()) {
    const tries = kept.attempts.filter(
      (of) => of.ip === ip && (of.outcome === session.outcome || of.outcome !== 'failure'),
    );
    if (tries.length === 0) continue;
    const view = viewedFrom(session, ip, tries);
    const place = `${view.network} ${view.country} ${view.tokenIp}`;
    if (!views.has(place)) views.set(place, view);
    if (views.size === mostViews) break;
  }
  return [...views.values()];
}

function viewedFrom(session: ConsoleSession, ip: string, tries: readonly Attempt[]): ConsoleSession {
  const { country: _country, network: _network, tokenIp: _tokenIp, ...rest } = session;
  const own = { network: prefixOf(ip), country: firstOf(tries, 'country'), tokenIp: firstOf(tries, 'tokenIp') };
  return {
    ...rest,
    sourceIps: [ip, ...session.sourceIps.filter((known) => known !== ip)],
    ...(Object.fromEntries(Object.entries(own).filter(([, value]) => value !== undefined)) as Partial<ConsoleSession>),
  };
}
