import { isWithin, subscriptionOf, tidyResourceId } from '../../core/resource-id';
import type { ArmState } from './arm-state';

const managementGroupScope = /^\/providers\/microsoft\.management\/managementgroups\/([^/]+)$/i;

/** Names of the subscription's management groups, nearest first. */
export function ancestorsOf(state: ArmState, subscriptionId: string): readonly string[] {
  const start = state.subscriptions.find(({ id }) => same(id, subscriptionId))?.managementGroup;
  return start === undefined ? [] : chainFrom(state, start);
}

/** The management group and those above it, nearest first. */
function chainFrom(state: ArmState, name: string): readonly string[] {
  const chain: string[] = [];
  for (let next: string | undefined = name; next !== undefined && !chain.includes(next); ) {
    chain.push(next);
    const here: string = next;
    next = state.managementGroups.find((group) => same(group.name, here))?.parent;
  }
  return chain;
}

/** True when something assigned at `outer` reaches `inner`: the same scope, a scope below it, or one in its management group. */
export function reaches(state: ArmState, outer: string, inner: string): boolean {
  if (isWithin(inner, outer)) return true;
  const [, group] = managementGroupScope.exec(tidyResourceId(outer)) ?? [];
  if (group === undefined) return false;
  const [, innerGroup] = managementGroupScope.exec(tidyResourceId(inner)) ?? [];
  const subscriptionId = subscriptionOf(inner);
  if (innerGroup !== undefined) return chainFrom(state, innerGroup).some((name) => same(name, group));
  return subscriptionId !== undefined && ancestorsOf(state, subscriptionId).some((name) => same(name, group));
}

export function same(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}
