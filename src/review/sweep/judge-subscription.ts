import { parseMachineId, tidyResourceId } from '../../core/resource-id';
import { resourceGroupScope, scopeKind } from '../access/scope';
import {
  type Held,
  judge,
  type SideRights,
  sideRights,
  strongestVerdict,
  type Target,
  type Verdict,
} from '../access/verdict';
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

/** What opens the console, or would once its holder wants it to. Run command and extensions are another door, and not counted here. */
const ways: readonly Verdict[] = ['can-connect', 'likely', 'can-obtain', 'unknown'];

/** Every holding that opens the console on some machine of the subscription as it stands now. Pure. */
export function judgeSubscription(reading: SubscriptionReading): readonly HeldWay[] {
  const { holdings, roles } = reading;
  const machinesBelow = machineIndex(reading.machines);
  const held = new Map<Holding, Held>(holdings.map((one) => [one, heldOf(one, roles.get(one.roleDefinitionId))]));
  const byHolder = groupBy(holdings, ({ principalId }) => principalId.toLowerCase());
  const found: HeldWay[] = [];
  for (const [holderId, own] of byHolder) {
    const allHeld = own.map((one) => held.get(one) as Held);
    for (const [index, holding] of own.entries()) {
      const machines = machinesBelow(holding.scope);
      const verdict = verdictOn(allHeld[index] as Held, allHeld, machines, reading, holderId);
      if (ways.includes(verdict)) found.push(heldWay(holding, holderId, verdict, reading));
    }
  }
  return found;
}

/** The strongest verdict over the machines below: where no deny stands in the way, one machine speaks for all. */
function verdictOn(
  own: Held,
  all: readonly Held[],
  machines: readonly string[],
  { denies, ancestors }: SubscriptionReading,
  holderId: string,
): Verdict {
  const [first] = machines;
  if (first === undefined) return 'no';
  const identity = { ids: new Set([holderId]), groupsKnown: false };
  const on = (machineId: string, counted: Target['denies']): Verdict => {
    const target: Target = { machineId, ancestors, denies: counted, identity, listed: true };
    return judge(own, target, side(own, all, target)).verdict;
  };
  const open = on(first, []);
  if (denies.length === 0 || open === 'no' || open === 'unknown') return open;
  const found: Verdict[] = [];
  for (const machine of machines) {
    const verdict = on(machine, denies);
    if (verdict === open) return open;
    found.push(verdict);
  }
  return strongestVerdict(found);
}

/** Usually the role that connects carries the side rights itself; the holder's other roles are looked at only when it does not. */
function side(own: Held, all: readonly Held[], target: Target): SideRights {
  const alone = sideRights([own], target);
  return alone.read && alone.write ? alone : sideRights(all, target);
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

function heldWay(holding: Holding, holderId: string, verdict: Verdict, { roles }: SubscriptionReading): HeldWay {
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
      verdict,
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
