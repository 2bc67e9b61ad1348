import { isGuid } from '../../core/principal';
import { tidyResourceId } from '../../core/resource-id';
import { fail, recordOf, textOf, type WireAnswer } from '../cloud/wire';
import type { SeedRoleAssignment } from './arm-seed';
import { refuseIfLocked } from './lock-guard';
import type { PrincipalType } from './principal-type';
import { findAssignment, wireAssignment } from './role-assignment-wire';
import { findRole } from './role-definitions';
import { type ArmContext, scopeOf } from './route';
import { same } from './scopes';

const limitPerSubscription = 4000;

/** PUT of an assignment: 201 when new, 200 when only its condition or description changes. It is not idempotent across GUIDs, as in Azure. */
export function createAssignment(context: ArmContext): WireAnswer {
  const { state } = context;
  const wanted = readBody(context);
  const current = findAssignment(state, wanted.scope, wanted.name);
  if (current && !sameTuple(current, wanted)) {
    fail(
      400,
      'RoleAssignmentUpdateNotPermitted',
      'Tenant ID, application ID, principal ID, and scope are not allowed to be updated.',
    );
  }
  refuseIfLocked(state, wanted.scope, 'write');
  if (current) {
    const next = { ...current, ...wanted, updatedOn: isoNow(context) };
    state.roleAssignments = state.roleAssignments.map((row) => (row === current ? next : row));
    return { status: 200, body: wireAssignment(next, context) };
  }
  if (state.roleAssignments.some((row) => sameTuple(row, wanted))) {
    fail(409, 'RoleAssignmentExists', 'The role assignment already exists.');
  }
  refuseIfFull(context, wanted);
  const next = {
    ...wanted,
    createdOn: isoNow(context),
    updatedOn: isoNow(context),
    createdBy: context.caller.objectId,
  };
  state.roleAssignments = [...state.roleAssignments, next];
  return { status: 201, body: wireAssignment(next, context) };
}

function readBody(context: ArmContext): SeedRoleAssignment {
  const properties = recordOf(recordOf(context.request.body).properties);
  const name = context.path.name ?? '';
  const roleGuid = /\/roleDefinitions\/([^/]+)\/?$/i.exec(textOf(properties.roleDefinitionId) ?? '')?.[1];
  const principalId = textOf(properties.principalId);
  if (!isGuid(name))
    fail(400, 'InvalidRoleAssignmentId', `The role assignment ID '${name}' is not valid. It must be a GUID.`);
  if (roleGuid === undefined || principalId === undefined) {
    fail(400, 'BadRequestFormat', 'The request was incorrectly formatted.');
  }
  if (!findRole(context.state, roleGuid)) {
    fail(400, 'RoleDefinitionDoesNotExist', `The specified role definition with ID '${roleGuid}' does not exist.`);
  }
  const principalType = principalTypeOf(context, principalId, textOf(properties.principalType));
  return {
    name,
    scope: tidyResourceId(scopeOf(context)),
    roleGuid,
    principalId,
    principalType,
    ...optionalTexts(properties),
  };
}

function optionalTexts(properties: Readonly<Record<string, unknown>>): Partial<SeedRoleAssignment> {
  const names = ['condition', 'conditionVersion', 'description', 'delegatedManagedIdentityResourceId'] as const;
  return Object.fromEntries(names.flatMap((name) => (textOf(properties[name]) ? [[name, properties[name]]] : [])));
}

/** A principal the directory does not know is accepted only when the caller names its type: that skips the check, as for a just-created one. */
function principalTypeOf({ directory }: ArmContext, id: string, given: string | undefined): PrincipalType {
  const known = directory.find(id);
  if (!known && given === undefined) {
    fail(400, 'PrincipalNotFound', `Principal ${id} does not exist in the directory ${directory.tenantId}.`);
  }
  const actual = known && ({ user: 'User', group: 'Group', servicePrincipal: 'ServicePrincipal' } as const)[known.kind];
  if (actual !== undefined && given !== undefined && !same(actual, given)) {
    fail(
      400,
      'UnmatchedPrincipalType',
      `The PrincipalId '${id}' has type '${actual}', which is different from specified '${given}'.`,
    );
  }
  return actual ?? (given as PrincipalType);
}

function refuseIfFull({ state }: ArmContext, { scope }: SeedRoleAssignment): void {
  const [subscription] = /^\/subscriptions\/[^/]+/i.exec(scope) ?? [];
  if (subscription === undefined) return;
  const inside = `${subscription.toLowerCase()}/`;
  const held = state.roleAssignments.filter((row) => `${row.scope.toLowerCase()}/`.startsWith(inside)).length;
  if (held >= limitPerSubscription) {
    fail(400, 'RoleAssignmentLimitExceeded', 'No more role assignments can be created (limit 4000 per subscription).');
  }
}

function sameTuple(a: SeedRoleAssignment, b: SeedRoleAssignment): boolean {
  return (
    same(a.principalId, b.principalId) &&
    same(a.roleGuid, b.roleGuid) &&
    same(tidyResourceId(a.scope), tidyResourceId(b.scope))
  );
}

function isoNow({ clock }: ArmContext): string {
  return new Date(clock.now()).toISOString();
}
