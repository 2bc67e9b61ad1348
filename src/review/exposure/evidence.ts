import { normalizeObjectId } from '../../core/principal';
import { sameScope } from '../access/scope';
import { roleGuid } from '../access/well-known-roles';
import type { RoleAssignment } from '../rbac';

/** The `evidence` of a log row: which assignment the service says let the call in. Every field may be missing. */
export interface AccessEvidence {
  readonly roleAssignmentId?: string;
  readonly roleAssignmentScope?: string;
  readonly roleDefinitionId?: string;
  readonly role?: string;
  readonly principalId?: string;
  readonly principalType?: string;
}

/** True when the evidence means this assignment. Ids come as full ids, as GUIDs, or as 32 hex digits without dashes. */
export function isEvidenceOf(evidence: AccessEvidence, assignment: RoleAssignment): boolean {
  if (evidence.roleAssignmentId) {
    return normalizeObjectId(lastSegment(evidence.roleAssignmentId)) === assignment.name.toLowerCase();
  }
  const { roleDefinitionId, roleAssignmentScope, principalId } = evidence;
  if (!roleDefinitionId || !roleAssignmentScope) return false;
  return (
    normalizeObjectId(roleGuid(roleDefinitionId)) === roleGuid(assignment.roleDefinitionId) &&
    sameScope(roleAssignmentScope, assignment.scope) &&
    (!principalId || normalizeObjectId(principalId) === assignment.principalId.toLowerCase())
  );
}

/** Evidence that names something one could look for. */
export function namesAssignment({ roleAssignmentId, roleDefinitionId, roleAssignmentScope }: AccessEvidence): boolean {
  return Boolean(roleAssignmentId || (roleDefinitionId && roleAssignmentScope));
}

function lastSegment(id: string): string {
  return id.split('/').pop() ?? id;
}
