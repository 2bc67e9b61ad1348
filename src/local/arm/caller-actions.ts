import type { SeedCaller } from './arm-seed';
import { builtInRole } from './built-in-roles';

/** What the bot's always-on identity may do: everything that reads, nothing that writes. */
export const readerActions = ['*/read'] as const;

/** The identity that applies approved changes: role assignments through the RBAC reference's §4.5 role, PIM requests, the console switch. */
export const writerActions = [
  '*/read',
  'Microsoft.Authorization/roleAssignments/write',
  'Microsoft.Authorization/roleAssignments/delete',
  'Microsoft.Authorization/roleAssignmentScheduleRequests/write',
  'Microsoft.Authorization/roleEligibilityScheduleRequests/write',
  'Microsoft.SerialConsole/consoleServices/disableConsole/action',
  'Microsoft.SerialConsole/consoleServices/enableConsole/action',
] as const;

export function readerCaller(appId: string): SeedCaller {
  return { appId, actions: readerActions };
}

/**
 * The writer as its default condition leaves it: it may remove Contributor but not grant it again, and Owner, User Access Administrator and
 * RBAC Administrator are outside its reach in both directions.
 */
export function writerCaller(appId: string, extraRoles: readonly string[] = []): SeedCaller {
  const { reader, virtualMachineContributor, powerOnOffContributor, contributor } = builtInRole;
  const mayAssign = [virtualMachineContributor, reader, powerOnOffContributor, ...extraRoles];
  return { appId, actions: writerActions, mayAssign, mayRemove: [...mayAssign, contributor] };
}

/** ARM's wildcard rule: `*` stands for any text, slashes included; case makes no difference. */
export function actionMatches(pattern: string, action: string): boolean {
  const escaped = pattern.toLowerCase().replace(/[.+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`^${escaped.replaceAll('*', '.*')}$`).test(action.toLowerCase());
}
