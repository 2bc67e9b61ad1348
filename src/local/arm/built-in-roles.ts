import type { SeedPermission, SeedRoleDefinition } from './arm-seed';

/** GUIDs of the built-in roles the emulator knows; they are the same in every Azure cloud. */
export const builtInRole = {
  owner: '8e3af657-a8ff-443c-a75c-2fe8c4bcb635',
  contributor: 'b24988ac-6180-42a0-ab88-20f7382dd24c',
  reader: 'acdd72a7-3385-48ef-bd42-f606fba81ae7',
  userAccessAdministrator: '18d7d88d-d35e-4fb5-a5c3-7773c20a72d9',
  rbacAdministrator: 'f58310d9-a9f6-439a-9e8d-f62e7b41a168',
  virtualMachineContributor: '9980e02c-c2be-4d73-94e8-173b1dc7cf3c',
  virtualMachineAdministratorLogin: '1c0163c0-47e6-4577-8991-ea5c82e286e4',
  virtualMachineUserLogin: 'fb879df8-f326-4884-b1cf-06f3ad86be52',
  powerOnOffContributor: '40c5ff49-9181-41f8-ae61-143b0e78555e',
  desktopVirtualizationVmContributor: 'a959dbd1-f747-45e3-8ba6-dd80f235f97c',
  monitoringReader: '43d0d8ad-25c7-4714-9337-8ba259a9fe05',
  networkContributor: '4d97b98b-1d4f-4787-a291-c67834d212e7',
  storageAccountContributor: '17d1049b-9a84-46fb-8f53-869881c3d3ab',
  keyVaultSecretsUser: '4633458b-17de-408a-b874-0445c86b69e6',
} as const;

/**
 * A small set written for this project, enough for reviews of console access. The actions that decide (connect, run command, extensions,
 * role assignments) are as published; long lists that decide nothing here are shortened.
 */
export const builtInRoles: readonly SeedRoleDefinition[] = [
  role(builtInRole.owner, 'Owner', 'Full access, including granting access to others.', { actions: ['*'] }),
  role(builtInRole.contributor, 'Contributor', 'Full access to resources, without granting access to others.', {
    actions: ['*'],
    notActions: [
      'Microsoft.Authorization/*/Delete',
      'Microsoft.Authorization/*/Write',
      'Microsoft.Authorization/elevateAccess/Action',
      'Microsoft.Blueprint/blueprintAssignments/write',
      'Microsoft.Blueprint/blueprintAssignments/delete',
      'Microsoft.Compute/galleries/share/action',
      'Microsoft.Resources/deploymentStacks/manageDenySetting/action',
    ],
  }),
  role(builtInRole.reader, 'Reader', 'View all resources, change none.', { actions: ['*/read'] }),
  role(builtInRole.userAccessAdministrator, 'User Access Administrator', 'Manage who has access.', {
    actions: ['*/read', 'Microsoft.Authorization/*', 'Microsoft.Support/*'],
  }),
  role(builtInRole.rbacAdministrator, 'Role Based Access Control Administrator', 'Manage role assignments.', {
    actions: [
      'Microsoft.Authorization/roleAssignments/write',
      'Microsoft.Authorization/roleAssignments/delete',
      '*/read',
      'Microsoft.Support/*',
    ],
  }),
  role(builtInRole.virtualMachineContributor, 'Virtual Machine Contributor', 'Manage virtual machines.', {
    actions: [
      'Microsoft.Authorization/*/read',
      'Microsoft.Compute/availabilitySets/*',
      'Microsoft.Compute/locations/*',
      'Microsoft.Compute/virtualMachines/*',
      'Microsoft.Compute/virtualMachineScaleSets/*',
      'Microsoft.Compute/disks/write',
      'Microsoft.Compute/disks/read',
      'Microsoft.Compute/disks/delete',
      'Microsoft.Network/networkInterfaces/*',
      'Microsoft.Resources/deployments/*',
      'Microsoft.Resources/subscriptions/resourceGroups/read',
      'Microsoft.SerialConsole/serialPorts/connect/action',
      'Microsoft.Storage/storageAccounts/listKeys/action',
      'Microsoft.Storage/storageAccounts/read',
      'Microsoft.Support/*',
    ],
  }),
  role(
    builtInRole.virtualMachineAdministratorLogin,
    'Virtual Machine Administrator Login',
    'Log in as administrator.',
    {
      actions: ['Microsoft.Network/publicIPAddresses/read', 'Microsoft.Compute/virtualMachines/*/read'],
      dataActions: [
        'Microsoft.Compute/virtualMachines/login/action',
        'Microsoft.Compute/virtualMachines/loginAsAdmin/action',
      ],
    },
  ),
  role(builtInRole.virtualMachineUserLogin, 'Virtual Machine User Login', 'Log in as a regular user.', {
    actions: ['Microsoft.Network/publicIPAddresses/read', 'Microsoft.Compute/virtualMachines/*/read'],
    dataActions: ['Microsoft.Compute/virtualMachines/login/action'],
  }),
  role(
    builtInRole.powerOnOffContributor,
    'Desktop Virtualization Power On Off Contributor',
    'Start and stop machines.',
    {
      actions: [
        'Microsoft.Compute/virtualMachines/start/action',
        'Microsoft.Compute/virtualMachines/read',
        'Microsoft.Compute/virtualMachines/instanceView/read',
        'Microsoft.Compute/virtualMachines/restart/action',
        'Microsoft.Compute/virtualMachines/deallocate/action',
        'Microsoft.Compute/virtualMachines/powerOff/action',
        'Microsoft.Insights/eventtypes/values/read',
        'Microsoft.Authorization/*/read',
        'Microsoft.Resources/subscriptions/resourceGroups/read',
      ],
    },
  ),
  role(
    builtInRole.desktopVirtualizationVmContributor,
    'Desktop Virtualization Virtual Machine Contributor',
    'Create, start, stop and run commands on session hosts.',
    {
      actions: [
        'Microsoft.Compute/virtualMachines/read',
        'Microsoft.Compute/virtualMachines/write',
        'Microsoft.Compute/virtualMachines/start/action',
        'Microsoft.Compute/virtualMachines/restart/action',
        'Microsoft.Compute/virtualMachines/runCommand/action',
        'Microsoft.Compute/virtualMachines/extensions/write',
      ],
    },
  ),
  role(builtInRole.monitoringReader, 'Monitoring Reader', 'Read all monitoring data.', {
    actions: ['*/read', 'Microsoft.OperationalInsights/workspaces/search/action', 'Microsoft.Support/*'],
  }),
  role(builtInRole.keyVaultSecretsUser, 'Key Vault Secrets User', 'Read the secrets of a vault.', {
    actions: [],
    dataActions: [
      'Microsoft.KeyVault/vaults/secrets/getSecret/action',
      'Microsoft.KeyVault/vaults/secrets/readMetadata/action',
    ],
  }),
  role(builtInRole.networkContributor, 'Network Contributor', 'Manage networks.', {
    actions: ['Microsoft.Authorization/*/read', 'Microsoft.Network/*', 'Microsoft.Resources/deployments/*'],
  }),
  role(builtInRole.storageAccountContributor, 'Storage Account Contributor', 'Manage storage accounts.', {
    actions: [
      'Microsoft.Authorization/*/read',
      'Microsoft.Storage/storageAccounts/*',
      'Microsoft.Resources/deployments/*',
    ],
  }),
];

function role(guid: string, roleName: string, description: string, permission: SeedPermission): SeedRoleDefinition {
  return { guid, roleName, description, type: 'BuiltInRole', permissions: [permission], assignableScopes: ['/'] };
}
