/** Operation names as the Activity log writes them (upper case in most exports), see the Activity log schema. */
export const operationNames = {
  connect: 'MICROSOFT.SERIALCONSOLE/SERIALPORTS/CONNECT/ACTION',
  enableConsole: 'MICROSOFT.SERIALCONSOLE/CONSOLESERVICES/ENABLECONSOLE/ACTION',
  disableConsole: 'MICROSOFT.SERIALCONSOLE/CONSOLESERVICES/DISABLECONSOLE/ACTION',
  bootDiagnostics: 'MICROSOFT.COMPUTE/VIRTUALMACHINES/RETRIEVEBOOTDIAGNOSTICSDATA/ACTION',
  bootDiagnosticsScaleSet:
    'MICROSOFT.COMPUTE/VIRTUALMACHINESCALESETS/VIRTUALMACHINES/RETRIEVEBOOTDIAGNOSTICSDATA/ACTION',
  extensionWrite: 'MICROSOFT.COMPUTE/VIRTUALMACHINES/EXTENSIONS/WRITE',
  runCommand: 'MICROSOFT.COMPUTE/VIRTUALMACHINES/RUNCOMMAND/ACTION',
  managedRunCommand: 'MICROSOFT.COMPUTE/VIRTUALMACHINES/RUNCOMMANDS/WRITE',
  machineWrite: 'MICROSOFT.COMPUTE/VIRTUALMACHINES/WRITE',
  machineStart: 'MICROSOFT.COMPUTE/VIRTUALMACHINES/START/ACTION',
  machineRestart: 'MICROSOFT.COMPUTE/VIRTUALMACHINES/RESTART/ACTION',
  machineStop: 'MICROSOFT.COMPUTE/VIRTUALMACHINES/DEALLOCATE/ACTION',
  machineRedeploy: 'MICROSOFT.COMPUTE/VIRTUALMACHINES/REDEPLOY/ACTION',
  diskExport: 'MICROSOFT.COMPUTE/DISKS/BEGINGETACCESS/ACTION',
  snapshotWrite: 'MICROSOFT.COMPUTE/SNAPSHOTS/WRITE',
  snapshotExport: 'MICROSOFT.COMPUTE/SNAPSHOTS/BEGINGETACCESS/ACTION',
  roleAssignmentWrite: 'MICROSOFT.AUTHORIZATION/ROLEASSIGNMENTS/WRITE',
  roleAssignmentDelete: 'MICROSOFT.AUTHORIZATION/ROLEASSIGNMENTS/DELETE',
  pimActivation: 'MICROSOFT.AUTHORIZATION/ROLEASSIGNMENTSCHEDULEREQUESTS/WRITE',
  elevateAccess: 'MICROSOFT.AUTHORIZATION/ELEVATEACCESS/ACTION',
  listKeys: 'MICROSOFT.STORAGE/STORAGEACCOUNTS/LISTKEYS/ACTION',
  storageWrite: 'MICROSOFT.STORAGE/STORAGEACCOUNTS/WRITE',
  diagnosticSettingWrite: 'MICROSOFT.INSIGHTS/DIAGNOSTICSETTINGS/WRITE',
  diagnosticSettingDelete: 'MICROSOFT.INSIGHTS/DIAGNOSTICSETTINGS/DELETE',
  deployment: 'MICROSOFT.RESOURCES/DEPLOYMENTS/WRITE',
  tagWrite: 'MICROSOFT.RESOURCES/TAGS/WRITE',
  securityRuleWrite: 'MICROSOFT.NETWORK/NETWORKSECURITYGROUPS/SECURITYRULES/WRITE',
  nicWrite: 'MICROSOFT.NETWORK/NETWORKINTERFACES/WRITE',
  vaultAccess: 'MICROSOFT.KEYVAULT/VAULTS/WRITE',
} as const;

export type OperationKey = keyof typeof operationNames;

/** Client applications as claims name them. Ids are Microsoft's first-party application ids. */
export const clients = {
  portal: 'c44b4083-3bb0-49c1-b47d-974e53cbdf3c',
  cli: '04b07795-8ddb-461a-bbee-02f9e1bf7b46',
  powershell: '1950a258-227b-4e31-a9cf-717495945fc2',
} as const;

export type ClientKey = keyof typeof clients;

export const clientNames: Readonly<Record<ClientKey, string>> = {
  portal: 'Azure Portal',
  cli: 'Microsoft Azure CLI',
  powershell: 'Microsoft Azure PowerShell',
};

/** Built-in role definition ids, the same in every tenant. */
export const roles = {
  owner: { id: '8e3af657-a8ff-443c-a75c-2fe8c4bcb635', name: 'Owner' },
  contributor: { id: 'b24988ac-6180-42a0-ab88-20f7382dd24c', name: 'Contributor' },
  vmContributor: { id: '9980e02c-c2be-4d73-94e8-173b1dc7cf3c', name: 'Virtual Machine Contributor' },
  reader: { id: 'acdd72a7-3385-48ef-bd42-f606fba81ae7', name: 'Reader' },
  userAccessAdministrator: { id: '18d7d88d-d35e-4fb5-a5c3-7773c20a72d9', name: 'User Access Administrator' },
} as const;

export type RoleKey = keyof typeof roles;
