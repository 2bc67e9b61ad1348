import { parseMachineId, tidyResourceId } from '../../core/resource-id';
import { guidFor } from '../cloud/guid';
import { fail, type WireAnswer } from '../cloud/wire';
import type { SeedMachine } from './arm-seed';
import { page } from './paging';
import type { ArmContext, ArmRoute } from './route';
import { same } from './scopes';

const inGroup = '^/subscriptions/(?<sub>[^/]+)/resourceGroups/(?<rg>[^/]+)/providers/Microsoft\\.Compute';
const inSubscription = '^/subscriptions/(?<sub>[^/]+)/providers/Microsoft\\.Compute';
const read = 'Microsoft.Compute/virtualMachines/read';
const readScaleSet = 'Microsoft.Compute/virtualMachineScaleSets/read';
const readInstance = 'Microsoft.Compute/virtualMachineScaleSets/virtualMachines/read';

export const computeRoutes: readonly ArmRoute[] = [
  route(`${inSubscription}/virtualMachines/?$`, read, (context) => listMachines(context)),
  route(`${inGroup}/virtualMachines/?$`, read, (context) => listMachines(context)),
  route(`${inGroup}/virtualMachines/(?<name>[^/]+)/?$`, read, (context) => getMachine(context)),
  route(`${inSubscription}/virtualMachineScaleSets/?$`, readScaleSet, (context) => listScaleSets(context)),
  route(`${inGroup}/virtualMachineScaleSets/?$`, readScaleSet, (context) => listScaleSets(context)),
  route(`${inGroup}/virtualMachineScaleSets/(?<set>[^/]+)/virtualMachines/?$`, readInstance, (context) =>
    listMachines(context),
  ),
  route(`${inGroup}/virtualMachineScaleSets/(?<set>[^/]+)/virtualMachines/(?<name>[^/]+)/?$`, readInstance, (context) =>
    getMachine(context),
  ),
];

function route(path: string, action: string, handle: ArmRoute['handle']): ArmRoute {
  return { method: 'GET', path: new RegExp(path, 'i'), action, handle };
}

/** Stand-alone machines, or the instances of one scale set: a list of machines never holds scale-set instances. */
function listMachines(context: ArmContext): WireAnswer {
  const { sub = '', rg, set } = context.path;
  const rows = context.state.machines.filter(({ id }) => {
    const machine = parseMachineId(id);
    if (!machine || !same(machine.subscriptionId, sub)) return false;
    if (rg !== undefined && !same(machine.resourceGroup, rg)) return false;
    return set === undefined ? machine.scaleSet === undefined : same(machine.scaleSet ?? '', set);
  });
  return page(
    rows.map((row) => wire(row, false)),
    context,
  );
}

function getMachine(context: ArmContext): WireAnswer {
  const { path, state, request } = context;
  const row = state.machines.find(({ id }) => same(tidyResourceId(id), tidyResourceId(request.path)));
  if (!row) {
    fail(
      404,
      'ResourceNotFound',
      `The Resource 'Microsoft.Compute/virtualMachines/${path.name}' under resource group '${path.rg}' was not found.`,
    );
  }
  return { status: 200, body: wire(row, request.query.get('$expand')?.toLowerCase() === 'instanceview') };
}

function listScaleSets(context: ArmContext): WireAnswer {
  const { sub = '', rg } = context.path;
  const found = new Map<string, unknown>();
  for (const { id, location = 'westeurope' } of context.state.machines) {
    const machine = parseMachineId(id);
    if (machine?.scaleSet === undefined || !same(machine.subscriptionId, sub)) continue;
    if (rg !== undefined && !same(machine.resourceGroup, rg)) continue;
    const [setId = id] = id.split(/\/virtualMachines\//i);
    const type = 'Microsoft.Compute/virtualMachineScaleSets';
    found.set(setId.toLowerCase(), { id: setId, name: machine.scaleSet, type, location, properties: {} });
  }
  return page([...found.values()], context);
}

function wire(row: SeedMachine, withView: boolean): unknown {
  const machine = parseMachineId(row.id);
  const name = machine?.scaleSet === undefined ? machine?.name : machine.name.replace('/', '_');
  return {
    id: row.id,
    name,
    ...(machine?.scaleSet === undefined
      ? { type: 'Microsoft.Compute/virtualMachines' }
      : { type: 'Microsoft.Compute/virtualMachineScaleSets/virtualMachines', instanceId: machine.name.split('/')[1] }),
    location: row.location ?? 'westeurope',
    tags: row.tags ?? {},
    ...identity(row),
    properties: {
      vmId: guidFor(`vmId ${row.id.toLowerCase()}`),
      hardwareProfile: { vmSize: row.vmSize ?? 'Standard_D2s_v5' },
      storageProfile: { osDisk: { osType: row.osType, createOption: 'FromImage' } },
      osProfile: { computerName: row.computerName ?? machine?.name.split('/').pop() },
      diagnosticsProfile: { bootDiagnostics: { enabled: row.bootDiagnostics ?? true } },
      provisioningState: 'Succeeded',
      timeCreated: row.timeCreated ?? '2025-01-15T09:00:00.0000000+00:00',
      ...(withView
        ? { instanceView: { statuses: [{ code: `PowerState/${row.powerState ?? 'running'}`, level: 'Info' }] } }
        : {}),
    },
  };
}

function identity({ systemIdentity, userIdentities }: SeedMachine): Record<string, unknown> {
  const user = Object.entries(userIdentities ?? {});
  if (systemIdentity === undefined && user.length === 0) return {};
  const kinds = [
    ...(systemIdentity === undefined ? [] : ['SystemAssigned']),
    ...(user.length === 0 ? [] : ['UserAssigned']),
  ];
  return {
    identity: {
      type: kinds.join(', '),
      ...(systemIdentity === undefined ? {} : { principalId: systemIdentity }),
      ...(user.length === 0
        ? {}
        : { userAssignedIdentities: Object.fromEntries(user.map(([id, principalId]) => [id, { principalId }])) }),
    },
  };
}
