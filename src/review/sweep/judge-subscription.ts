import { parseMachineId, tidyResourceId } from '../../core/resource-id';
import { consoleScopeOf } from '../access/actions';
import { covers, resourceGroupScope, scopeKind } from '../access/scope';
import { type Held, judge, sideRights, strongestVerdict, type Target, type Verdict } from '../access/verdict';
import { roleGuid } from '../access/well-known-roles';
import type { Holding } from '../exposure/holdings';
import { heldOf } from '../exposure/judge-paths';
import type { SubscriptionReading } from './read-subscription';
import type { SweepWay } from './sweep';

/** A way in, and who holds it: a person, a workload or a group. */
export interface HeldWay {
  /** Lower case. */
  readonly holderId: string;
  readonly holderType: string;
  /** From PIM, which names its principals without Graph. */
  readonly holderName?: string;
  readonly way: SweepWay;
}

/** What opens the console, would once its holder wants it to, or opens another door to the same machine. */
const ways: readonly Verdict[] = ['can-connect', 'likely', 'can-obtain', 'equivalent-control', 'unknown'];

/** Every holding that opens the console on some machine of the subscription as it stands now. Pure. */
export function judgeSubscription(reading: SubscriptionReading): readonly HeldWay[] {
  const { holdings, roles } = reading;
  const machinesBelow = machineIndex(reading.machines);
  const bench: Bench = { reading, exempt: exemptOf(reading), open: new Map() };
  const found: HeldWay[] = [];
  for (const [holderId, own] of groupBy(holdings, ({ principalId }) => principalId.toLowerCase())) {
    const all = own.map((one): Held => heldOf(one, roles.get(one.roleDefinitionId)));
    for (const [index, holding] of own.entries()) {
      const on = verdictOn(bench, holding, all[index] as Held, all, machinesBelow(holding.scope));
      if (on !== undefined && ways.includes(on.verdict)) found.push(heldWay(holding, holderId, on, reading));
    }
  }
  return found;
}

interface Bench {
  readonly reading: SubscriptionReading;
  /** Machines that no deny assignment reaches, lower case. */
  readonly exempt: ReadonlySet<string>;
  /** What a role alone amounts to on a kind of machine, denies aside: thousands of assignments carry few roles. */
  readonly open: Map<string, Verdict>;
}

interface OnMachine {
  readonly verdict: Verdict;
  readonly machine: string;
}

/** The strongest verdict over the machines below, and a machine it holds on: one that no deny reaches speaks for all. Undefined without machines. */
function verdictOn(
  bench: Bench,
  holding: Holding,
  own: Held,
  all: readonly Held[],
  machines: readonly string[],
): OnMachine | undefined {
  const { ancestors, denies } = bench.reading;
  const [first] = machines;
  if (first === undefined) return undefined;
  const identity = { ids: new Set([holding.principalId.toLowerCase()]), groupsKnown: false };
  const on = (machineId: string, counted: Target['denies'], held: readonly Held[]): Verdict => {
    const target: Target = { machineId, ancestors, denies: counted, identity, listed: true };
    return judge(own, target, sideRights(held, target)).verdict;
  };
  const key = `${holding.roleDefinitionId} ${holding.kind} ${holding.condition ?? ''} ${scopeKind(holding.scope)} ${/\/virtualmachinescalesets\//i.test(first)}`;
  const alone = bench.open.get(key) ?? on(first, [], [own]);
  bench.open.set(key, alone);
  // The side rights may come from the holder's other roles.
  const open = alone === 'likely' ? on(first, [], all) : alone;
  if (open === 'no' || open === 'unknown') return { verdict: open, machine: first };
  const undenied = machines.find((machine) => bench.exempt.has(machine.toLowerCase()));
  if (undenied !== undefined) return { verdict: open, machine: undenied };
  const each = machines.map((machine) => ({ machine, verdict: on(machine, denies, all) }));
  const strongest = strongestVerdict(each.map(({ verdict }) => verdict));
  return each.find(({ verdict }) => verdict === strongest);
}

function exemptOf({ machines, denies, ancestors }: SubscriptionReading): ReadonlySet<string> {
  const reached = (machine: string) =>
    denies.some(({ scope }) => covers(scope, consoleScopeOf(machine), ancestors) !== false);
  return new Set(machines.filter((machine) => !reached(machine)).map((machine) => machine.toLowerCase()));
}

/** Machines at or below a scope, by what kind of scope it is: no search through all of them for each of thousands of assignments. */
function machineIndex(machines: readonly string[]): (scope: string) => readonly string[] {
  const key = (id: string) => tidyResourceId(id).toLowerCase();
  const byGroup = groupBy(machines, (id) => key(resourceGroupScope(id) ?? id));
  const byId = new Map(machines.map((id) => [key(id), [id]]));
  return (scope) => {
    const kind = scopeKind(scope);
    if (kind === 'resource-group') return byGroup.get(key(scope)) ?? [];
    if (kind !== 'resource') return machines;
    const machine = parseMachineId(scope);
    if (machine !== undefined) return byId.get(key(machine.id)) ?? [];
    // A scale set holds its instances.
    return machines.filter((id) => key(id).startsWith(`${key(scope)}/`));
  };
}

function heldWay(holding: Holding, holderId: string, on: OnMachine, { roles }: SubscriptionReading): HeldWay {
  const { id, kind, scope, roleDefinitionId, principalType, assignment, pim } = holding;
  const lookup = roles.get(roleDefinitionId);
  const role =
    lookup?.kind === 'known' ? lookup.role.roleName : (pim?.roleName ?? `unknown role ${roleGuid(roleDefinitionId)}`);
  const since = assignment?.createdOn ?? pim?.startedAt;
  return {
    holderId,
    holderType: principalType,
    ...(pim?.principalName === undefined ? {} : { holderName: pim.principalName }),
    way: {
      id: assignment?.id ?? pim?.id ?? id,
      kind,
      role,
      scope,
      ...on,
      ...(since === undefined ? {} : { since }),
    },
  };
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
}
