import { tidyResourceId } from '../../core/resource-id';
import { fail, recordOf, textOf, type WireAnswer } from '../cloud/wire';
import type { SeedScheduleInstance } from './arm-seed';
import type { PrincipalType } from './principal-type';
import { findRole, roleDefinitionId } from './role-definitions';
import { type ArmContext, type ArmRoute, authorizationPath, scopeOf } from './route';
import type { PimKind } from './schedule-instances';
import { same } from './scopes';

export const scheduleRequestRoutes: readonly ArmRoute[] = [
  {
    method: 'PUT',
    path: authorizationPath('roleAssignmentScheduleRequests', 'name'),
    action: 'Microsoft.Authorization/roleAssignmentScheduleRequests/write',
    handle: (context) => put(context, 'active'),
  },
  {
    method: 'PUT',
    path: authorizationPath('roleEligibilityScheduleRequests', 'name'),
    action: 'Microsoft.Authorization/roleEligibilityScheduleRequests/write',
    handle: (context) => put(context, 'eligible'),
  },
];

interface Wanted {
  readonly scope: string;
  readonly roleGuid: string;
  readonly principalId: string;
  readonly requestType: string;
}

/** AdminRemove and AdminAssign; everything else PIM can ask for is refused as not supported by the emulator. */
function put(context: ArmContext, kind: PimKind): WireAnswer {
  const key = `${kind} ${context.path.name?.toLowerCase()}`;
  const earlier = context.state.scheduleRequests.get(key);
  if (earlier !== undefined) return { status: 201, body: earlier };
  const wanted = readBody(context);
  if (wanted.requestType === 'AdminRemove') remove(context, kind, wanted);
  else if (wanted.requestType === 'AdminAssign') assign(context, kind, wanted);
  else
    fail(400, 'InvalidRoleAssignmentRequest', `requestType '${wanted.requestType}' is not supported by the emulator.`);
  const body = wire(context, kind, wanted);
  context.state.scheduleRequests.set(key, body);
  return { status: 201, body };
}

function readBody(context: ArmContext): Wanted {
  const properties = recordOf(recordOf(context.request.body).properties);
  const roleGuid = /\/roleDefinitions\/([^/]+)\/?$/i.exec(textOf(properties.roleDefinitionId) ?? '')?.[1];
  const principalId = textOf(properties.principalId);
  const requestType = textOf(properties.requestType);
  if (roleGuid === undefined || principalId === undefined || requestType === undefined) {
    fail(400, 'BadRequestFormat', 'The request was incorrectly formatted.');
  }
  return { scope: tidyResourceId(scopeOf(context)), roleGuid, principalId, requestType };
}

/** Ends the schedule at once; an active one takes its role assignment with it. */
function remove({ state }: ArmContext, kind: PimKind, wanted: Wanted): void {
  const rows = kind === 'active' ? state.activeInstances : state.eligibleInstances;
  const found = rows.find((row) => matches(row, wanted));
  if (!found) fail(400, 'RoleAssignmentDoesNotExist', 'The role assignment does not exist.');
  const rest = rows.filter((row) => row !== found);
  if (kind === 'eligible') {
    state.eligibleInstances = rest;
    return;
  }
  state.activeInstances = rest;
  const name = found.roleAssignmentName ?? found.name;
  state.roleAssignments = state.roleAssignments.filter((row) => !same(row.name, name));
}

function assign(context: ArmContext, kind: PimKind, wanted: Wanted): void {
  const { state, directory, clock, request } = context;
  const rows = kind === 'active' ? state.activeInstances : state.eligibleInstances;
  if (rows.some((row) => matches(row, wanted)))
    fail(400, 'RoleAssignmentExists', 'The Role assignment already exists.');
  if (!findRole(state, wanted.roleGuid)) fail(404, 'RoleDefinitionDoesNotExist', 'The role definition does not exist.');
  const entry = directory.find(wanted.principalId);
  if (!entry) fail(400, 'SubjectNotFound', 'The subject is not found.');
  if (entry.kind === 'servicePrincipal' && kind === 'eligible') {
    fail(400, 'InvalidSubjectType', 'A service principal cannot be eligible.');
  }
  const info = recordOf(recordOf(recordOf(request.body).properties).scheduleInfo);
  const endDateTime = textOf(recordOf(info.expiration).endDateTime);
  const types: Record<typeof entry.kind, PrincipalType> = {
    user: 'User',
    group: 'Group',
    servicePrincipal: 'ServicePrincipal',
  };
  const { scope, roleGuid, principalId } = wanted;
  const common = { name: context.path.name ?? '', scope, roleGuid, principalId, principalType: types[entry.kind] };
  const startDateTime = textOf(info.startDateTime) ?? new Date(clock.now()).toISOString();
  const instance: SeedScheduleInstance = {
    ...common,
    startDateTime,
    ...(endDateTime === undefined ? {} : { endDateTime }),
    ...(kind === 'active' ? { assignmentType: 'Assigned' } : {}),
  };
  if (kind === 'eligible') state.eligibleInstances = [...state.eligibleInstances, instance];
  else {
    state.activeInstances = [...state.activeInstances, instance];
    state.roleAssignments = [...state.roleAssignments, { ...common, createdOn: startDateTime }];
  }
}

function matches(row: SeedScheduleInstance, wanted: Wanted): boolean {
  return (
    same(row.principalId, wanted.principalId) &&
    same(row.roleGuid, wanted.roleGuid) &&
    same(tidyResourceId(row.scope), wanted.scope)
  );
}

function wire({ path, clock, caller, directory }: ArmContext, kind: PimKind, wanted: Wanted): unknown {
  const type = kind === 'active' ? 'roleAssignmentScheduleRequests' : 'roleEligibilityScheduleRequests';
  const { scope, roleGuid, principalId, requestType } = wanted;
  return {
    id: `${scope === '/' ? '' : scope}/providers/Microsoft.Authorization/${type}/${path.name}`,
    name: path.name,
    type: `Microsoft.Authorization/${type}`,
    properties: {
      scope,
      roleDefinitionId: roleDefinitionId(scope, roleGuid),
      principalId,
      principalType: directory.find(principalId)?.kind === 'group' ? 'Group' : 'User',
      requestType,
      status: requestType === 'AdminRemove' ? 'Revoked' : 'Provisioned',
      requestorId: caller.objectId,
      createdOn: new Date(clock.now()).toISOString(),
    },
  };
}
