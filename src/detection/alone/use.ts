import type { Principal } from '../../core/principal';
import { prefixOf } from '../../geo/address';
import type { ConsoleSession } from '../finding';
import { meaningOf } from '../operations';
import type { Related } from '../related';

/**
 * An operation in the place of a console session: the alert about `principal` has nothing else to show. The address is the caller's, so it says nothing
 * of anybody else.
 */
export function useOf(operation: Related, principal: Principal): ConsoleSession {
  const { id, at, caller, target, subscriptionId, outcome, ip, app, alone } = operation;
  const own = caller === principal.objectId ? ip : undefined;
  const network = own === undefined ? undefined : prefixOf(own);
  const country = own === undefined ? undefined : alone?.country;
  return {
    id,
    kind: 'operation',
    operation: meaningOf(operation.operation)?.label ?? operation.operation,
    correlationIds: alone === undefined ? [] : [alone.correlationId],
    principal,
    target,
    subscriptionId,
    startedAt: at,
    lastAt: at,
    visibleAt: alone?.visibleAt ?? at,
    outcome: outcome === 'done' ? 'success' : outcome === 'failed' ? 'failure' : 'unknown',
    sourceIps: own === undefined ? [] : [own],
    mfa: 'unknown',
    ...(country === undefined ? {} : { country }),
    ...(network === undefined ? {} : { network }),
    ...(app === undefined || caller !== principal.objectId ? {} : { client: app }),
  };
}
