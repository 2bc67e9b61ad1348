import type { DenyAssignment, DenyPrincipal } from '../rbac';
import { permissionGrants } from './role-grants';
import { covers, sameScope } from './scope';

/** Whose access is judged: the principal's own id and every group it is known to be in, lower case. */
export interface Identity {
  readonly ids: ReadonlySet<string>;
  /** False when Graph could not say which groups the principal is in. */
  readonly groupsKnown: boolean;
}

/** `maybe`: it names groups or a condition that could not be resolved; it must then not be counted as protection. */
export type DenyEffect = 'blocks' | 'maybe' | 'none';

const everyone = '00000000-0000-0000-0000-000000000000';

/** What one deny assignment does to one action at one scope. Deny beats every role assignment. */
export function denyEffect(
  deny: DenyAssignment,
  action: string,
  target: string,
  identity: Identity,
  ancestors: readonly string[] | undefined,
): DenyEffect {
  if (deny.effect !== undefined && deny.effect.toLowerCase() !== 'enforced') return 'none';
  const reaches = deny.doNotApplyToChildScopes ? sameScope(deny.scope, target) : covers(deny.scope, target, ancestors);
  if (reaches === false) return 'none';
  const matching = deny.permissions.filter((entry) => permissionGrants(entry, action));
  if (matching.length === 0) return 'none';
  const named = names(deny.principals, identity);
  const excluded = names(deny.excludePrincipals, identity);
  if (named === false || excluded === true) return 'none';
  const certain = named && excluded === false && reaches && matching.some(({ condition }) => !condition);
  return certain ? 'blocks' : 'maybe';
}

/** Undefined when only unresolved groups could make it true. */
function names(principals: readonly DenyPrincipal[], { ids, groupsKnown }: Identity): boolean | undefined {
  if (principals.some(({ id }) => id === everyone || ids.has(id.toLowerCase()))) return true;
  const unresolved = !groupsKnown && principals.some(({ type }) => type.toLowerCase().includes('group'));
  return unresolved ? undefined : false;
}
