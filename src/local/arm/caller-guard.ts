import { errorAnswer, recordOf, textOf, type WireAnswer } from '../cloud/wire';
import type { SeedCaller } from './arm-seed';
import { actionMatches } from './caller-actions';
import { findAssignment } from './role-assignment-wire';
import { type ArmContext, type ArmRoute, scopeOf } from './route';
import { same } from './scopes';

/** The 403 of a caller without the right, or whose condition the request does not fulfil; undefined when it may pass. */
export function refuseCaller(route: ArmRoute, context: ArmContext): WireAnswer | undefined {
  const { state, caller, request } = context;
  const known = state.callers.find(({ appId }) => same(appId, caller.appId));
  const may = known?.actions.some((pattern) => actionMatches(pattern, route.action)) ?? false;
  if (known && may && conditionHolds(known, route, context)) return undefined;
  const words = may ? 'or an ABAC condition not fulfilled ' : '';
  return errorAnswer(
    403,
    'AuthorizationFailed',
    `The client '${caller.appId}' with object id '${caller.objectId}' does not have authorization ${words}to perform action '${route.action}' over scope '${request.path}' or the scope is invalid. If access was recently granted, please refresh your credentials.`,
  );
}

/** Writes are judged by the role requested, deletes by the role of the assignment that stands there; a delete of nothing passes. */
function conditionHolds(known: SeedCaller, { method, action }: ArmRoute, context: ArmContext): boolean {
  if (!/roleAssignments\/(write|delete)$/i.test(action)) return true;
  const allowed = method === 'DELETE' ? known.mayRemove : known.mayAssign;
  const requested = textOf(recordOf(recordOf(context.request.body).properties).roleDefinitionId);
  const standing = findAssignment(context.state, scopeOf(context), context.path.name ?? '')?.roleGuid;
  const role = method === 'DELETE' ? standing : requested?.split('/').pop();
  return allowed === undefined || role === undefined || allowed.some((guid) => same(guid, role));
}
