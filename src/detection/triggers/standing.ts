import type { Rule } from '../facts';
import { reason, span } from '../reason';

const day = 24 * 3_600_000;

/** Emergency access used outside its expected entry. */
export const breakGlass: Rule = ({ session, policy }) => {
  if (!policy.isBreakGlass(session.principal.objectId) || policy.expected(session) !== undefined) return undefined;
  return reason('break-glass-outside-entry', 'an emergency-access account was used outside its expected entry');
};

/** A principal under containment, or with an alert already judged malicious. */
export const containedPrincipal: Rule = ({ session, history }) => {
  const { contained, malicious } = history.situation;
  if (contained.includes(session.principal.objectId))
    return reason('contained-principal', 'this principal is under containment and connected all the same');
  if (malicious.includes(session.principal.objectId))
    return reason('contained-principal', 'an alert about this principal was judged malicious');
  return undefined;
};

/** The bot's own identities have no business on a console. */
export const ownIdentity: Rule = ({ session, history }) =>
  history.situation.ownIdentities.includes(session.principal.objectId)
    ? reason('own-identity', 'one of this bot’s own identities connected')
    : undefined;

/** The Activity log's own diagnostic setting touched by the same caller around the session. */
export const loggingTouched: Rule = ({ session, history }) => {
  const touched = history.related
    .filter(
      ({ kind, caller, outcome, at, target }) =>
        kind === 'diagnostic-setting' &&
        outcome !== 'failed' &&
        caller === session.principal.objectId &&
        Math.abs(session.startedAt - at) <= day &&
        /^\/subscriptions\/[^/]+\/providers\/microsoft\.insights/i.test(target),
    )
    .at(-1);
  if (touched === undefined) return undefined;
  const removed = touched.operation.endsWith('/delete');
  const when = `${span(Math.abs(session.startedAt - touched.at))} ${touched.at <= session.startedAt ? 'before' : 'after'}`;
  return reason(
    removed ? 'logging-removed' : 'logging-changed',
    `the subscription’s diagnostic setting was ${removed ? 'deleted' : 'changed'} by this principal ${when}`,
  );
};
