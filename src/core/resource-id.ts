/** ARM resource ids: compared without case and only on `/` borders, so that RG1 never covers RG10. */

/** Trims, collapses the double slash some SDK paths start with, drops a trailing slash. Case is kept for showing. */
export function tidyResourceId(id: string): string {
  const trimmed = id.trim().replace(/^\/{2,}/, '/');
  return trimmed.length > 1 ? trimmed.replace(/\/+$/, '') : trimmed;
}

/** True when `id` is `scope` or lies below it. The root scope `/` covers everything. */
export function isWithin(id: string, scope: string): boolean {
  const outer = tidyResourceId(scope).toLowerCase();
  const inner = tidyResourceId(id).toLowerCase();
  return outer === '/' || inner === outer || inner.startsWith(`${outer}/`);
}

export interface MachineId {
  /** The VM or scale-set instance, case as first seen. */
  readonly id: string;
  readonly subscriptionId: string;
  readonly resourceGroup: string;
  /** `vm1`, or `scaleset/3` for an instance. */
  readonly name: string;
  readonly scaleSet?: string;
}

const machine =
  /^(\/subscriptions\/([^/]+)\/resourcegroups\/([^/]+)\/providers\/microsoft\.compute\/(?:virtualmachines\/([^/]+)|virtualmachinescalesets\/([^/]+)\/virtualmachines\/([^/]+)))(?:\/.*)?$/i;

/** A log names the same few thousand ids again and again, each of them several times a row. */
const known = new Map<string, MachineId | undefined>();
const kept = 20_000;

/** Reads the machine out of any id at or below it (such as the serialPorts extension path); undefined when there is none in the path. */
export function parseMachineId(id: string): MachineId | undefined {
  const before = known.get(id);
  if (before !== undefined || known.has(id)) return before;
  if (known.size >= kept) known.clear();
  const read = readMachineId(id);
  known.set(id, read);
  return read;
}

function readMachineId(id: string): MachineId | undefined {
  const match = machine.exec(tidyResourceId(id));
  const [, own, subscriptionId, resourceGroup, vm, scaleSet, instance] = match ?? [];
  if (own === undefined || subscriptionId === undefined || resourceGroup === undefined) return undefined;
  const common = { id: own, subscriptionId: subscriptionId.toLowerCase(), resourceGroup };
  if (vm !== undefined) return { ...common, name: vm };
  return scaleSet === undefined || instance === undefined
    ? undefined
    : { ...common, name: `${scaleSet}/${instance}`, scaleSet };
}

/** The subscription id in lower case, or undefined for management-group and root scopes. */
export function subscriptionOf(id: string): string | undefined {
  return /^\/subscriptions\/([^/]+)/i.exec(tidyResourceId(id))?.[1]?.toLowerCase();
}

/** The last segment, for a card's short name. */
export function shortName(id: string): string {
  return parseMachineId(id)?.name ?? tidyResourceId(id).split('/').pop() ?? id;
}
