import { ofActivityLog } from '../alone/logging';
import { useOf } from '../alone/use';
import type { Rule } from '../facts';
import type { Standing } from '../history';
import { beside, reason, span } from '../reason';

const day = 24 * 3_600_000;

/** Emergency access used outside its expected entry. */
export const breakGlass: Rule = ({ session, policy }) => {
  if (!policy.isBreakGlass(session.principal.objectId) || policy.expected(session) !== undefined) return undefined;
  return reason('break-glass-outside-entry', 'an emergency-access account was used outside its expected entry');
};

/** A principal under containment, or judged malicious and not cleared since. What came before that was judged by people already. */
export const containedPrincipal: Rule = ({ session, history }) => {
  const { contained, malicious } = history.situation;
  const since = ({ objectId, at }: Standing) => objectId === session.principal.objectId && session.lastAt >= at;
  const held = contained.find(since);
  const standing = held ?? malicious.find(since);
  if (standing === undefined) return undefined;
  const { by, at } = standing;
  const after = `${span(session.lastAt - at)} after ${held === undefined ? `${by} had been judged malicious` : `${by} had contained it`}`;
  return session.outcome === 'failure'
    ? reason('contained-principal-refused', `this principal tried to connect ${after}, and was refused`)
    : reason('contained-principal', `this principal connected ${after}`);
};

/** The bot's own identities have no business on a console; one that signs in with a secret is known by its application id. */
export const ownIdentity: Rule = ({ session: { principal, client }, history: { situation } }) =>
  [principal.objectId, client].some((id) => id !== undefined && situation.ownIdentities.includes(id))
    ? reason('own-identity', 'one of this bot’s own identities connected')
    : undefined;

/** The Activity log's own diagnostic setting touched by the same caller around the session. */
export const loggingTouched: Rule = ({ session, history, policy }) => {
  const touched = history.related
    .filter(
      ({ kind, caller, outcome, at, target }) =>
        kind === 'diagnostic-setting' &&
        outcome !== 'failed' &&
        caller === session.principal.objectId &&
        Math.abs(session.startedAt - at) <= day &&
        ofActivityLog(target),
    )
    .at(-1);
  if (touched === undefined) return undefined;
  const removed = touched.operation.endsWith('/delete');
  if (!removed && policy.expected(useOf(touched, session.principal)) !== undefined) return undefined;
  const when = beside(touched.at, session);
  return reason(
    removed ? 'logging-removed' : 'logging-changed',
    `the Activity log’s diagnostic setting was ${removed ? 'deleted' : 'changed'} by this principal ${when}`,
  );
};
