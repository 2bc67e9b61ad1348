import { isWithin } from '../../core/resource-id';
import { scopeWords } from '../alone/rule';
import type { Facts, Rule } from '../facts';
import { beside, reason, span } from '../reason';
import type { Related } from '../related';

const hour = 3_600_000;
/** PIM writes assignments by its own application; an activation is the principal's own, neutral act. */
const pim = /ms-pim|azure ad pim|privileged identity|01fc33a7-78ba-4d2f-a4b7-768e336e890e/i;
/** Reader and the like: granting them lets nobody onto a console. */
const harmless = new Set(['acdd72a7-3385-48ef-bd42-f606fba81ae7', '43d0d8ad-25c7-4714-9337-8ba259a9fe05']);

/** A role that reaches the machine, written for this principal outside PIM within the last day. */
export const justGranted: Rule = (facts) => {
  const { session } = facts;
  if (session.outcome === 'failure') return undefined;
  const grant = newestGrant(facts);
  if (grant === undefined) return undefined;
  const age = session.startedAt - grant.at;
  const self = grant.caller === session.principal.objectId;
  const text = `a role on ${scopeWords(grant.grant?.scope ?? '')} was written for this principal ${span(age)} before the session, by ${self ? 'itself' : grant.callerName}`;
  return reason(self || age <= 4 * hour ? 'just-granted' : 'granted-today', text);
};

function newestGrant({ session, history }: Facts): Related | undefined {
  // PIM writes the assignment within seconds of the principal's own request, by a service principal that only its application id tells.
  const activations = history.related.filter(
    ({ kind, caller }) => kind === 'role-activation' && caller === session.principal.objectId,
  );
  const byActivation = (at: number) => activations.some((request) => at >= request.at && at - request.at <= hour / 4);
  return history.related
    .filter(
      ({ kind, grant, outcome, at, callerName, caller, app }) =>
        kind === 'role-assignment' &&
        outcome !== 'failed' &&
        grant?.principalId === session.principal.objectId &&
        at <= session.lastAt &&
        at > session.startedAt - 24 * hour &&
        !pim.test(`${callerName} ${caller} ${app}`) &&
        !(caller !== session.principal.objectId && byActivation(at)) &&
        !(grant.roleDefinitionId !== undefined && harmless.has(grant.roleDefinitionId)) &&
        isWithin(
          session.target === 'unknown' ? `/subscriptions/${session.subscriptionId}` : session.target,
          grant.scope,
        ),
    )
    .at(-1);
}

/** `elevateAccess` by this principal: rights over every subscription, in the last day. */
export const elevatedAccess: Rule = ({ session, history }) => {
  const found = history.related.find(
    ({ kind, caller, at, outcome }) =>
      kind === 'elevate-access' &&
      outcome !== 'failed' &&
      caller === session.principal.objectId &&
      Math.abs(session.startedAt - at) <= 24 * hour,
  );
  if (found === undefined) return undefined;
  return reason(
    'elevated-access',
    `this principal gave itself access to every subscription ${beside(found.at, session)}`,
  );
};
