import type { Rule } from '../facts';
import type { ConsoleSession } from '../finding';
import { type History, isKnown, knownValues, observedDays, othersAt, principalsKnown } from '../history';
import { novelty, plural, reason } from '../reason';

/** Network never seen for this principal. Home and mobile networks change: somebody with many networks surprises little by one more. */
export const newNetworkForPrincipal: Rule = ({ session, network, site, history, learning, azure }) => {
  if (learning || azure || network.length === 0 || network.some((of) => isKnown(history, 'network', of)))
    return undefined;
  if (site !== undefined && isKnown(history, 'site', site)) return undefined;
  const known = knownValues(history, 'network').filter((of) => !of.startsWith('AS'));
  if (known.length === 0) return undefined;
  const once = known.filter(
    (of) => (history.profile.life.network[of] ?? history.profile.use.network[of])?.[2] === 1,
  ).length;
  const days = observedDays(history);
  return reason(
    'new-network-for-principal',
    `first use from ${network.at(-1)}; ${plural(known.length, 'network')} known in ${plural(days, 'day')}`,
    novelty(days, once) * (isNewCountry(session, history) ? 0.4 : 1),
  );
};

/** Network never seen for anybody here. */
export const newNetworkForTenant: Rule = ({ session, network, history, azure }) => {
  if (
    network.length === 0 ||
    azure ||
    isNewCountry(session, history) ||
    network.some((of) => isKnown(history, 'network', of))
  )
    return undefined;
  if (network.some((of) => othersAt(history, 'network', of).size > 0)) return undefined;
  const people = principalsKnown(history);
  return reason(
    'new-network-for-tenant',
    `nobody here used ${network.at(-1)} before, of ${plural(people, 'known principal')}`,
    people >= 5 ? 1 : people / 5,
  );
};

/** A new country brings a new network with it: the same fact must not count twice. */
function isNewCountry({ country }: ConsoleSession, history: History): boolean {
  return country !== undefined && knownValues(history, 'country').length > 0 && !isKnown(history, 'country', country);
}
