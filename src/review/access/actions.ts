import { tidyResourceId } from '../../core/resource-id';

/** What ARM checks when a console is opened; granted by Owner, Contributor and Virtual Machine Contributor among the built-in roles. */
export const connectAction = 'Microsoft.SerialConsole/serialPorts/connect/action';

/** Rights with which the connect right can be given to oneself. */
export const obtainActions = [
  'Microsoft.Authorization/roleAssignments/write',
  'Microsoft.Authorization/roleDefinitions/write',
] as const;

/** The scope of the connect check: a child of the machine, as the service's own deny message shows. */
export function consoleScopeOf(machineId: string): string {
  return `${tidyResourceId(machineId)}/providers/Microsoft.SerialConsole/serialPorts/0`;
}

const machineTypes = [
  'Microsoft.Compute/virtualMachines',
  'Microsoft.Compute/virtualMachineScaleSets/virtualMachines',
] as const;

/** `Microsoft.Compute/virtualMachines`, or the instance type of a scale set. */
function machineType(machineId: string): string {
  return machineTypes[/\/virtualmachinescalesets\//i.test(machineId) ? 1 : 0];
}

/** The documented side rights: whether the service still enforces them is not known, so their absence means "likely". */
export function sideActions(machineId: string): { readonly read: string; readonly write: string } {
  const type = machineType(machineId);
  return { read: `${type}/read`, write: `${type}/write` };
}

/** Commands as root without the console. */
export function controlActions(machineId: string): readonly string[] {
  return controlOf(machineType(machineId));
}

function controlOf(type: string): readonly string[] {
  return [`${type}/runCommand/action`, `${type}/runCommands/write`, `${type}/extensions/write`];
}

/** The same for machines of every kind, lower case as usage has them. */
export const controlOperations: ReadonlySet<string> = new Set(
  machineTypes.flatMap(controlOf).map((action) => action.toLowerCase()),
);
