import { roleGuid } from '../access/well-known-roles';
import type { PimInstance, RoleAssignment } from '../rbac';

/** Names of the facts that differ from what was approved; empty when nothing does. ARM has no etag here, so `updatedOn` stands in for one. */
export function driftOf(approved: RoleAssignment, now: RoleAssignment): readonly string[] {
  return [
    ...(same(approved.id, now.id) ? [] : ['id']),
    ...(same(approved.scope, now.scope) ? [] : ['scope']),
    ...(roleGuid(approved.roleDefinitionId) === roleGuid(now.roleDefinitionId) ? [] : ['role']),
    ...(same(approved.principalId, now.principalId) ? [] : ['principal']),
    ...((approved.condition ?? '') === (now.condition ?? '') ? [] : ['condition']),
    ...((approved.conditionVersion ?? '') === (now.conditionVersion ?? '') ? [] : ['condition version']),
    ...((approved.description ?? '') === (now.description ?? '') ? [] : ['description']),
    ...(approved.updatedOn === now.updatedOn ? [] : ['time of last update']),
  ];
}

/** An activation prolonged or an eligibility re-issued is another one than was approved. */
export function pimDriftOf(approved: PimInstance, now: PimInstance): readonly string[] {
  return [
    ...(same(approved.scope, now.scope) ? [] : ['scope']),
    ...(roleGuid(approved.roleDefinitionId) === roleGuid(now.roleDefinitionId) ? [] : ['role']),
    ...(same(approved.principalId, now.principalId) ? [] : ['principal']),
    ...(approved.endsAt === now.endsAt ? [] : ['end']),
  ];
}

function same(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}
