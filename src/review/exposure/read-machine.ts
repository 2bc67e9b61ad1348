import { subscriptionOf } from '../../core/resource-id';
import type { AzureOutcome } from '../azure-outcome';
import { readingWords, type Words } from '../azure-words';
import type { RbacReader } from '../ports';
import type { DenyAssignment, PimInstance, RoleAssignment } from '../rbac';
import type { NotRead } from './exposure';

/** Everything ARM says about who reaches one machine, unjudged. */
export interface MachineReading {
  readonly machine: string;
  readonly assignments: readonly RoleAssignment[];
  readonly active: readonly PimInstance[];
  readonly eligible: readonly PimInstance[];
  readonly denies: readonly DenyAssignment[];
  readonly ancestors?: readonly string[];
  /** Set when the assignments themselves could not be read. */
  readonly unread?: Words;
  readonly notRead: readonly NotRead[];
}

/**
 * For a principal, or for everybody when none is given. The assignments are the one list that must come; PIM, denies and ancestors that
 * cannot be read are listed in `notRead`, and a missing deny list only ever makes the answer wider.
 */
export async function readMachine(reader: RbacReader, machine: string, principalId?: string): Promise<MachineReading> {
  const subscription = subscriptionOf(machine);
  const [assignments, denies, active, eligible, ancestors] = await Promise.all([
    principalId === undefined ? reader.assignmentsAt(machine) : reader.assignmentsReaching(machine, principalId),
    reader.denyAssignments(machine),
    reader.pimInstances('active', machine, principalId),
    reader.pimInstances('eligible', machine, principalId),
    subscription === undefined ? undefined : reader.managementGroups(subscription),
  ]);
  return {
    machine,
    assignments: assignments.ok ? assignments.value : [],
    denies: denies.ok ? denies.value : [],
    active: active.ok ? active.value : [],
    eligible: eligible.ok ? eligible.value : [],
    ...(ancestors?.ok ? { ancestors: ancestors.value } : {}),
    ...(assignments.ok ? {} : { unread: readingWords(assignments) }),
    notRead: [
      ...missing('deny-assignments', denies),
      ...missing('pim', active),
      ...missing('pim', eligible),
      ...(ancestors ? missing('management-groups', ancestors) : []),
    ],
  };
}

function missing(what: NotRead['what'], answer: AzureOutcome<unknown>): readonly NotRead[] {
  return answer.ok ? [] : [{ what, why: answer.message }];
}
