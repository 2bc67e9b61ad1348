import type { DenyAssignment, RoleDefinition } from '../rbac';
import { connectAction, consoleScopeOf, controlActions, obtainActions, sideActions } from './actions';
import { denyEffect, type Identity } from './deny';
import { type Grant, roleGrants } from './role-grants';
import { covers } from './scope';

/** Strongest first. `likely`: the connect right without the documented side rights. `unknown`: the role could not be read. */
export const verdicts = ['can-connect', 'likely', 'can-obtain', 'equivalent-control', 'unknown', 'no'] as const;
export type Verdict = (typeof verdicts)[number];

/** Something the principal holds: an assignment, or a role it may activate. */
export interface Held {
  readonly scope: string;
  /** Undefined: the definition could not be read. */
  readonly role: Pick<RoleDefinition, 'permissions' | 'roleType'> | undefined;
  readonly condition?: string;
  readonly eligible?: boolean;
}

export interface Target {
  readonly machineId: string;
  /** Management groups above the machine's subscription; undefined when not read. */
  readonly ancestors: readonly string[] | undefined;
  readonly denies: readonly DenyAssignment[];
  readonly identity: Identity;
  /** True when ARM itself listed the assignment as reaching the machine, so that unknown ancestors do not matter. */
  readonly listed?: boolean;
}

export interface Judgement {
  readonly verdict: Verdict;
  /** A condition stands on the assignment or the entry: shown raw, treated as granting. */
  readonly conditional: boolean;
  /** Name of the deny assignment that takes the connect right away. */
  readonly deniedBy?: string;
  /** Deny assignments that could not be resolved and were not counted. */
  readonly unresolvedDenies: readonly string[];
}

/** What one held role lets its holder do on one machine. `side` are the side rights over everything the holder has. */
export function judge(held: Held, target: Target, side: SideRights): Judgement {
  const reach = covers(held.scope, consoleScopeOf(target.machineId), target.ancestors);
  const none = { conditional: false, unresolvedDenies: [] };
  if (reach === false) return { ...none, verdict: 'no' };
  if (held.role === undefined || (reach === undefined && !target.listed)) return { ...none, verdict: 'unknown' };
  const connect = ability(held, target, connectAction, consoleScopeOf(target.machineId));
  const obtain = obtainActions.map((action) => ability(held, target, action, target.machineId)).filter(delegates(held));
  const control = controlActions(target.machineId).map((action) => ability(held, target, action, target.machineId));
  const [verdict, proof] = strongest(held, connect, obtain, control, side);
  return {
    verdict,
    conditional: verdict !== 'no' && (Boolean(held.condition) || proof.every(({ grant }) => grant === 'conditional')),
    ...(connect.deniedBy === undefined ? {} : { deniedBy: connect.deniedBy }),
    unresolvedDenies: connect.unresolved,
  };
}

export interface SideRights {
  readonly read: boolean;
  readonly write: boolean;
}

/** Side rights add up over all roles that are active now. */
export function sideRights(held: readonly Held[], target: Target): SideRights {
  const active = held.filter(({ eligible }) => !eligible);
  const { read, write } = sideActions(target.machineId);
  const has = (action: string) => active.some((one) => one.role && ability(one, target, action, target.machineId).able);
  // Whether `virtualMachines/*/read` covers `virtualMachines/read` is open: for a read right "maybe" counts as yes.
  return { read: has(read) || has(read.replace(/\/read$/, '/instanceView/read')), write: has(write) };
}

export function strongestVerdict(all: readonly Verdict[]): Verdict {
  return verdicts.find((verdict) => all.includes(verdict)) ?? 'no';
}

interface Ability {
  readonly able: boolean;
  readonly grant: Grant;
  readonly deniedBy?: string;
  readonly unresolved: readonly string[];
}

function ability(held: Held, target: Target, action: string, scope: string): Ability {
  const reach = covers(held.scope, scope, target.ancestors);
  const grant = held.role && reach !== false ? roleGrants(held.role, action) : 'no';
  if (grant === 'no') return { able: false, grant, unresolved: [] };
  const effects = target.denies.map((deny) => ({
    name: deny.name,
    effect: denyEffect(deny, action, scope, target.identity, target.ancestors),
  }));
  const deniedBy = effects.find(({ effect }) => effect === 'blocks')?.name;
  const unresolved = effects.filter(({ effect }) => effect === 'maybe').map(({ name }) => name);
  return deniedBy === undefined
    ? { able: true, grant, unresolved }
    : { able: false, grant: 'no', deniedBy, unresolved: [] };
}

/** A built-in role whose own condition limits which roles it may assign cannot hand out the console; a custom one might. */
function delegates({ role }: Held): (ability: Ability) => boolean {
  return ({ grant }) => grant !== 'conditional' || role?.roleType !== 'BuiltInRole';
}

function strongest(
  { eligible }: Held,
  connect: Ability,
  obtain: readonly Ability[],
  control: readonly Ability[],
  side: SideRights,
): [Verdict, readonly Ability[]] {
  const able = (abilities: readonly Ability[]) => abilities.filter((one) => one.able);
  if (connect.able) {
    if (eligible) return ['can-obtain', [connect]];
    return [side.read && side.write ? 'can-connect' : 'likely', [connect]];
  }
  if (able(obtain).length > 0) return ['can-obtain', able(obtain)];
  if (able(control).length > 0) return ['equivalent-control', able(control)];
  return ['no', []];
}
