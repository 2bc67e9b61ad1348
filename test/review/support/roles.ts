import { roles } from '../../../src/review/access/well-known-roles';
import type { RoleDefinition } from '../../../src/review/rbac';

export function role(
  guid: string,
  roleName: string,
  actions: string[],
  notActions: string[] = [],
  custom = false,
): RoleDefinition {
  return {
    id: `/providers/Microsoft.Authorization/roleDefinitions/${guid}`,
    roleName,
    roleType: custom ? 'CustomRole' : 'BuiltInRole',
    assignableScopes: ['/'],
    permissions: [{ actions, notActions }],
  };
}

export const owner = role(roles.owner, 'Owner', ['*']);
export const contributor = role(
  roles.contributor,
  'Contributor',
  ['*'],
  [
    'Microsoft.Authorization/*/Delete',
    'Microsoft.Authorization/*/Write',
    'Microsoft.Authorization/elevateAccess/Action',
  ],
);
export const reader = role(roles.reader, 'Reader', ['*/read']);
export const vmContributor = role(roles.vmContributor, 'Virtual Machine Contributor', [
  'Microsoft.Compute/virtualMachines/*',
  'Microsoft.Compute/virtualMachineScaleSets/*',
  'Microsoft.SerialConsole/serialPorts/connect/action',
  'Microsoft.Resources/subscriptions/resourceGroups/read',
]);
export const powerOnOff = role(roles.powerOnOff, 'Desktop Virtualization Power On Off Contributor', [
  'Microsoft.Compute/virtualMachines/read',
  'Microsoft.Compute/virtualMachines/start/action',
  'Microsoft.Compute/virtualMachines/restart/action',
]);
export const userAccessAdministrator = role(roles.userAccessAdministrator, 'User Access Administrator', [
  '*/read',
  'Microsoft.Authorization/*',
]);
export const definitions = [owner, contributor, reader, vmContributor, powerOnOff, userAccessAdministrator];
