import { tidyResourceId } from '../../core/resource-id';
import type { WireAnswer } from '../cloud/wire';
import type { SeedScheduleInstance } from './arm-seed';
import { placedRows } from './filter';
import { page } from './paging';
import { findRole, roleDefinitionId } from './role-definitions';
import { type ArmContext, type ArmRoute, authorizationPath, scopeOf } from './route';

export type PimKind = 'active' | 'eligible';

/** PIM lists need only the right to read role assignments. */
const read = 'Microsoft.Authorization/roleAssignments/read';

export const scheduleInstanceRoutes: readonly ArmRoute[] = [
  {
    method: 'GET',
    path: authorizationPath('roleAssignmentScheduleInstances'),
    action: read,
    handle: (context) => list(context, 'active'),
  },
  {
    method: 'GET',
    path: authorizationPath('roleEligibilityScheduleInstances'),
    action: read,
    handle: (context) => list(context, 'eligible'),
  },
];

function list(context: ArmContext, kind: PimKind): WireAnswer {
  const { state, clock, request } = context;
  const rows = kind === 'active' ? state.activeInstances : state.eligibleInstances;
  const current = rows.filter(({ endDateTime }) => endDateTime === undefined || Date.parse(endDateTime) > clock.now());
  const chosen = placedRows(current, scopeOf(context), request.query.get('$filter'), context);
  return page(
    chosen.map((row) => wire(row, kind, context)),
    context,
  );
}

function wire(row: SeedScheduleInstance, kind: PimKind, context: ArmContext): unknown {
  const scope = tidyResourceId(row.scope);
  const prefix = `${scope === '/' ? '' : scope}/providers/Microsoft.Authorization`;
  const type = kind === 'active' ? 'roleAssignmentScheduleInstances' : 'roleEligibilityScheduleInstances';
  const schedule = kind === 'active' ? 'roleAssignmentSchedule' : 'roleEligibilitySchedule';
  return {
    id: `${prefix}/${type}/${row.name}`,
    name: row.name,
    type: `Microsoft.Authorization/${type}`,
    properties: {
      scope,
      roleDefinitionId: roleDefinitionId(scope, row.roleGuid),
      principalId: row.principalId,
      principalType: row.principalType,
      [`${schedule}Id`]: `${prefix}/${schedule}s/${row.name}`,
      status: 'Provisioned',
      startDateTime: row.startDateTime,
      endDateTime: row.endDateTime ?? null,
      memberType: row.memberType ?? 'Direct',
      createdOn: row.startDateTime,
      condition: null,
      conditionVersion: null,
      ...(kind === 'active' ? activeFields(row, prefix) : {}),
      expandedProperties: expanded(row, scope, context),
    },
  };
}

function activeFields(row: SeedScheduleInstance, prefix: string): Record<string, unknown> {
  const linked = row.eligibleName && `${prefix}/roleEligibilityScheduleInstances/${row.eligibleName}`;
  return {
    assignmentType: row.assignmentType ?? 'Activated',
    originRoleAssignmentId: `${prefix}/roleAssignments/${row.roleAssignmentName ?? row.name}`,
    linkedRoleEligibilityScheduleInstanceId: linked ?? null,
  };
}

/** Names that come free of any Graph right. */
function expanded(row: SeedScheduleInstance, scope: string, { state, directory }: ArmContext): unknown {
  const entry = directory.find(row.principalId);
  const role = findRole(state, row.roleGuid);
  return {
    principal: {
      id: row.principalId,
      displayName: entry?.object.displayName ?? null,
      type: row.principalType,
      ...(entry?.kind === 'user' ? { email: entry.object.mail ?? entry.object.userPrincipalName } : {}),
    },
    roleDefinition: {
      id: roleDefinitionId(scope, row.roleGuid),
      displayName: role?.roleName ?? null,
      type: role?.type ?? null,
    },
    scope: { id: scope, displayName: scope.split('/').pop(), type: scopeType(scope) },
  };
}

function scopeType(scope: string): string {
  if (/^\/providers\/microsoft\.management/i.test(scope)) return 'managementgroup';
  const parts = scope.split('/').length;
  if (parts <= 3) return 'subscription';
  return parts <= 5 ? 'resourcegroup' : 'resource';
}
