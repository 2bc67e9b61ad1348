import type { Permission, RoleDefinition } from '../rbac';
import { matchesAction } from './action-match';

/** `conditional`: only a permission entry with a condition of its own grants it. */
export type Grant = 'yes' | 'conditional' | 'no';

/** Actions minus NotActions inside one entry; a NotAction never reaches into another entry or another role. */
export function permissionGrants({ actions, notActions }: Pick<Permission, 'actions' | 'notActions'>, action: string) {
  return (
    actions.some((pattern) => matchesAction(pattern, action)) &&
    !notActions.some((pattern) => matchesAction(pattern, action))
  );
}

/** The union over a role's permission entries. */
export function roleGrants(role: Pick<RoleDefinition, 'permissions'>, action: string): Grant {
  const granting = role.permissions.filter((entry) => permissionGrants(entry, action));
  if (granting.length === 0) return 'no';
  return granting.some(({ condition }) => !condition) ? 'yes' : 'conditional';
}
