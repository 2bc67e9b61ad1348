import { subscriptionOf } from '../../core/resource-id';
import { fail, type WireAnswer } from '../cloud/wire';
import type { SeedRoleDefinition } from './arm-seed';
import type { ArmState } from './arm-state';
import { parseFilter } from './filter';
import { page } from './paging';
import { type ArmContext, type ArmRoute, authorizationPath, scopeOf } from './route';
import { reaches, same } from './scopes';

export const roleDefinitionRoutes: readonly ArmRoute[] = [
  {
    method: 'GET',
    path: authorizationPath('roleDefinitions'),
    action: 'Microsoft.Authorization/roleDefinitions/read',
    handle: list,
  },
  {
    method: 'GET',
    path: authorizationPath('roleDefinitions', 'name'),
    action: 'Microsoft.Authorization/roleDefinitions/read',
    handle: get,
  },
];

/** As the service gives it: with the subscription in front inside a subscription, bare elsewhere. The GUID alone identifies the role. */
export function roleDefinitionId(scope: string, guid: string): string {
  const subscriptionId = subscriptionOf(scope);
  const prefix = subscriptionId === undefined ? '' : `/subscriptions/${subscriptionId}`;
  return `${prefix}/providers/Microsoft.Authorization/roleDefinitions/${guid}`;
}

export function findRole(state: ArmState, guid: string): SeedRoleDefinition | undefined {
  return state.roleDefinitions.find((role) => same(role.guid, guid));
}

function list(context: ArmContext): WireAnswer {
  const scope = scopeOf(context);
  const { equals } = parseFilter(context.request.query.get('$filter'));
  const rows = context.state.roleDefinitions
    .filter((role) => role.assignableScopes.some((at) => reaches(context.state, at, scope)))
    .filter((role) => equals.every(({ field, value }) => same(fieldOf(role, field), value)));
  return page(
    rows.map((role) => wire(role, scope)),
    context,
  );
}

function get(context: ArmContext): WireAnswer {
  const role = findRole(context.state, context.path.name ?? '');
  if (!role)
    fail(
      404,
      'RoleDefinitionDoesNotExist',
      `The specified role definition with ID '${context.path.name}' does not exist.`,
    );
  return { status: 200, body: wire(role, scopeOf(context)) };
}

function fieldOf(role: SeedRoleDefinition, field: string): string {
  if (same(field, 'type')) return role.type;
  if (same(field, 'roleName')) return role.roleName;
  return fail(400, 'BadRequestQuery', `The filter on '${field}' is not supported.`);
}

function wire(role: SeedRoleDefinition, scope: string): unknown {
  return {
    id: roleDefinitionId(role.type === 'BuiltInRole' ? '/' : scope, role.guid),
    name: role.guid,
    type: 'Microsoft.Authorization/roleDefinitions',
    properties: {
      roleName: role.roleName,
      type: role.type,
      description: role.description ?? '',
      assignableScopes: role.assignableScopes,
      permissions: role.permissions.map(wirePermission),
    },
  };
}

/** Empty lists are always there; `condition` only where it has one. */
export function wirePermission(permission: SeedRoleDefinition['permissions'][number]): unknown {
  const { actions, notActions = [], dataActions = [], notDataActions = [], condition } = permission;
  const bare = { actions, notActions, dataActions, notDataActions };
  return condition === undefined ? bare : { ...bare, condition, conditionVersion: '2.0' };
}
