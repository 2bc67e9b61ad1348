import type { Rule } from '../facts';
import { isKnown, knownValues, observedDays, othersAt, principalsKnown } from '../history';
import { few, novelty, plural, reason } from '../reason';

/** Country never seen for this principal. Weighs by how settled the principal's countries are. */
export const newCountryForPrincipal: Rule = ({ session, history, learning, azure }) => {
  const { country } = session;
  if (country === undefined || learning || azure || isKnown(history, 'country', country)) return undefined;
  const known = knownValues(history, 'country');
  if (known.length === 0) return undefined;
  const spans = known.map((of) => history.profile.life.country[of] ?? history.profile.use.country[of]);
  const once = spans.filter((of) => of !== undefined && of[2] === 1).length;
  const days = observedDays(history);
  return reason(
    'new-country-for-principal',
    `first use from ${country}; ${days === 1 ? '1 earlier day' : `all ${days} earlier days`} from ${few(known)}`,
    novelty(days, once),
  );
};

/** Country never seen for anybody here. */
export const newCountryForTenant: Rule = ({ session, history, azure }) => {
  const { country } = session;
  if (country === undefined || azure || isKnown(history, 'country', country)) return undefined;
  if (othersAt(history, 'country', country).size > 0) return undefined;
  const people = principalsKnown(history);
  return reason(
    'new-country-for-tenant',
    `nobody here was ever seen in ${country}, of ${plural(people, 'known principal')}`,
    people >= 5 ? 1 : people / 5,
  );
};
