import type { Rule } from '../facts';
import { reason } from '../reason';

/** A service principal or managed identity on the console, outside any expected entry. */
export const unexpectedWorkloadIdentity: Rule = ({ session, policy }) => {
  const { type, displayName } = session.principal;
  if (session.kind !== 'connect' || session.outcome === 'failure') return undefined;
  if (type !== 'servicePrincipal' && type !== 'managedIdentity') return undefined;
  if (policy.expected(session) !== undefined) return undefined;
  const kind = type === 'servicePrincipal' ? 'service principal' : 'managed identity';
  const listed = policy.isListed(session.principal.objectId)
    ? ', outside its expected networks, machines or dates'
    : '; no entry of the policy expects it';
  return reason('unexpected-workload-identity', `the ${kind} ${displayName} used the serial console${listed}`);
};
