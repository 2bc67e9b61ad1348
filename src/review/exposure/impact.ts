import { isWithin, subscriptionOf } from '../../core/resource-id';
import { obtainActions } from '../access/actions';
import { roleGrants } from '../access/role-grants';
import type { ScopeKind } from '../access/scope';
import type { RbacReader } from '../ports';
import type { RoleAssignment, RoleDefinition } from '../rbac';
import type { Definitions } from './definitions';
import { type Exposure, pathsIn } from './exposure';
import { mapLimited } from './limited';

/** What getting onto the machines amounts to, beside the machines themselves. A missing field was not read. */
export interface Impact {
  /** Where the way that was used reaches, else the widest one. */
  readonly reach?: string;
  /** Machines below it; missing above a subscription, where counting would need rights the bot does not ask for. */
  readonly machinesInReach?: number;
  /** What the machines' own identities hold: root on a machine can act as them. */
  readonly powers?: readonly MachinePower[];
  readonly tags: readonly MachineTag[];
  /** Those that could be read. */
  readonly machines: readonly MachineLook[];
  /** What could not be read, in words. */
  readonly notRead: readonly string[];
}

export interface MachinePower {
  readonly machine: string;
  readonly may: 'hand-out-rights' | 'control' | 'change' | 'read' | 'unknown';
  readonly role: string;
  readonly scope: string;
}

/** A missing field was not in Azure's answer. */
export interface MachineLook {
  readonly machine: string;
  readonly os?: string;
  /** Without it the console shows nothing but is open all the same. */
  readonly bootDiagnostics?: boolean;
  readonly power?: string;
}

export interface MachineTag {
  readonly machine: string;
  readonly name: string;
  readonly value: string;
}

/** Machines looked at one by one; an alert over more is grave without their tags. */
const mostMachines = 8;
/** Subscriptions in which a machine's identity is looked for, its own first. */
const mostSubscriptions = 10;
const width = 4;

/** Tags people use to say what a machine is for; the rest (cost centres, creators) decides nothing at night. */
const tellingTag =
  /^(env(ironment)?|stage|tier|critical(ity)?|data-?class(ification)?|classification|app(lication)?|service|owner)$/i;

export interface ImpactPorts {
  readonly reader: Pick<RbacReader, 'machine' | 'machines' | 'assignmentsOf'>;
  readonly definitions: Definitions;
}

/** Reads only. What fails is named in `notRead`; nothing here stops an alert from being shown. */
export async function readImpact(
  { reader, definitions }: ImpactPorts,
  exposure: Pick<Exposure, 'paths' | 'machines'>,
  subscriptions: readonly string[],
): Promise<Impact> {
  const machines = exposure.machines.slice(0, mostMachines);
  const [facts, reach] = await Promise.all([
    mapLimited(machines, width, async (id) => ({ id, answer: await reader.machine(id) })),
    readReach(reader, exposure),
  ]);
  const read = facts.flatMap(({ id, answer }) => (answer.ok ? [{ ...answer.value, asked: id }] : []));
  const powers = await Promise.all(read.map((machine) => readPowers({ reader, definitions }, machine, subscriptions)));
  const unread = facts.find(({ answer }) => !answer.ok)?.answer;
  const refused = powers.find(({ why }) => why !== undefined)?.why;
  return {
    ...reach,
    ...(read.length === 0 ? {} : { powers: powers.flatMap(({ held }) => held) }),
    tags: read.flatMap(({ asked, tags }) =>
      Object.entries(tags)
        .filter(([name, value]) => tellingTag.test(name) && value !== '')
        .map(([name, value]) => ({ machine: asked, name, value })),
    ),
    machines: read.map(({ asked: machine, os, bootDiagnostics, power }) => ({
      machine,
      ...(os === undefined ? {} : { os }),
      ...(bootDiagnostics === undefined ? {} : { bootDiagnostics }),
      ...(power === undefined ? {} : { power }),
    })),
    notRead: [
      ...(unread && !unread.ok ? [`machines: ${unread.message}`] : []),
      ...(refused === undefined ? [] : [`machine identities: ${refused}`]),
    ],
  };
}

async function readPowers(
  { reader, definitions }: ImpactPorts,
  machine: { readonly asked: string; readonly identityIds: readonly string[] },
  subscriptions: readonly string[],
): Promise<{ readonly held: readonly MachinePower[]; readonly why?: string }> {
  const own = subscriptionOf(machine.asked);
  const wanted = [...new Set([...(own === undefined ? [] : [own]), ...subscriptions])].slice(0, mostSubscriptions);
  const questions = machine.identityIds.flatMap((identity) =>
    wanted.map((subscription) => ({ identity, subscription })),
  );
  const lists = await mapLimited(questions, width, (one) => reader.assignmentsOf(one.subscription, one.identity));
  const assignments = new Map(
    lists.flatMap((list) => (list.ok ? list.value.map((row) => [row.id.toLowerCase(), row] as const) : [])),
  );
  const held = await mapLimited([...assignments.values()], width, (row) => powerOf(definitions, machine.asked, row));
  const refused = lists.find((list) => !list.ok);
  return { held: [...held].sort(byStrength), ...(refused && !refused.ok ? { why: refused.message } : {}) };
}

async function powerOf(definitions: Definitions, machine: string, row: RoleAssignment): Promise<MachinePower> {
  const lookup = await definitions.lookup(row.roleDefinitionId);
  return lookup.kind === 'known'
    ? { machine, may: mightOf(lookup.role), role: lookup.role.roleName, scope: row.scope }
    : { machine, may: 'unknown', role: 'unknown role', scope: row.scope };
}

const strength: readonly MachinePower['may'][] = ['hand-out-rights', 'control', 'change', 'unknown', 'read'];

function byStrength(a: MachinePower, b: MachinePower): number {
  return strength.indexOf(a.may) - strength.indexOf(b.may);
}

/** Reading is more than `…/read`: a secret is fetched by an action whose name begins with get, read or list. */
const reading = /(\/read|\/(get|read|list)[a-z]*\/action)$/i;

function mightOf(role: RoleDefinition): MachinePower['may'] {
  if (obtainActions.some((action) => roleGrants(role, action) !== 'no')) return 'hand-out-rights';
  const granted = role.permissions.flatMap(({ actions, dataActions = [] }) => [...actions, ...dataActions]);
  if (granted.includes('*')) return 'control';
  return granted.every((action) => reading.test(action)) ? 'read' : 'change';
}

const byWidth: readonly ScopeKind[] = ['root', 'management-group', 'subscription', 'resource-group', 'resource'];

async function readReach(
  reader: ImpactPorts['reader'],
  exposure: Pick<Exposure, 'paths'>,
): Promise<Pick<Impact, 'reach' | 'machinesInReach'>> {
  const [main] = [...pathsIn(exposure)].sort(
    (a, b) => Number(b.used) - Number(a.used) || byWidth.indexOf(a.scopeKind) - byWidth.indexOf(b.scopeKind),
  );
  if (main === undefined) return {};
  const subscription = subscriptionOf(main.scope);
  const all = subscription === undefined ? undefined : await reader.machines(subscription);
  const below = all?.ok ? { machinesInReach: all.value.filter((id) => isWithin(id, main.scope)).length } : {};
  return { reach: main.scope, ...below };
}
