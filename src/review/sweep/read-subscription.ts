import { done, type Outcome, refuse } from '../../core/outcome';
import type { AzureOutcome } from '../azure-outcome';
import type { Definitions, RoleLookup } from '../exposure/definitions';
import type { NotRead } from '../exposure/exposure';
import { type Holding, holdingsOf } from '../exposure/holdings';
import { mapLimited } from '../exposure/limited';
import type { RbacReader } from '../ports';
import type { DenyAssignment } from '../rbac';

/** Everything ARM says about who holds what in one subscription, unjudged. */
export interface SubscriptionReading {
  readonly subscriptionId: string;
  readonly holdings: readonly Holding[];
  /** By the role definition id a holding carries. */
  readonly roles: ReadonlyMap<string, RoleLookup>;
  readonly denies: readonly DenyAssignment[];
  readonly ancestors?: readonly string[];
  readonly machines: readonly string[];
  readonly notRead: readonly NotRead[];
}

/** Roles that the listing left out (deleted ones) are asked for one by one, but not without end: the others count as unknown. */
const mostSingleRoles = 10;

/**
 * One subscription by its lists: assignments, role definitions, machines, PIM, denies and ancestors, each once. Assignments, definitions and machines
 * must come; without the others the answer is only ever wider, and says so.
 */
export async function readSubscription(
  { reader, definitions }: { readonly reader: RbacReader; readonly definitions: Definitions },
  subscriptionId: string,
): Promise<Outcome<SubscriptionReading, 'unreadable'>> {
  const [assignments, preloaded, machines, denies, active, eligible, ancestors] = await Promise.all([
    reader.assignmentsIn(subscriptionId),
    definitions.preload(subscriptionId),
    reader.machines(subscriptionId),
    reader.denyAssignmentsIn(subscriptionId),
    reader.pimInstancesIn('active', subscriptionId),
    reader.pimInstancesIn('eligible', subscriptionId),
    reader.managementGroups(subscriptionId),
  ]);
  if (!assignments.ok) return unreadable('role assignments', assignments.message);
  if (!preloaded.ok) return unreadable('role definitions', preloaded.message);
  if (!machines.ok) return unreadable('machines', machines.message);
  const holdings = holdingsOf({
    machine: `/subscriptions/${subscriptionId}`,
    assignments: assignments.value,
    active: active.ok ? active.value : [],
    eligible: eligible.ok ? eligible.value : [],
    denies: [],
    notRead: [],
  });
  return done({
    subscriptionId,
    holdings,
    roles: await rolesOf(definitions, holdings),
    denies: denies.ok ? denies.value : [],
    ...(ancestors.ok ? { ancestors: ancestors.value } : {}),
    machines: machines.value,
    notRead: [
      ...missing('deny-assignments', denies),
      ...missing('pim', active),
      ...missing('pim', eligible),
      ...missing('management-groups', ancestors),
    ],
  });
}

async function rolesOf(
  definitions: Definitions,
  holdings: readonly Holding[],
): Promise<ReadonlyMap<string, RoleLookup>> {
  const ids = [...new Set(holdings.map(({ roleDefinitionId }) => roleDefinitionId))];
  let singles = 0;
  const found = await mapLimited(ids, 4, async (id): Promise<[string, RoleLookup]> => {
    if (!definitions.listed(id) && ++singles > mostSingleRoles)
      return [id, { kind: 'unreadable', why: 'the role is not in the listing' }];
    return [id, await definitions.lookup(id)];
  });
  return new Map(found);
}

function unreadable(what: string, why: string): Outcome<never, 'unreadable'> {
  return refuse('unreadable', `its ${what} could not be read: ${why}`);
}

function missing(what: NotRead['what'], answer: AzureOutcome<unknown>): readonly NotRead[] {
  return answer.ok ? [] : [{ what, why: answer.message }];
}
