import { tidyResourceId } from '../../core/resource-id';
import type { SeedRoleAssignment } from './arm-seed';
import type { ArmState } from './arm-state';
import { roleDefinitionId } from './role-definitions';
import type { ArmContext } from './route';
import { same } from './scopes';

export function findAssignment(state: ArmState, scope: string, name: string): SeedRoleAssignment | undefined {
  return state.roleAssignments.find(
    (row) => same(row.name, name) && same(tidyResourceId(row.scope), tidyResourceId(scope)),
  );
}

/** The row as ARM answers it. A principal that is gone from the directory is shown as `Unknown`. */
export function wireAssignment(row: SeedRoleAssignment, { directory }: Pick<ArmContext, 'directory'>): unknown {
  const scope = tidyResourceId(row.scope);
  return {
    id: `${scope === '/' ? '' : scope}/providers/Microsoft.Authorization/roleAssignments/${row.name}`,
    name: row.name,
    type: 'Microsoft.Authorization/roleAssignments',
    properties: {
      roleDefinitionId: roleDefinitionId(scope, row.roleGuid),
      principalId: row.principalId,
      principalType: directory.find(row.principalId) ? row.principalType : 'Unknown',
      scope,
      condition: row.condition ?? null,
      conditionVersion: row.conditionVersion ?? null,
      createdOn: row.createdOn,
      updatedOn: row.updatedOn ?? row.createdOn,
      createdBy: row.createdBy ?? null,
      updatedBy: row.createdBy ?? null,
      delegatedManagedIdentityResourceId: row.delegatedManagedIdentityResourceId ?? null,
      description: row.description ?? null,
    },
  };
}
