import { tidyResourceId } from '../../core/resource-id';
import type { WireAnswer } from '../cloud/wire';
import type { SeedDenyAssignment } from './arm-seed';
import { parseFilter } from './filter';
import { page } from './paging';
import { wirePermission } from './role-definitions';
import { type ArmContext, type ArmRoute, authorizationPath, scopeOf } from './route';
import { reaches, same } from './scopes';

export const denyAssignmentRoutes: readonly ArmRoute[] = [
  {
    method: 'GET',
    path: authorizationPath('denyAssignments'),
    action: 'Microsoft.Authorization/denyAssignments/read',
    handle: list,
  },
];

function list(context: ArmContext): WireAnswer {
  const { state } = context;
  const scope = scopeOf(context);
  const filter = parseFilter(context.request.query.get('$filter'));
  const rows = state.denyAssignments.filter((row) => {
    const above = reaches(state, row.scope, scope);
    if (!above && (filter.atScope || !reaches(state, scope, row.scope))) return false;
    const { principalId } = filter;
    return principalId === undefined || row.principals.some(({ id }) => same(id, principalId));
  });
  return page(rows.map(wire), context);
}

function wire(row: SeedDenyAssignment): unknown {
  const scope = tidyResourceId(row.scope);
  return {
    id: `${scope === '/' ? '' : scope}/providers/Microsoft.Authorization/denyAssignments/${row.name}`,
    name: row.name,
    type: 'Microsoft.Authorization/denyAssignments',
    properties: {
      denyAssignmentName: row.denyAssignmentName,
      description: '',
      permissions: row.permissions.map(wirePermission),
      scope,
      doNotApplyToChildScopes: row.doNotApplyToChildScopes ?? false,
      principals: row.principals,
      excludePrincipals: row.excludePrincipals ?? [],
      isSystemProtected: row.isSystemProtected ?? true,
    },
  };
}
