import { roleGuid } from '../access/well-known-roles';
import type { PimInstance, RoleAssignment } from '../rbac';
import type { AccessPath } from './exposure';
import type { MachineReading } from './read-machine';

/** An assignment or eligibility as listed, before it is judged. */
export interface Holding {
  readonly id: string;
  readonly kind: AccessPath['kind'];
  readonly scope: string;
  readonly roleDefinitionId: string;
  readonly principalId: string;
  readonly principalType: string;
  readonly assignment?: RoleAssignment;
  readonly pim?: PimInstance;
  readonly condition?: string;
}

/**
 * The distinct holdings of one reading. An activation and its role assignment are one holding; whether ARM lists an activation among the role
 * assignments is not documented, so one without a listed assignment still counts.
 */
export function holdingsOf({ assignments, active, eligible }: MachineReading): readonly Holding[] {
  const managed = active.filter(isPimManaged);
  const fromAssignments = assignments.map((assignment): Holding => {
    const pim = managed.find((instance) => belongsTo(instance, assignment));
    return {
      id: assignment.id.toLowerCase(),
      kind: pim ? 'pim-active' : 'assignment',
      ...common(assignment),
      assignment,
      ...(pim ? { pim } : {}),
    };
  });
  const unlisted = managed
    .filter((instance) => !assignments.some((assignment) => belongsTo(instance, assignment)))
    .map((pim): Holding => ({ id: pim.id.toLowerCase(), kind: 'pim-active', ...common(pim), pim }));
  const eligibleOnes = eligible.map((pim): Holding => {
    return { id: pim.id.toLowerCase(), kind: 'pim-eligible', ...common(pim), pim };
  });
  return [...fromAssignments, ...unlisted, ...eligibleOnes];
}

/** Permanent assignments made outside PIM are listed as `Assigned` without an end; those are plain and deleted plainly. */
function isPimManaged({ assignmentType, endsAt, linkedEligibilityId }: PimInstance): boolean {
  return assignmentType?.toLowerCase() === 'activated' || endsAt !== undefined || linkedEligibilityId !== undefined;
}

function belongsTo(instance: PimInstance, assignment: RoleAssignment): boolean {
  if (instance.originRoleAssignmentId) {
    return instance.originRoleAssignmentId.toLowerCase() === assignment.id.toLowerCase();
  }
  return sameGrant(instance, assignment);
}

/** Same principal, role and scope. */
export function sameGrant(
  a: Pick<Holding, 'scope' | 'roleDefinitionId' | 'principalId'>,
  b: Pick<Holding, 'scope' | 'roleDefinitionId' | 'principalId'>,
): boolean {
  return (
    a.scope.toLowerCase() === b.scope.toLowerCase() &&
    roleGuid(a.roleDefinitionId) === roleGuid(b.roleDefinitionId) &&
    a.principalId.toLowerCase() === b.principalId.toLowerCase()
  );
}

function common({ scope, roleDefinitionId, principalId, principalType, condition }: RoleAssignment | PimInstance) {
  return { scope, roleDefinitionId, principalId, principalType, ...(condition === undefined ? {} : { condition }) };
}
