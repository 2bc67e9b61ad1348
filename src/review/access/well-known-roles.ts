/** GUIDs of built-in roles: the same in every tenant and cloud. */
export const roles = {
  owner: '8e3af657-a8ff-443c-a75c-2fe8c4bcb635',
  contributor: 'b24988ac-6180-42a0-ab88-20f7382dd24c',
  reader: 'acdd72a7-3385-48ef-bd42-f606fba81ae7',
  userAccessAdministrator: '18d7d88d-d35e-4fb5-a5c3-7773c20a72d9',
  rbacAdministrator: 'f58310d9-a9f6-439a-9e8d-f62e7b41a168',
  vmContributor: '9980e02c-c2be-4d73-94e8-173b1dc7cf3c',
  /** Desktop Virtualization Power On Off Contributor: see, start, restart, stop; no console. */
  powerOnOff: '40c5ff49-9181-41f8-ae61-143b0e78555e',
} as const;

/** Never given or taken by the bot: whoever holds one can undo any review. */
export const privilegedRoles: ReadonlySet<string> = new Set([
  roles.owner,
  roles.userAccessAdministrator,
  roles.rbacAdministrator,
]);

/** The GUID at the end of a role definition id, lower case; the id itself when it has none. */
export function roleGuid(roleDefinitionId: string): string {
  return (roleDefinitionId.split('/').pop() ?? roleDefinitionId).toLowerCase();
}

/** The id under which a built-in role is assigned at a scope: below its subscription where there is one. */
export function roleDefinitionIdAt(scope: string, guid: string): string {
  const subscription = /^\/subscriptions\/[^/]+/i.exec(scope)?.[0] ?? '';
  return `${subscription}/providers/Microsoft.Authorization/roleDefinitions/${guid}`;
}
