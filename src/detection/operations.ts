/** The operations detection reads, by their lower-case Activity-log name (reference §1.1, §1.2). */

export const connectOperation = 'microsoft.serialconsole/serialports/connect/action';

/** What a related operation means around a console session. */
export type RelatedKind =
  | 'extension'
  | 'boot-diagnostics'
  | 'run-command'
  | 'role-assignment'
  | 'role-removal'
  | 'role-activation'
  | 'elevate-access'
  | 'console-enabled'
  | 'console-disabled'
  | 'machine-change'
  | 'disk-export'
  | 'list-keys'
  | 'diagnostic-setting';

interface Meaning {
  readonly kind: RelatedKind;
  readonly label: string;
}

const meanings: Readonly<Record<string, Meaning>> = {
  'microsoft.compute/virtualmachines/extensions/write': {
    kind: 'extension',
    label: 'extension written (may reset a password)',
  },
  'microsoft.compute/virtualmachinescalesets/extensions/write': {
    kind: 'extension',
    label: 'scale-set extension written (may reset a password)',
  },
  'microsoft.compute/virtualmachinescalesets/virtualmachines/extensions/write': {
    kind: 'extension',
    label: 'instance extension written (may reset a password)',
  },
  'microsoft.compute/virtualmachines/retrievebootdiagnosticsdata/action': {
    kind: 'boot-diagnostics',
    label: 'serial log and screenshot read',
  },
  'microsoft.compute/virtualmachinescalesets/virtualmachines/retrievebootdiagnosticsdata/action': {
    kind: 'boot-diagnostics',
    label: 'serial log and screenshot read',
  },
  'microsoft.compute/virtualmachines/runcommand/action': { kind: 'run-command', label: 'run command' },
  'microsoft.compute/virtualmachinescalesets/virtualmachines/runcommand/action': {
    kind: 'run-command',
    label: 'run command',
  },
  'microsoft.compute/virtualmachines/runcommands/write': { kind: 'run-command', label: 'managed run command' },
  'microsoft.compute/virtualmachinescalesets/virtualmachines/runcommands/write': {
    kind: 'run-command',
    label: 'managed run command',
  },
  'microsoft.authorization/roleassignments/write': { kind: 'role-assignment', label: 'role assigned' },
  'microsoft.authorization/roleassignments/delete': { kind: 'role-removal', label: 'role assignment deleted' },
  'microsoft.authorization/roleassignmentschedulerequests/write': {
    kind: 'role-activation',
    label: 'role activated through PIM',
  },
  'microsoft.authorization/elevateaccess/action': {
    kind: 'elevate-access',
    label: 'access elevated to every subscription',
  },
  'microsoft.serialconsole/consoleservices/enableconsole/action': {
    kind: 'console-enabled',
    label: 'Serial Console enabled for the subscription',
  },
  'microsoft.serialconsole/consoleservices/disableconsole/action': {
    kind: 'console-disabled',
    label: 'Serial Console disabled for the subscription',
  },
  'microsoft.compute/virtualmachines/write': { kind: 'machine-change', label: 'machine changed' },
  'microsoft.compute/virtualmachines/restart/action': { kind: 'machine-change', label: 'machine restarted' },
  'microsoft.compute/virtualmachines/redeploy/action': { kind: 'machine-change', label: 'machine redeployed' },
  'microsoft.compute/virtualmachines/start/action': { kind: 'machine-change', label: 'machine started' },
  'microsoft.compute/virtualmachinescalesets/virtualmachines/restart/action': {
    kind: 'machine-change',
    label: 'instance restarted',
  },
  'microsoft.compute/disks/begingetaccess/action': { kind: 'disk-export', label: 'disk exported' },
  'microsoft.compute/snapshots/write': { kind: 'disk-export', label: 'snapshot taken' },
  'microsoft.compute/snapshots/begingetaccess/action': { kind: 'disk-export', label: 'snapshot exported' },
  'microsoft.storage/storageaccounts/listkeys/action': { kind: 'list-keys', label: 'storage keys listed' },
  'microsoft.insights/diagnosticsettings/write': { kind: 'diagnostic-setting', label: 'diagnostic setting changed' },
  'microsoft.insights/diagnosticsettings/delete': { kind: 'diagnostic-setting', label: 'diagnostic setting deleted' },
};

/** Undefined for operations that mean nothing to detection, and for what every object answers to: the name comes from a log. */
export function meaningOf(operation: string): Meaning | undefined {
  const name = operation.toLowerCase();
  return Object.hasOwn(meanings, name) ? meanings[name] : undefined;
}

/** Every operation the console query asks for; a test holds the query's list to it. */
export const watchedOperations: readonly string[] = [connectOperation, ...Object.keys(meanings)];
