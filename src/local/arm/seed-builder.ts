import type { DirectorySeed, SeedGroup, SeedServicePrincipal, SeedUser } from '../cloud/directory-seed';
import { guidFor } from '../cloud/guid';
import type {
  ArmSeed,
  SeedCaller,
  SeedDenyAssignment,
  SeedLock,
  SeedMachine,
  SeedResourceGroup,
  SeedRoleAssignment,
  SeedRoleDefinition,
  SeedScheduleInstance,
  SeedSubscription,
} from './arm-seed';
import { builtInRole } from './built-in-roles';
import type { PrincipalType } from './principal-type';

/** A role by its name in `builtInRole`, or by GUID for a custom one. */
export type RoleRef = keyof typeof builtInRole | (string & {});
export type GrantOptions = Partial<
  Pick<SeedRoleAssignment, 'name' | 'description' | 'condition' | 'conditionVersion' | 'createdOn' | 'createdBy'>
>;

/**
 * Builds the two seeds tersely. Every method that makes something answers its id, ready to be used as a scope or a principal. Ids are made from
 * names (`guidFor`), so the same calls give the same world.
 */
export interface SeedBuilder {
  managementGroup(name: string, parent?: string): string;
  /** Answers `/subscriptions/{id}`. */
  subscription(name: string, more?: Partial<SeedSubscription>): string;
  /** Answers the resource group's id. */
  resourceGroup(subscription: string, name: string, more?: Partial<SeedResourceGroup>): string;
  /** Answers the machine's id. */
  vm(resourceGroup: string, name: string, more?: Partial<SeedMachine>): string;
  scaleSetInstance(resourceGroup: string, set: string, instance: string, more?: Partial<SeedMachine>): string;
  /** Answers the object id. */
  user(name: string, more?: Partial<SeedUser>): string;
  group(name: string, memberIds: readonly string[], more?: Partial<SeedGroup>): string;
  servicePrincipal(name: string, more?: Partial<SeedServicePrincipal>): string;
  /** Answers the role's GUID. */
  customRole(roleName: string, actions: readonly string[], more?: Partial<SeedRoleDefinition>): string;
  /** Answers the assignment's full id. The principal's type is read from what was built before. */
  grant(principalId: string, role: RoleRef, scope: string, more?: GrantOptions): string;
  deny(name: string, scope: string, actions: readonly string[], more?: Partial<SeedDenyAssignment>): void;
  active(principalId: string, role: RoleRef, scope: string, more?: Partial<SeedScheduleInstance>): string;
  eligible(principalId: string, role: RoleRef, scope: string, more?: Partial<SeedScheduleInstance>): string;
  lock(scope: string, level: SeedLock['level'], name?: string): void;
  caller(caller: SeedCaller): void;
  build(): { readonly arm: ArmSeed; readonly directory: DirectorySeed };
}

type Growing<T> = { -readonly [K in keyof T]: T[K] extends readonly (infer R)[] ? R[] : T[K] };

export function seedBuilder(tenant = 'contoso'): SeedBuilder {
  const arm: Growing<ArmSeed> = {
    managementGroups: [],
    subscriptions: [],
    resourceGroups: [],
    machines: [],
    roleDefinitions: [],
    roleAssignments: [],
    denyAssignments: [],
    activeInstances: [],
    eligibleInstances: [],
    locks: [],
    callers: [],
  };
  const directory: Growing<DirectorySeed> = {
    tenantId: guidFor(`${tenant} tenant`),
    users: [],
    groups: [],
    servicePrincipals: [],
  };

  const typeOf = (id: string): PrincipalType => {
    if (directory.groups.some((group) => group.id === id)) return 'Group';
    if (directory.servicePrincipals.some((principal) => principal.id === id)) return 'ServicePrincipal';
    return 'User';
  };
  const roleGuid = (role: RoleRef): string => Object.entries(builtInRole).find(([name]) => name === role)?.[1] ?? role;
  const placed = (kind: string, principalId: string, role: RoleRef, scope: string) => ({
    name: guidFor(`${kind} ${principalId} ${role} ${scope.toLowerCase()}`),
    scope,
    roleGuid: roleGuid(role),
    principalId,
    principalType: typeOf(principalId),
  });
  const machine = (id: string, more: Partial<SeedMachine> = {}): string => {
    arm.machines.push({ osType: 'Linux', ...more, id });
    return id;
  };

  return {
    managementGroup(name, parent) {
      arm.managementGroups.push({ name, displayName: name, ...(parent === undefined ? {} : { parent }) });
      return `/providers/Microsoft.Management/managementGroups/${name}`;
    },
    subscription(name, more) {
      const row = { id: guidFor(`${tenant} subscription ${name}`), displayName: name, ...more };
      arm.subscriptions.push(row);
      return `/subscriptions/${row.id}`;
    },
    resourceGroup(subscription, name, more) {
      arm.resourceGroups.push({ subscriptionId: subscription.split('/')[2] ?? '', name, ...more });
      return `${subscription}/resourceGroups/${name}`;
    },
    vm: (group, name, more) => machine(`${group}/providers/Microsoft.Compute/virtualMachines/${name}`, more),
    scaleSetInstance: (group, set, instance, more) =>
      machine(`${group}/providers/Microsoft.Compute/virtualMachineScaleSets/${set}/virtualMachines/${instance}`, more),
    user(name, more) {
      const account = name.toLowerCase().replaceAll(' ', '.');
      const row = {
        id: guidFor(`${tenant} user ${name}`),
        displayName: name,
        userPrincipalName: `${account}@${tenant}.com`,
        ...more,
      };
      directory.users.push(row);
      return row.id;
    },
    group(name, memberIds, more) {
      const row = { id: guidFor(`${tenant} group ${name}`), displayName: name, memberIds, ...more };
      directory.groups.push(row);
      return row.id;
    },
    servicePrincipal(name, more) {
      const row: SeedServicePrincipal = {
        id: guidFor(`${tenant} service principal ${name}`),
        appId: guidFor(`${tenant} application ${name}`),
        displayName: name,
        servicePrincipalType: 'Application',
        ...more,
      };
      directory.servicePrincipals.push(row);
      return row.id;
    },
    customRole(roleName, actions, more) {
      const guid = guidFor(`${tenant} role ${roleName}`);
      const row: SeedRoleDefinition = {
        guid,
        roleName,
        type: 'CustomRole',
        permissions: [{ actions }],
        assignableScopes: ['/'],
        ...more,
      };
      arm.roleDefinitions.push(row);
      return row.guid;
    },
    grant(principalId, role, scope, more) {
      const row = { ...placed('assignment', principalId, role, scope), ...more };
      arm.roleAssignments.push(row);
      return `${scope === '/' ? '' : scope}/providers/Microsoft.Authorization/roleAssignments/${row.name}`;
    },
    deny(name, scope, actions, more) {
      const everybody = { id: '00000000-0000-0000-0000-000000000000', type: 'SystemDefined' };
      arm.denyAssignments.push({
        name: guidFor(`deny ${name}`),
        denyAssignmentName: name,
        scope,
        permissions: [{ actions }],
        principals: [everybody],
        ...more,
      });
    },
    active(principalId, role, scope, more) {
      const row = { ...placed('active', principalId, role, scope), ...more };
      arm.activeInstances.push(row);
      return row.name;
    },
    eligible(principalId, role, scope, more) {
      const row = { ...placed('eligible', principalId, role, scope), ...more };
      arm.eligibleInstances.push(row);
      return row.name;
    },
    lock: (scope, level, name = 'protect') => void arm.locks.push({ scope, level, name }),
    caller: (caller) => void arm.callers.push(caller),
    build: () => ({ arm, directory }),
  };
}
