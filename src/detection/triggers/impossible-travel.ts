import { prefixOf } from '../../geo/address';
import { isAzureAddress } from '../../geo/azure-addresses';
import { impossibleTravel as journey, type Place } from '../../geo/distance';
import type { Facts, Rule } from '../facts';
import type { Reason } from '../finding';
import { isKnown, othersAt } from '../history';
import { beside, reason } from '../reason';

const hour = 3_600_000;
const reach = 12 * hour;

interface Sight extends Place {
  readonly at: number;
  readonly ip?: string | undefined;
  readonly what: string;
}

/**
 * Where this principal was seen around the session: other sessions, Azure activity, successful sign-ins. Of each address only the sight nearest in
 * time: the shortest time makes the fastest journey.
 */
function sights({ session, history }: Facts): readonly Sight[] {
  const nearest = new Map<string, Sight>();
  const offer = (at: number, ip: string | undefined, what: string, place: Place) => {
    const gap = Math.abs(session.startedAt - at);
    if (gap > reach || (ip !== undefined && isAzureAddress(ip))) return;
    const key = ip ?? place.country ?? '';
    const known = nearest.get(key);
    if (known !== undefined && Math.abs(session.startedAt - known.at) <= gap) return;
    nearest.set(key, { at, ip, what, country: place.country, latitude: place.latitude, longitude: place.longitude });
  };
  for (const { denied, session: of } of history.own)
    if (!denied) offer(of.lastAt, of.sourceIps[0], 'console use', { country: of.country });
  for (const of of history.context.activity) {
    offer(of.from, of.ip, 'Azure activity', of);
    offer(of.to, of.ip, 'Azure activity', of);
  }
  for (const of of history.context.signIns) if (of.ok) offer(of.at, of.ip, 'sign-in', of);
  return [...nearest.values()];
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
  if (worst === undefined) return quickChange(facts);
  const { of, found } = worst;
  const text = `${of.what} in ${of.country ?? 'another place'} ${beside(of.at, session)}, ${Math.round(found.kilometres)} km away: too far for that time`;
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

/** Across a border one may walk, but work at home and on the console from a new country within two hours is worth a few points. */
function quickChange(facts: Facts): Reason | undefined {
  const { country, startedAt } = facts.session;
  if (country === undefined || isKnown(facts.history, 'country', country)) return undefined;
  const elsewhere = sights(facts).find(
    (of) => of.country !== undefined && of.country !== country && Math.abs(startedAt - of.at) <= 2 * hour,
  );
  if (elsewhere === undefined) return undefined;
  const when = beside(elsewhere.at, { startedAt });
  return reason(
    'quick-country-change',
    `${elsewhere.what} in ${elsewhere.country} ${when}, console use from ${country}`,
  );
}
