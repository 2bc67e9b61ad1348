import type {
  DenyAssignment,
  DenyPrincipal,
  Permission,
  PimInstance,
  RoleAssignment,
  RoleDefinition,
} from '../review/rbac';
import { type Json, list, present, record, required, text, texts, time } from './json';

/** Flattened ARM rows → the review's types. A row without its ids makes the answer unexpected: half an assignment proves nothing. */
export function roleAssignment(row: Json): RoleAssignment {
  return present<RoleAssignment>({
    id: required(row.id, 'a role assignment id'),
    name: required(row.name, 'a role assignment name'),
    scope: required(row.scope, 'a role assignment scope'),
    roleDefinitionId: required(row.roleDefinitionId, 'a role definition id'),
    principalId: required(row.principalId, 'a principal id'),
    principalType: text(row.principalType) ?? 'Unknown',
    condition: text(row.condition),
    conditionVersion: text(row.conditionVersion),
    description: text(row.description),
    delegatedManagedIdentityResourceId: text(row.delegatedManagedIdentityResourceId),
    createdOn: time(row.createdOn),
    updatedOn: time(row.updatedOn),
    createdBy: text(row.createdBy),
  });
}

export function roleDefinition(row: Json): RoleDefinition {
  return {
    id: required(row.id, 'a role definition id'),
    roleName: text(row.roleName) ?? '',
    // The SDK renames `properties.type`; `type` beside it is the ARM resource type.
    roleType: text(row.roleType) ?? '',
    assignableScopes: texts(row.assignableScopes),
    permissions: list(row.permissions, 'permissions').map(permission),
  };
}

function permission(row: Json): Permission {
  return present<Permission>({
    actions: texts(row.actions),
    notActions: texts(row.notActions),
    dataActions: texts(row.dataActions),
    notDataActions: texts(row.notDataActions),
    condition: text(row.condition),
  });
}

export function denyAssignment(row: Json): DenyAssignment {
  return present<DenyAssignment>({
    id: required(row.id, 'a deny assignment id'),
    name: text(row.denyAssignmentName) ?? required(row.name, 'a deny assignment name'),
    scope: required(row.scope, 'a deny assignment scope'),
    permissions: list(row.permissions, 'permissions').map(permission),
    principals: list(row.principals, 'principals').map(denyPrincipal),
    excludePrincipals: list(row.excludePrincipals ?? [], 'excludePrincipals').map(denyPrincipal),
    doNotApplyToChildScopes: row.doNotApplyToChildScopes === true,
    isSystemProtected: row.isSystemProtected === true,
    // Absent from the SDK's types: newer api-versions put it into the untouched rest of the properties.
    effect: text(row.denyAssignmentEffect) ?? text(record(row.properties).denyAssignmentEffect),
  });
}

function denyPrincipal(row: Json): DenyPrincipal {
  return { id: required(row.id, 'a deny principal'), type: text(row.type) ?? 'Unknown' };
}

export function pimInstance(kind: PimInstance['kind'], row: Json): PimInstance {
  const { principal, roleDefinition: role } = record(row.expandedProperties);
  return present<PimInstance>({
    kind,
    id: required(row.id, 'a schedule instance id'),
    scope: required(row.scope, 'a schedule instance scope'),
    roleDefinitionId: required(row.roleDefinitionId, 'a role definition id'),
    principalId: required(row.principalId, 'a principal id'),
    principalType: text(row.principalType) ?? 'Unknown',
    assignmentType: text(row.assignmentType),
    memberType: text(row.memberType),
    originRoleAssignmentId: text(row.originRoleAssignmentId),
    linkedEligibilityId: text(row.linkedRoleEligibilityScheduleInstanceId),
    condition: text(row.condition),
    startedAt: time(row.startDateTime),
    endsAt: time(row.endDateTime),
    principalName: text(record(principal).displayName),
    roleName: text(record(role).displayName),
  });
}

/** Drops rows whose id came before: ARM may repeat a row where pages meet. */
export function distinct<T extends { readonly id: string }>(rows: readonly T[]): readonly T[] {
  return [...new Map(rows.map((row) => [row.id.toLowerCase(), row])).values()];
}
