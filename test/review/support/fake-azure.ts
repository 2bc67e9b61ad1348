import { covers } from '../../../src/review/access/scope';
import { roleGuid } from '../../../src/review/access/well-known-roles';
import type { AzureOutcome, AzureReason, AzureRefusal } from '../../../src/review/azure-outcome';
import type {
  ConsoleSwitch,
  Directory,
  DirectoryObject,
  RbacReader,
  RbacWriter,
  UsageReader,
  UsageRow,
} from '../../../src/review/ports';
import type {
  DenyAssignment,
  Lock,
  MachineFacts,
  PimInstance,
  RoleAssignment,
  RoleDefinition,
} from '../../../src/review/rbac';
import { definitions } from './roles';

/** State behind the ports, so that domain tests see what a change leaves in Azure. The wire is tested against the emulator elsewhere. */
export interface FakeAzure {
  assignments: RoleAssignment[];
  pim: PimInstance[];
  denies: DenyAssignment[];
  locks: Lock[];
  roles: RoleDefinition[];
  ancestors: string[];
  machines: string[];
  /** Tags and identities by machine id. */
  facts: Map<string, Partial<MachineFacts>>;
  groups: Map<string, DirectoryObject[]>;
  /** Who reports to whom, by object id. */
  managers: Map<string, string>;
  usageRows: UsageRow[];
  disabled: Set<string>;
  /** Every call in order, `create <role>`, `remove <id>` … */
  calls: string[];
  /** Consulted before each call; a refusal answers instead, an Error is thrown (a kill). */
  before?: (call: string) => AzureRefusal | Error | undefined;
  /** Consulted after the effect of each call: the change was made, the answer is lost. */
  after?: (call: string) => AzureRefusal | Error | undefined;
  clock: number;
}

export function fakeAzure(parts: Partial<FakeAzure> = {}): FakeAzure {
  return {
    assignments: [],
    pim: [],
    denies: [],
    locks: [],
    roles: [...definitions],
    ancestors: [],
    machines: [],
    facts: new Map(),
    groups: new Map(),
    usageRows: [],
    disabled: new Set(),
    calls: [],
    managers: new Map(),
    clock: 1_000,
    ...parts,
  };
}

export function refusal(reason: AzureReason, extra: Partial<AzureRefusal> = {}): AzureRefusal {
  return { ok: false, reason, message: `service says ${reason}`, requestIds: ['req-refused'], ...extra };
}

export function portsOf(azure: FakeAzure) {
  async function call<T>(name: string, effect: () => AzureOutcome<T>): Promise<AzureOutcome<T>> {
    azure.calls.push(name);
    const early = azure.before?.(name);
    if (early instanceof Error) throw early;
    if (early) return early;
    const answer = effect();
    const late = azure.after?.(name);
    if (late instanceof Error) throw late;
    return late ?? answer;
  }
  const ok = <T>(value: T): AzureOutcome<T> => ({ ok: true, value, requestIds: [`req-${azure.calls.length}`] });
  const memberOf = (principalId: string) =>
    new Set([
      principalId,
      ...[...azure.groups].filter(([, m]) => m.some(({ id }) => id === principalId)).map(([g]) => g),
    ]);
  const reaching = <T extends { scope: string }>(rows: readonly T[], scope: string) =>
    rows.filter((row) => covers(row.scope, scope, azure.ancestors) === true);
  const held = <T extends { principalId: string }>(rows: readonly T[], id?: string) =>
    id === undefined ? [...rows] : rows.filter((row) => memberOf(id).has(row.principalId));

  const reader: RbacReader = {
    assignmentsReaching: (scope, id) => call(`list ${scope}`, () => ok(held(reaching(azure.assignments, scope), id))),
    assignmentsOf: (sub, id) => call(`list-of ${sub}`, () => ok(held(azure.assignments, id))),
    assignmentsAt: (scope) => call(`list-at ${scope}`, () => ok(reaching(azure.assignments, scope))),
    assignmentsIn: (sub) => call(`list-in ${sub}`, () => ok([...azure.assignments])),
    assignment: (id) =>
      call(`get ${id}`, () => {
        const found = azure.assignments.find((one) => one.id.toLowerCase() === id.toLowerCase());
        return found ? ok(found) : refusal('not-found');
      }),
    roleDefinition: (id) =>
      call(`role ${roleGuid(id)}`, () => {
        const found = azure.roles.find((role) => roleGuid(role.id) === roleGuid(id));
        return found ? ok(found) : refusal('not-found');
      }),
    roleDefinitions: () => call('roles', () => ok(azure.roles)),
    denyAssignments: (scope) => call(`denies ${scope}`, () => ok(reaching(azure.denies, scope))),
    pimInstances: (kind, scope, id) =>
      call(`pim-${kind} ${scope}`, () =>
        ok(
          held(
            reaching(azure.pim, scope).filter((one) => one.kind === kind),
            id,
          ),
        ),
      ),
    denyAssignmentsIn: (sub) => call(`denies-in ${sub}`, () => ok([...azure.denies])),
    pimInstancesIn: (kind, sub) =>
      call(`pim-${kind}-in ${sub}`, () => ok(azure.pim.filter((one) => one.kind === kind))),
    locks: () => call('locks', () => ok(azure.locks)),
    managementGroups: () => call('groups', () => ok(azure.ancestors)),
    machine: (id) => call(`machine ${id}`, () => ok({ id, tags: {}, identityIds: [], ...azure.facts.get(id) })),
    machines: () => call('machines', () => ok(azure.machines)),
  };
  const writer: RbacWriter = {
    create: (assignment) =>
      call(`create ${roleGuid(assignment.roleDefinitionId)} ${assignment.scope}`, () => {
        const id = `${assignment.scope}/providers/Microsoft.Authorization/roleAssignments/${assignment.name}`;
        const same = azure.assignments.find(
          (one) =>
            one.scope === assignment.scope &&
            one.principalId === assignment.principalId &&
            roleGuid(one.roleDefinitionId) === roleGuid(assignment.roleDefinitionId),
        );
        if (same && same.name !== assignment.name) return refusal('exists');
        if (same) return ok(same);
        const created = { ...assignment, id, createdOn: azure.clock, updatedOn: azure.clock };
        azure.assignments.push(created);
        return ok(created);
      }),
    remove: (id) =>
      call(`remove ${id}`, () => {
        const there = azure.assignments.some((one) => one.id === id);
        azure.assignments = azure.assignments.filter((one) => one.id !== id);
        return ok({ removed: there });
      }),
    removePim: (removal) =>
      call(`remove-pim ${removal.kind}`, () => {
        const match = (one: PimInstance) => one.kind === removal.kind && one.principalId === removal.principalId;
        const origins = azure.pim.filter(match).flatMap(({ originRoleAssignmentId }) => originRoleAssignmentId ?? []);
        azure.pim = azure.pim.filter((one) => !match(one));
        azure.assignments = azure.assignments.filter(({ id }) => !origins.includes(id));
        return ok(undefined);
      }),
  };
  const directory: Directory = {
    objects: (ids) =>
      call('objects', () =>
        ok(new Map(ids.map((id) => [id, { id, displayName: `name of ${id.slice(0, 4)}`, type: 'user' as const }]))),
      ),
    members: (ids) =>
      call('members', () =>
        ok(new Map(ids.flatMap((id) => (azure.groups.has(id) ? [[id, azure.groups.get(id) ?? []] as const] : [])))),
      ),
    owners: () => call('owners', () => ok([{ id: 'o', displayName: 'Ana', type: 'user' as const }])),
    memberGroups: (id, groups) => call('member-groups', () => ok(groups.filter((group) => memberOf(id).has(group)))),
    manager: (id) =>
      call(`manager ${id}`, () => {
        const found = azure.managers.get(id);
        return found
          ? ok({ id: found, displayName: `name of ${found.slice(0, 4)}`, type: 'user' as const })
          : refusal('not-found');
      }),
  };
  const consoleSwitch: ConsoleSwitch = {
    status: (sub) => call(`console ${sub}`, () => ok({ disabled: azure.disabled.has(sub) })),
    disable: (sub) => call(`disable ${sub}`, () => ok({ disabled: Boolean(azure.disabled.add(sub)) })),
    enable: (sub) => call(`enable ${sub}`, () => ok({ disabled: azure.disabled.delete(sub) && false })),
  };
  const usage: UsageReader = {
    usage: async ({ from, to }) => {
      azure.calls.push('usage');
      return { ok: true, value: azure.usageRows.filter(({ lastAt }) => lastAt >= from && lastAt < to) };
    },
  };
  return { reader, writer, directory, consoleSwitch, usage };
}
