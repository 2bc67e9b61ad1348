import { prefixOf } from '../../geo/address';
import { isAzureAddress } from '../../geo/azure-addresses';
import { impossibleTravel as journey, type Place } from '../../geo/distance';
import type { Facts, Rule } from '../facts';
import { isKnown, othersAt } from '../history';
import { reason, span } from '../reason';

const hour = 3_600_000;
const reach = 12 * hour;

interface Sight extends Place {
  readonly at: number;
  readonly ip?: string | undefined;
  readonly what: string;
}

/** Where this principal was seen around the session: other sessions, Azure activity, successful sign-ins. */
function sights({ session, history }: Facts): readonly Sight[] {
  const { objectId, displayName } = session.principal;
  const names = new Set([objectId, displayName.toLowerCase()]);
  const uses = history.own
    .filter(({ denied }) => !denied)
    .map(
      ({ session: of }): Sight => ({ at: of.lastAt, country: of.country, ip: of.sourceIps[0], what: 'console use' }),
    );
  const work = history.context.activity
    .filter(({ who }) => names.has(who))
    .flatMap(({ from, to, ...of }): Sight[] => [
      { ...of, at: from, what: 'Azure activity' },
      { ...of, at: to, what: 'Azure activity' },
    ]);
  const signIns = history.context.signIns
    .filter(({ ok, objectId: id, userName }) => ok && (names.has(id) || names.has(userName ?? '')))
    .map(({ at, country, ip }): Sight => ({ at, country, ip, what: 'sign-in' }));
  return [...uses, ...work, ...signIns].filter(
    ({ at, ip }) => Math.abs(session.startedAt - at) <= reach && !(ip !== undefined && isAzureAddress(ip)),
  );
}

/** Somewhere else so shortly before (or after) that nobody could have travelled. Networks in use here are VPN egresses, not journeys. */
export const impossibleTravel: Rule = (facts) => {
  const { session, history, azure, network, site, ip, policy, place } = facts;
  if (azure || session.outcome === 'failure') return undefined;
  const jumps = sights(facts)
    .filter((of) => of.ip === undefined || of.ip !== ip)
    .flatMap((of) => {
      const found = journey(of, place, (session.startedAt - of.at) / hour);
      return found === undefined ? [] : [{ of, found }];
    })
    .sort((a, b) => b.found.kilometresPerHour - a.found.kilometresPerHour);
  const [worst] = jumps;
  if (worst === undefined) return undefined;
  const { of, found } = worst;
  const text = `${of.what} in ${of.country ?? 'another place'} ${span(Math.abs(session.startedAt - of.at))} ${of.at <= session.startedAt ? 'before' : 'after'}, ${Math.round(found.kilometres)} km away`;
  const known =
    network.some((name) => isKnown(history, 'network', name) || othersAt(history, 'network', name).size >= 2) ||
    (site !== undefined && isKnown(history, 'site', site)) ||
    (ip !== undefined && policy.trustedNetwork(ip) !== undefined);
  // The other end may be the odd one: a sign-in through a colleague's VPN egress.
  const otherNetwork = of.ip === undefined ? undefined : prefixOf(of.ip);
  const otherTrusted = of.ip !== undefined && policy.trustedNetwork(of.ip) !== undefined && otherNetwork !== undefined;
  if (known) return reason('impossible-travel', text, 0.6);
  if (!otherTrusted) return reason('impossible-travel-to-new-network', text);
  // Work through the corporate egress, then from abroad without it: a traveller was seen abroad before, a thief was not.
  const abroadBefore =
    session.country === undefined ||
    isKnown(history, 'country', session.country) ||
    sights(facts).some((seen) => seen.country === session.country && session.startedAt - seen.at >= hour);
  return abroadBefore ? reason('impossible-travel', text) : reason('impossible-travel-to-new-network', text, 0.6);
};
