import { roleGrants } from '../../review/access/role-grants';
import { roleGuid } from '../../review/access/well-known-roles';
import type { AzureOutcome } from '../../review/azure-outcome';
import type { RbacReader } from '../../review/ports';
import type { RoleAssignment, RoleDefinition } from '../../review/rbac';

/** One assignment and the role behind it; without a role its definition could not be read. */
export interface Holding {
  readonly assignment: RoleAssignment;
  readonly role?: RoleDefinition;
}

/** Joins assignments with their roles, read once each. */
export async function withRoles(
  reader: RbacReader,
  assignments: readonly RoleAssignment[],
): Promise<readonly Holding[]> {
  const known = new Map<string, AzureOutcome<RoleDefinition>>();
  const holdings: Holding[] = [];
  for (const assignment of assignments) {
    const key = roleGuid(assignment.roleDefinitionId);
    const role = known.get(key) ?? (await reader.roleDefinition(assignment.roleDefinitionId));
    known.set(key, role);
    holdings.push(role.ok ? { assignment, role: role.value } : { assignment });
  }
  return holdings;
}

/** Whether the holding grants the action at its scope, conditions on the assignment left aside; an unreadable role may grant anything. */
export function grants({ role }: Holding, action: string): boolean {
  return role === undefined || roleGrants(role, action) !== 'no';
}

/** `Owner at /subscriptions/…`. */
export function describeHolding({ assignment, role }: Holding): string {
  return `${role?.roleName ?? `unknown role ${roleGuid(assignment.roleDefinitionId)}`} at ${assignment.scope}`;
}
