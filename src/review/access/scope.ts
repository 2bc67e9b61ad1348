import { isWithin, subscriptionOf, tidyResourceId } from '../../core/resource-id';

export type ScopeKind = 'root' | 'management-group' | 'subscription' | 'resource-group' | 'resource';

export function scopeKind(scope: string): ScopeKind {
  const tidy = tidyResourceId(scope);
  if (tidy === '/') return 'root';
  if (isManagementGroup(tidy)) return 'management-group';
  if (/^\/subscriptions\/[^/]+$/i.test(tidy)) return 'subscription';
  return /^\/subscriptions\/[^/]+\/resourcegroups\/[^/]+$/i.test(tidy) ? 'resource-group' : 'resource';
}

/**
 * Whether an assignment at `scope` is inherited by `target`. A management group covers a target only when it is among the
 * ancestors of the target's subscription; with unknown ancestors the answer is undefined, never a guess.
 */
export function covers(scope: string, target: string, ancestors: readonly string[] | undefined): boolean | undefined {
  if (!isManagementGroup(scope)) return isWithin(target, scope);
  if (isManagementGroup(target)) return sameScope(scope, target) ? true : undefined;
  if (subscriptionOf(target) === undefined) return false;
  return ancestors?.some((ancestor) => sameScope(ancestor, scope));
}

export function sameScope(a: string, b: string): boolean {
  return tidyResourceId(a).toLowerCase() === tidyResourceId(b).toLowerCase();
}

/** `/subscriptions/…/resourceGroups/…` of a scope, or undefined above that level. */
export function resourceGroupScope(scope: string): string | undefined {
  return /^\/subscriptions\/[^/]+\/resourcegroups\/[^/]+/i.exec(tidyResourceId(scope))?.[0];
}

function isManagementGroup(scope: string): boolean {
  return /^\/providers\/microsoft\.management\/managementgroups\/[^/]+$/i.test(tidyResourceId(scope));
}
