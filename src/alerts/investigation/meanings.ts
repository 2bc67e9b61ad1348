/**
 * Operations of the Activity log that take data out or change a system past its console (Activity-log operation names, lower case). Everything
 * else is ordinary work until somebody looks.
 */
export interface OperationMeaning {
  readonly kind: 'theft' | 'tampering';
  readonly says: string;
}

const meanings: Readonly<Record<string, OperationMeaning>> = {
  'microsoft.compute/disks/begingetaccess/action': { kind: 'theft', says: 'disk export' },
  'microsoft.compute/snapshots/write': { kind: 'theft', says: 'disk snapshot' },
  'microsoft.compute/snapshots/begingetaccess/action': { kind: 'theft', says: 'snapshot export' },
  'microsoft.storage/storageaccounts/listkeys/action': { kind: 'theft', says: 'storage keys read' },
  'microsoft.keyvault/vaults/write': { kind: 'tampering', says: 'key vault changed' },
  'microsoft.compute/virtualmachines/extensions/write': {
    kind: 'tampering',
    says: 'extension written (may reset a password)',
  },
  'microsoft.compute/virtualmachinescalesets/extensions/write': {
    kind: 'tampering',
    says: 'scale-set extension written (may reset a password)',
  },
  'microsoft.compute/virtualmachinescalesets/virtualmachines/extensions/write': {
    kind: 'tampering',
    says: 'extension written (may reset a password)',
  },
  'microsoft.compute/virtualmachines/retrievebootdiagnosticsdata/action': { kind: 'theft', says: 'serial log read' },
  'microsoft.compute/virtualmachinescalesets/virtualmachines/retrievebootdiagnosticsdata/action': {
    kind: 'theft',
    says: 'serial log read',
  },
  'microsoft.compute/virtualmachines/runcommand/action': { kind: 'tampering', says: 'run command' },
  'microsoft.compute/virtualmachinescalesets/virtualmachines/runcommand/action': {
    kind: 'tampering',
    says: 'run command',
  },
  'microsoft.compute/virtualmachines/runcommands/write': { kind: 'tampering', says: 'managed run command' },
  'microsoft.compute/virtualmachinescalesets/virtualmachines/runcommands/write': {
    kind: 'tampering',
    says: 'managed run command',
  },
  'microsoft.compute/virtualmachines/restart/action': { kind: 'tampering', says: 'restart' },
  'microsoft.compute/virtualmachines/redeploy/action': { kind: 'tampering', says: 'redeploy' },
  'microsoft.compute/virtualmachinescalesets/virtualmachines/restart/action': { kind: 'tampering', says: 'restart' },
  'microsoft.compute/virtualmachines/delete': { kind: 'tampering', says: 'machine deleted' },
  'microsoft.authorization/roleassignments/write': { kind: 'tampering', says: 'role assigned' },
  'microsoft.authorization/roleassignments/delete': { kind: 'tampering', says: 'role removed' },
  'microsoft.authorization/elevateaccess/action': { kind: 'tampering', says: 'access elevated to the whole tenant' },
  'microsoft.serialconsole/consoleservices/enableconsole/action': { kind: 'tampering', says: 'console switched on' },
  'microsoft.serialconsole/consoleservices/disableconsole/action': { kind: 'tampering', says: 'console switched off' },
  'microsoft.insights/diagnosticsettings/write': { kind: 'tampering', says: 'logging changed' },
  'microsoft.insights/diagnosticsettings/delete': { kind: 'tampering', says: 'logging switched off' },
};

/** The name comes from a log: `constructor` is no operation, though every object answers to it. */
export function meaningOf(operation: string): OperationMeaning | undefined {
  const name = operation.toLowerCase();
  return Object.hasOwn(meanings, name) ? meanings[name] : undefined;
}
