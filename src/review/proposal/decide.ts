import { connectAction } from '../access/actions';
import { roleGrants } from '../access/role-grants';
import { judge, strongestVerdict, type Verdict } from '../access/verdict';
import { roleGuid, roles } from '../access/well-known-roles';
import type { AccessPath, Exposure, PathUsage, UsedResource } from '../exposure/exposure';
import type { RoleDefinition } from '../rbac';
import { curatedRoles, type ProposalFacts } from './facts';
import { neededScope } from './needed-scope';
import type { ProposalRules } from './rules';

/** What to do about one grant, and why in one sentence. */
export type Decision =
  | { readonly action: 'keep'; readonly reason: string }
  | { readonly action: 'remove'; readonly reason: string; readonly ticked: boolean }
  | {
      readonly action: 'narrow' | 'replace';
      readonly reason: string;
      readonly role: RoleDefinition;
      readonly scope: string;
      readonly leaves: Verdict;
      /** The writer may not assign the role: people do it. */
      readonly byHand: boolean;
    };

/** Use older than this no longer speaks for keeping an access. */
const staleDays = 60;
const dayMs = 86_400_000;

/** For a grant the bot may change: by what it was used for. */
export function decideByUse(
  path: AccessPath,
  exposure: Exposure,
  facts: ProposalFacts,
  rules: ProposalRules,
): Decision {
  const { usage } = path;
  if (!usage) {
    return remove('what it was used for could not be read, so nothing speaks for keeping it');
  }
  const days = Math.round((usage.to - usage.from) / dayMs);
  if (usage.operations === 0) {
    const unused = opensConsole(path)
      ? `the console was never used under it and nothing changed in ${days} days`
      : `nothing was run or changed under it in ${days} days`;
    const reader = smallerReader(path, exposure, facts, rules);
    if (!reader) return remove(unused);
    return { ...reader, action: 'replace', reason: `${unused}; Reader keeps what can be seen` };
  }
  const recent = usage.resources.filter(({ lastAt }) => lastAt >= usage.to - staleDays * dayMs);
  if (recent.length === 0) return remove(lastUse(path, usage));
  return smallest(path, recent, exposure, facts, rules) ?? stillUsed(path, recent, days);
}

function remove(reason: string): Decision {
  return { action: 'remove', reason, ticked: true };
}

/** Run command and its like are another door to the machine: what became of the console is beside the point there. */
function opensConsole({ verdict }: AccessPath): boolean {
  return verdict !== 'equivalent-control';
}

function lastUse(path: AccessPath, { lastConsoleAt, lastAt, from, to }: PathUsage): string {
  const ago = (at: number) => Math.floor((to - at) / dayMs);
  const last = ago(lastAt ?? from);
  if (!opensConsole(path)) return `the last command or change under it is ${last} days old`;
  return lastConsoleAt === undefined
    ? `the console was never used under it, and the last change is ${last} days old`
    : `the console was last used ${ago(lastConsoleAt)} days before the alert, nothing since`;
}

function stillUsed(path: AccessPath, recent: readonly UsedResource[], days: number): Decision {
  const uses = path.usage?.consoleUses ?? 0;
  const changed = recent.length === 1 ? '1 resource' : `${recent.length} resources`;
  const opened = uses === 0 ? 'never opened' : uses === 1 ? 'opened once' : `opened ${uses} times`;
  const console = opensConsole(path) ? ` and the console ${opened}` : '';
  return {
    action: 'remove',
    ticked: false,
    reason: `in use: ${changed} changed${console} in ${days} days, and no smaller role covers that; removing it stops that work`,
  };
}

/** The smallest change that keeps recent work possible; undefined when there is none. PIM grants cannot be narrowed in place. */
function smallest(
  path: AccessPath,
  recent: readonly UsedResource[],
  exposure: Exposure,
  facts: ProposalFacts,
  rules: ProposalRules,
): Decision | undefined {
  if (path.kind !== 'assignment') return undefined;
  const own = facts.roles.get(roleGuid(path.role.id));
  const spellings = [...exposure.machines, ...[...facts.machines.values()].flat()];
  const scope = neededScope(
    path.scope,
    recent.map(({ id }) => id),
    spellings,
  );
  const operations = [...new Set(recent.flatMap((resource) => resource.operations))];
  const console = recent.some((resource) => resource.console);
  const where = scope === undefined ? 'here' : `in ${scope.split('/').pop()}`;
  const candidates = curatedRoles.flatMap((guid) => facts.roles.get(guid) ?? []);
  const smaller = candidates
    .filter((role) => roleGuid(role.id) !== roleGuid(path.role.id))
    .find((role) => covers(role, operations) && (console || roleGrants(role, connectAction) === 'no'));
  const narrowed = own && scope !== undefined ? narrow(path, own, scope, exposure, rules) : undefined;
  if (narrowed?.leaves === 'no' && !narrowed.byHand) return { ...narrowed, reason: `all recent use lies ${where}` };
  if (smaller && !path.condition && rules.mayCreate.has(roleGuid(smaller.id))) {
    const at = scope ?? path.scope;
    const what = console ? 'the console and' : 'no console, and';
    return {
      action: 'replace',
      reason: `recent use is ${what} ${operations.length} kinds of operation ${where}, which ${smaller.roleName} covers`,
      role: smaller,
      scope: at,
      leaves: leavesOn(smaller, at, exposure),
      byHand: false,
    };
  }
  if (!narrowed) return undefined;
  const rest = narrowed.leaves === 'no' ? '' : ', which still reaches machines of this alert';
  return { ...narrowed, reason: `all recent use lies ${where}${rest}` };
}

function narrow(path: AccessPath, role: RoleDefinition, scope: string, exposure: Exposure, rules: ProposalRules) {
  return {
    action: 'narrow' as const,
    role,
    scope,
    leaves: leavesOn(role, scope, exposure),
    byHand: !rules.mayCreate.has(roleGuid(path.role.id)),
  };
}

/** Granted only by wildcards over all providers: what makes a role wide enough that Reader is worth leaving. */
const readsAnything = 'Any.Provider/anything/read';

/** Reader in the place of a wide role that was not used, unless something else already lets the principal read there. */
function smallerReader(path: AccessPath, exposure: Exposure, facts: ProposalFacts, rules: ProposalRules) {
  const own = facts.roles.get(roleGuid(path.role.id));
  const reader = facts.roles.get(roles.reader);
  if (!own || !reader || path.kind !== 'assignment' || path.condition) return undefined;
  if (!rules.mayCreate.has(roles.reader) || roleGrants(own, readsAnything) === 'no') return undefined;
  const kept = exposure.paths.some((other) => {
    const role = facts.roles.get(roleGuid(other.role.id));
    return other.verdict === 'no' && role !== undefined && roleGrants(role, readsAnything) === 'yes';
  });
  if (kept) return undefined;
  return { role: reader, scope: path.scope, leaves: leavesOn(reader, path.scope, exposure), byHand: false };
}

function covers(role: RoleDefinition, operations: readonly string[]): boolean {
  return operations.every((operation) => roleGrants(role, operation) === 'yes');
}

/** What a new assignment would give on the machines under review. Denies are left out: they may go. */
export function leavesOn(role: RoleDefinition, scope: string, exposure: Exposure): Verdict {
  const identity = { ids: new Set([exposure.principal.objectId]), groupsKnown: true };
  return strongestVerdict(
    exposure.machines.map((machineId) => {
      const target = { machineId, ancestors: undefined, denies: [], identity };
      return judge({ scope, role }, target, { read: true, write: true }).verdict;
    }),
  );
}
