import type { AzureOutcome } from '../../../review/azure-outcome';
import { refusedFinding } from '../azure-finding';
import { type Finding, good, unknown, warning } from '../finding';
import type { Check, Patient } from '../patient';
import { subscriptionsOf } from '../subscriptions';

const readerRole =
  'Assign the reader the built-in Reader, or the role of infra/roles/reader.json, on the subscription or above it.';

interface Read {
  readonly what: string;
  ask(azure: Patient['azure'], subscriptionId: string): Promise<AzureOutcome<unknown>>;
  /** Reviews go on without it and say so; without the others a review cannot be right. */
  readonly optional?: string;
}

const scopeOf = (id: string) => `/subscriptions/${id}`;
const reads: readonly Read[] = [
  { what: 'role assignments', ask: ({ reader }, id) => reader.assignmentsAt(scopeOf(id)) },
  { what: 'role definitions', ask: ({ reader }, id) => reader.roleDefinitions(id) },
  { what: 'deny assignments', ask: ({ reader }, id) => reader.denyAssignments(scopeOf(id)) },
  { what: 'locks', ask: ({ reader }, id) => reader.locks(id) },
  { what: 'management groups', ask: ({ reader }, id) => reader.managementGroups(id) },
  { what: 'machines', ask: ({ reader }, id) => reader.machines(id) },
  { what: 'the console switch', ask: ({ consoleSwitch }, id) => consoleSwitch.status(id) },
  {
    what: 'active PIM assignments',
    ask: ({ reader }, id) => reader.pimInstances('active', scopeOf(id)),
    optional: 'whether an assignment is time-bound stays unknown',
  },
  {
    what: 'eligible PIM assignments',
    ask: ({ reader }, id) => reader.pimInstances('eligible', scopeOf(id)),
    optional: 'paths in that need an activation stay unseen',
  },
];

/** Everything a permission review reads, once in each subscription. */
export const rbacReads: Check = {
  name: 'RBAC reads',
  async run(patient: Patient) {
    const subscriptions = await subscriptionsOf(patient);
    if (subscriptions === undefined)
      return [unknown('RBAC reads', 'the list of subscriptions could not be read', 'Set SUBSCRIPTIONS.')];
    const lines: Finding[] = [];
    for (const id of subscriptions) lines.push(...(await subscriptionLines(patient, id)));
    return lines;
  },
};

async function subscriptionLines({ azure }: Patient, id: string): Promise<readonly Finding[]> {
  const name = `subscription ${id}`;
  const lines: Finding[] = [];
  for (const { what, ask, optional } of reads) {
    const answer = await ask(azure, id);
    if (answer.ok) continue;
    if (optional !== undefined)
      lines.push(warning(name, `${what} cannot be read (${answer.message}): ${optional}`, readerRole));
    else lines.push(refusedFinding(name, `${what} cannot be read`, answer, readerRole));
  }
  return lines.length > 0 ? lines : [good(name, `reads ${reads.map(({ what }) => what).join(', ')}`)];
}
