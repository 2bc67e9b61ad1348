import { strongestVerdict, type Verdict } from '../access/verdict';
import { roleDefinitionIdAt, roleGuid } from '../access/well-known-roles';
import { type AccessPath, type Exposure, pathsIn } from '../exposure/exposure';
import { sameGrant } from '../exposure/holdings';
import { seededGuid } from '../plan/canonical';
import { createAssignmentCommand } from '../plan/commands';
import type { AccessChange, Item, Removal } from '../plan/plan';
import { type Decision, decideByUse } from './decide';
import { effectsOf } from './effects';
import type { ProposalFacts } from './facts';
import { handsOff, removalCommands } from './hands-off';
import type { ProposalRules } from './rules';

/** One item for each grant, the open ones first. Pure: the same reading gives the same proposal. */
export function propose(exposure: Exposure, facts: ProposalFacts, rules: ProposalRules): readonly Item[] {
  const groups = grants(exposure.paths);
  const ordered = [...groups.filter((paths) => !closed(paths)), ...groups.filter(closed)];
  return ordered.map((paths, index) => itemOf(`i${index + 1}`, paths, exposure, facts, rules));
}

/** Ways in that stay when the ticked items are done: "3 now, 1 left". */
export function pathsLeft(exposure: Exposure, items: readonly Item[]): number {
  const ticked = items.filter((item) => item.ticked);
  const handled = new Set(ticked.flatMap(({ pathIds }) => pathIds));
  const untouched = pathsIn(exposure).filter(({ id }) => !handled.has(id)).length;
  return untouched + ticked.filter(({ leaves, change }) => change !== undefined && leaves !== 'no').length;
}

/** An active assignment and the eligibility behind it are one grant: removing only the first lets the holder re-activate at once. */
function grants(paths: readonly AccessPath[]): readonly (readonly AccessPath[])[] {
  const found: AccessPath[][] = [];
  for (const path of [...paths].sort((a, b) => rank(a) - rank(b))) {
    const same =
      path.kind === 'pim-eligible'
        ? found.find(([first]) => first && sameGrant(asGrant(first), asGrant(path)))
        : undefined;
    if (same) same.push(path);
    else found.push([path]);
  }
  return found;
}

function rank({ kind }: AccessPath): number {
  return kind === 'pim-eligible' ? 1 : 0;
}

function asGrant({ scope, role, holder }: AccessPath) {
  return { scope, roleDefinitionId: role.id, principalId: holder.id };
}

function closed(paths: readonly AccessPath[]): boolean {
  return paths.every(({ verdict }) => verdict === 'no');
}

function itemOf(
  id: string,
  paths: readonly AccessPath[],
  exposure: Exposure,
  facts: ProposalFacts,
  rules: ProposalRules,
): Item {
  const open = paths.filter(({ verdict }) => verdict !== 'no');
  const main = paths[0] as AccessPath;
  const guarded = handsOff(open[0] ?? main, exposure.principal.objectId, facts, rules);
  const verdict = strongestVerdict(open.map((path) => path.verdict));
  const common = { id, pathIds: paths.map((path) => path.id) };
  if (guarded) {
    const commands =
      guarded.action === 'keep' ? [] : [...new Set([...guarded.commands, ...eligibleCommands(paths, rules)])];
    return {
      ...common,
      action: guarded.action,
      ticked: false,
      reason: guarded.reason,
      leaves: verdict,
      effects: effectsOf(main, facts, rules, main.scope),
      commands,
      ...(guarded.action === 'by-hand'
        ? { task: { couldDo: guarded.couldDo, state: 'open', proof: 'path-gone' } as const }
        : {}),
    };
  }
  const decision = main.role.known
    ? decideByUse(main, exposure, facts, rules)
    : ({
        action: 'remove',
        ticked: false,
        reason: 'its role definition was deleted, so what it grants is unknown; the assignment can still be removed',
      } as const);
  return { ...common, ...decided(common.id, decision, paths, facts, rules, verdict) };
}

function decided(
  id: string,
  decision: Decision,
  paths: readonly AccessPath[],
  facts: ProposalFacts,
  rules: ProposalRules,
  verdict: Verdict,
): Omit<Item, 'id' | 'pathIds'> {
  const main = paths[0] as AccessPath;
  if (decision.action === 'keep') {
    const effects = effectsOf(main, facts, rules, main.scope);
    return { action: 'keep', ticked: false, reason: decision.reason, leaves: verdict, effects, commands: [] };
  }
  const keepsConsole = decision.action === 'remove' || decision.leaves === 'no' ? undefined : decision.scope;
  const narrowedTo = decision.action === 'narrow' ? decision.scope : keepsConsole;
  const effects = effectsOf(main, facts, rules, narrowedTo);
  const change = changeOf(id, decision, paths, rules);
  const commands = [
    ...(change.create ? [createAssignmentCommand(change.create.assignment)] : []),
    ...paths.flatMap((path) => removalCommands(path, rules.reviewId)),
  ];
  const byHand = decision.action !== 'remove' && decision.byHand;
  const leaves = decision.action === 'remove' ? 'no' : decision.leaves;
  if (byHand) {
    return {
      action: 'by-hand',
      ticked: false,
      reason: `${decision.reason}, but ${main.role.name} is a role the writer identity may not assign`,
      leaves,
      effects,
      commands,
      task: { couldDo: ['an Owner', 'a User Access Administrator at that scope'], state: 'open', proof: 'path-gone' },
    };
  }
  const ticked = (decision.action === 'remove' ? decision.ticked : true) && effects.locks.length === 0;
  const locked = effects.locks[0] ? `; the lock "${effects.locks[0].name}" blocks it until it is lifted` : '';
  return { action: decision.action, ticked, reason: `${decision.reason}${locked}`, change, leaves, effects, commands };
}

function changeOf(
  itemId: string,
  decision: Exclude<Decision, { action: 'keep' }>,
  paths: readonly AccessPath[],
  rules: ProposalRules,
): AccessChange {
  const main = paths[0] as AccessPath;
  // Eligibility first: while it stands, a removed activation can be activated again.
  const eligibleFirst = [...paths].sort((a, b) => rank(b) - rank(a));
  const removals = eligibleFirst.flatMap((path): Removal[] => {
    const roleName = path.role.name;
    if (path.pim) {
      return [
        { kind: 'pim', snapshot: path.pim, roleName, requestName: seededGuid(rules.reviewId, itemId, path.pim.id) },
      ];
    }
    return path.assignment ? [{ kind: 'assignment', snapshot: path.assignment, roleName }] : [];
  });
  if (decision.action === 'remove') return { kind: 'access', removals };
  const roleDefinitionId = roleDefinitionIdAt(decision.scope, roleGuid(decision.role.id));
  const assignment = {
    scope: decision.scope,
    name: seededGuid(rules.reviewId, itemId, decision.scope, roleDefinitionId),
    roleDefinitionId,
    principalId: main.holder.id,
    principalType: main.holder.type,
    description: `Serial Console Watch, review ${rules.reviewId}: in place of ${main.role.name} at ${main.scope}`.slice(
      0,
      1024,
    ),
    ...(decision.action === 'narrow' && main.assignment?.condition
      ? { condition: main.assignment.condition, conditionVersion: main.assignment.conditionVersion ?? '2.0' }
      : {}),
  };
  const fallbackName = seededGuid(rules.reviewId, itemId, 'again');
  return { kind: 'access', create: { assignment, roleName: decision.role.roleName, fallbackName }, removals };
}

function eligibleCommands(paths: readonly AccessPath[], rules: ProposalRules): readonly string[] {
  return paths
    .filter((path) => path.via === 'direct' && path.verdict !== 'no')
    .flatMap((path) => removalCommands(path, rules.reviewId));
}
