import { parseMachineId } from '../core/resource-id';
import type { Lock, MachineFacts } from '../review/rbac';
import type { Trace } from './call';
import { guid, scopePath } from './ids';
import { type Json, list, present, record, required, text } from './json';
import { pages } from './pages';
import type { Transport } from './transport';
import { UnexpectedAnswer } from './unexpected-answer';

/** Stable versions that have every field read here. */
const versions = { locks: '2016-09-01', compute: '2024-07-01', resourceGraph: '2021-03-01' } as const;

export async function readLocks(transport: Transport, subscriptionId: string, trace: Trace): Promise<readonly Lock[]> {
  const path = `/subscriptions/${guid(subscriptionId, 'subscription')}/providers/Microsoft.Authorization/locks`;
  const rows = await pages(transport, `${path}?api-version=${versions.locks}`, trace);
  return rows.map((row) => {
    const id = required(row.id, 'a lock id');
    const properties = record(row.properties);
    const [scope = ''] = id.split(/\/providers\/Microsoft\.Authorization\/locks\//i);
    return present<Lock>({
      id,
      name: text(row.name) ?? '',
      scope,
      level: required(properties.level, 'a lock level'),
      notes: text(properties.notes),
    });
  });
}

export async function readMachine(transport: Transport, id: string, trace: Trace): Promise<MachineFacts> {
  const target = `/${scopePath(id)}?api-version=${versions.compute}&$expand=instanceView`;
  const { body, requestId } = await transport({ method: 'GET', target });
  trace(requestId);
  const row = record(body);
  const properties = record(row.properties);
  const osDisk = record(record(properties.storageProfile).osDisk);
  const diagnostics = record(record(properties.diagnosticsProfile).bootDiagnostics).enabled;
  return present<MachineFacts>({
    id: required(row.id, 'a machine id'),
    os: text(osDisk.osType),
    tags: tagsOf(row.tags),
    bootDiagnostics: typeof diagnostics === 'boolean' ? diagnostics : undefined,
    power: powerOf(properties),
    identityIds: identitiesOf(record(row.identity)),
  });
}

/** Stand-alone machines and the instances of every scale set: one list call, and one more a scale set. */
export async function readMachineIds(
  transport: Transport,
  subscriptionId: string,
  trace: Trace,
): Promise<readonly string[]> {
  const base = `/subscriptions/${guid(subscriptionId, 'subscription')}/providers/Microsoft.Compute`;
  const version = `api-version=${versions.compute}`;
  const machines = await pages(transport, `${base}/virtualMachines?${version}`, trace);
  const sets = await pages(transport, `${base}/virtualMachineScaleSets?${version}`, trace);
  const instances: Json[] = [];
  for (const set of sets) {
    const path = scopePath(required(set.id, 'a scale set id'));
    instances.push(...(await pages(transport, `/${path}/virtualMachines?${version}`, trace)));
  }
  const ids = [...machines, ...instances].map((row) => required(row.id, 'a machine id'));
  return [...new Map(ids.filter(parseMachineId).map((id) => [id.toLowerCase(), id])).values()];
}

/**
 * Ancestors by Resource Graph, the documented way that needs only read access to the subscription; the chain comes nearest first. A subscription
 * missing from the answer is not "without groups": it is one the identity may not read.
 */
export async function readManagementGroups(
  transport: Transport,
  subscriptionId: string,
  trace: Trace,
): Promise<readonly string[]> {
  const id = guid(subscriptionId, 'subscription');
  const query = [
    'resourcecontainers',
    "where type =~ 'microsoft.resources/subscriptions'",
    `where subscriptionId in~ ('${id}')`,
    'project subscriptionId, name, managementGroupAncestorsChain = properties.managementGroupAncestorsChain',
  ].join(' | ');
  const target = `/providers/Microsoft.ResourceGraph/resources?api-version=${versions.resourceGraph}`;
  const { body, requestId } = await transport({ method: 'POST', target, body: { subscriptions: [id], query } });
  trace(requestId);
  const [row] = list(record(body).data, 'the Resource Graph data');
  if (!row)
    throw new UnexpectedAnswer(`Resource Graph does not know subscription ${id}, or this identity may not read it`);
  return list(row.managementGroupAncestorsChain ?? [], 'the chain of management groups').map(
    (group) => `/providers/Microsoft.Management/managementGroups/${required(group.name, 'a management group name')}`,
  );
}

function tagsOf(value: unknown): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(record(value)).map(([name, tag]) => [name, String(tag)]));
}

function powerOf(properties: Json): string | undefined {
  const statuses = record(properties.instanceView).statuses;
  const codes = Array.isArray(statuses) ? statuses.map((status) => text(record(status).code) ?? '') : [];
  return codes.find((code) => code.startsWith('PowerState/'))?.slice('PowerState/'.length);
}

function identitiesOf(identity: Json): readonly string[] {
  const assigned = Object.values(record(identity.userAssignedIdentities)).map((entry) =>
    text(record(entry).principalId),
  );
  return [text(identity.principalId), ...assigned].flatMap((id) => (id === undefined ? [] : [id.toLowerCase()]));
}
