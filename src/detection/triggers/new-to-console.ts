import type { Rule } from '../facts';
import { consoleDays, isKnown, lifeDays, othersAt, tenantDays } from '../history';
import { presentSince } from '../presence';
import { plural, reason } from '../reason';

/** First console use of the principal. */
export const newToConsole: Rule = ({ session, history }) => {
  if (session.kind !== 'connect' || session.outcome === 'failure' || consoleDays(history) > 0) return undefined;
  const users = Object.keys(history.tenant.use).length;
  const others = users === 0 ? 'nobody here has used it before' : `${plural(users, 'other')} used it before`;
  return reason(
    'new-to-console',
    `first console use of this principal ${tenantDays(history) === 0 ? 'since watching began today' : `in ${plural(tenantDays(history), 'day')} of history`}; ${others}`,
  );
};

/** Not only new to the console: no Azure activity or sign-in of this principal either. After sixty days of watching that is a dormant or a new account. */
export const neverSeenPrincipal: Rule = ({ session, history, learning, ip, site, policy }) => {
  if (learning || session.outcome === 'failure' || consoleDays(history) > 0 || lifeDays(history) > 0) return undefined;
  if (Object.keys(history.tenant.life).length < 5) return undefined;
  // Somebody who started yesterday has a trace already; who sits in the office or behind the VPN came through its door.
  const started =
    history.profile.firstDay < history.day || presentSince({ session, history }, () => true) >= 8 * 3_600_000;
  const through =
    (ip !== undefined && policy.trustedNetwork(ip) !== undefined) ||
    (site !== undefined && othersAt(history, 'site', site).size >= 2);
  const text = `no earlier Azure activity of this principal in ${plural(tenantDays(history), 'day')}`;
  const long = tenantDays(history) >= 60;
  if (long && session.kind === 'connect' && !started && !through) return reason('unseen-account', text);
  return reason('never-seen-principal', text, long && !started ? 1 : 0.6);
};

/** First console use in this subscription, by somebody who has used the console elsewhere. */
export const newToSubscription: Rule = ({ session, history, learning }) => {
  if (learning || session.kind !== 'connect' || consoleDays(history) === 0 || session.subscriptionId === '')
    return undefined;
  if (isKnown(history, 'subscription', session.subscriptionId)) return undefined;
  return reason('new-to-subscription', 'never worked in this subscription before');
};
