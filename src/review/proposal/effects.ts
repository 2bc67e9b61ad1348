import { isWithin, subscriptionOf } from '../../core/resource-id';
import { roleGuid } from '../access/well-known-roles';
import type { AccessPath } from '../exposure/exposure';
import type { Effects } from '../plan/plan';
import type { ProposalFacts } from './facts';
import type { ProposalRules } from './rules';

/** Who and what else a change touches, what will block it, and what undo brings back. `left` is the scope that keeps the console. */
export function effectsOf(
  path: AccessPath,
  facts: ProposalFacts,
  rules: ProposalRules,
  left: string | undefined,
): Effects {
  const now = countBelow(path.scope, facts);
  const after = left === undefined ? 0 : countBelow(left, facts);
  return {
    ...(path.via === 'direct'
      ? { others: 0 }
      : path.holder.members === undefined
        ? {}
        : { others: Math.max(0, path.holder.members - 1) }),
    ...(now === undefined ? {} : { machinesNow: now }),
    ...(now === undefined || after === undefined ? {} : { machinesAfter: after }),
    locks: locksOn(path.scope, facts),
    ...undoOf(path, rules),
  };
}

/** Machines at or below a scope; undefined when the subscription's machines were not read, or above subscriptions. */
export function countBelow(scope: string, facts: Pick<ProposalFacts, 'machines'>): number | undefined {
  const subscription = subscriptionOf(scope);
  const all = subscription === undefined ? undefined : facts.machines.get(subscription);
  if (!all) return undefined;
  // An assignment on a port or disk below a machine is still about that machine.
  return all.filter((machine) => isWithin(machine, scope) || isWithin(scope, machine)).length;
}

/** Deleting an assignment is blocked by a lock at its scope or above it; a lock further down does not matter. */
export function locksOn(scope: string, facts: Pick<ProposalFacts, 'locks'>): Effects['locks'] {
  const subscription = subscriptionOf(scope);
  const all = (subscription === undefined ? undefined : facts.locks.get(subscription)) ?? [];
  return all
    .filter((lock) => isWithin(scope, lock.scope))
    .map(({ name, level, scope: locked }) => ({ name, level, scope: locked }));
}

function undoOf(path: AccessPath, rules: ProposalRules): Pick<Effects, 'undo' | 'undoText'> {
  const { role, kind } = path;
  if (kind !== 'assignment') {
    return { undo: 'command', undoText: 'undo shows the PIM request that gives it back; the bot cannot' };
  }
  if (!rules.mayCreate.has(roleGuid(role.id))) {
    return {
      undo: 'command',
      undoText: "undo shows the ready command: restoring it is outside the writer's rights",
    };
  }
  const rest = path.condition ? ', with its condition' : '';
  return {
    undo: 'restores',
    undoText: `undo restores it at the same scope${rest}; its age and granter change`,
  };
}
