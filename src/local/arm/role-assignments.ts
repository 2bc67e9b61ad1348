import { tidyResourceId } from '../../core/resource-id';
import { fail, type WireAnswer } from '../cloud/wire';
import type { SeedRoleAssignment } from './arm-seed';
import type { ArmState } from './arm-state';
import { builtInRole } from './built-in-roles';
import { placedRows } from './filter';
import { refuseIfLocked } from './lock-guard';
import { page } from './paging';
import { createAssignment } from './role-assignment-create';
import { findAssignment, wireAssignment } from './role-assignment-wire';
import { type ArmContext, type ArmRoute, authorizationPath, scopeOf } from './route';
import { same } from './scopes';

const read = 'Microsoft.Authorization/roleAssignments/read';

export const roleAssignmentRoutes: readonly ArmRoute[] = [
  { method: 'GET', path: authorizationPath('roleAssignments'), action: read, handle: list },
  { method: 'GET', path: authorizationPath('roleAssignments', 'name'), action: read, handle: get },
  {
    method: 'PUT',
    path: authorizationPath('roleAssignments', 'name'),
    action: 'Microsoft.Authorization/roleAssignments/write',
    handle: createAssignment,
  },
  {
    method: 'DELETE',
    path: authorizationPath('roleAssignments', 'name'),
    action: 'Microsoft.Authorization/roleAssignments/delete',
    handle: remove,
  },
];

function list(context: ArmContext): WireAnswer {
  const rows = placedRows(
    context.state.roleAssignments,
    scopeOf(context),
    context.request.query.get('$filter'),
    context,
  );
  return page(
    rows.map((row) => wireAssignment(row, context)),
    context,
  );
}

function get(context: ArmContext): WireAnswer {
  const row = findAssignment(context.state, scopeOf(context), context.path.name ?? '');
  if (!row) fail(404, 'RoleAssignmentNotFound', `The role assignment '${context.path.name}' is not found.`);
  return { status: 200, body: wireAssignment(row, context) };
}

function remove(context: ArmContext): WireAnswer {
  const { state } = context;
  const scope = scopeOf(context);
  const row = findAssignment(state, scope, context.path.name ?? '');
  if (!row) return { status: 204 };
  refuseIfLocked(state, scope, 'delete');
  refuseLastAdministrator(state, row);
  state.roleAssignments = state.roleAssignments.filter((other) => other !== row);
  return { status: 200, body: wireAssignment(row, context) };
}

/** Counts direct assignments at the subscription only: owners inherited from a management group do not help. */
function refuseLastAdministrator(state: ArmState, row: SeedRoleAssignment): void {
  const administers = (other: SeedRoleAssignment) =>
    [builtInRole.owner, builtInRole.userAccessAdministrator].some((guid) => same(guid, other.roleGuid));
  if (!/^\/subscriptions\/[^/]+$/i.test(tidyResourceId(row.scope)) || !administers(row)) return;
  const others = state.roleAssignments.filter(
    (other) => other !== row && administers(other) && same(tidyResourceId(other.scope), tidyResourceId(row.scope)),
  );
  if (others.length === 0)
    fail(412, 'CannotDeleteLastRbacAdminAssignment', 'Cannot delete the last RBAC admin assignment.');
}
