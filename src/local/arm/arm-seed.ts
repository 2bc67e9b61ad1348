import type { PrincipalType } from './principal-type';

/** What the emulated Azure Resource Manager holds at its start. Ids are full ARM ids; times ISO 8601. */
export interface ArmSeed {
  readonly managementGroups: readonly SeedManagementGroup[];
  readonly subscriptions: readonly SeedSubscription[];
  readonly resourceGroups: readonly SeedResourceGroup[];
  readonly machines: readonly SeedMachine[];
  /** Custom roles; the built-in ones of `built-in-roles.ts` are always there. */
  readonly roleDefinitions: readonly SeedRoleDefinition[];
  readonly roleAssignments: readonly SeedRoleAssignment[];
  readonly denyAssignments: readonly SeedDenyAssignment[];
  /** PIM: active schedule instances. Each also stands in the role assignments, as in Azure. */
  readonly activeInstances: readonly SeedScheduleInstance[];
  /** PIM: eligible schedule instances; these do not stand in the role assignments. */
  readonly eligibleInstances: readonly SeedScheduleInstance[];
  readonly locks: readonly SeedLock[];
  /** Which identities may do what. Unlisted app ids get 403 everywhere. */
  readonly callers: readonly SeedCaller[];
}

export interface SeedManagementGroup {
  readonly name: string;
  readonly displayName: string;
  /** Name of the parent; missing = the tenant root group's child, that is directly below `/`. */
  readonly parent?: string;
}

export interface SeedSubscription {
  readonly id: string;
  readonly displayName: string;
  readonly managementGroup?: string;
  readonly consoleDisabled?: boolean;
  readonly tags?: Tags;
}

export type Tags = Readonly<Record<string, string>>;

export interface SeedResourceGroup {
  readonly subscriptionId: string;
  readonly name: string;
  readonly location?: string;
  readonly tags?: Tags;
}

/** A virtual machine, or an instance of a scale set when `id` has the `virtualMachineScaleSets/<n>/virtualMachines/<i>` form. */
export interface SeedMachine {
  readonly id: string;
  readonly location?: string;
  readonly osType: 'Linux' | 'Windows';
  readonly vmSize?: string;
  readonly tags?: Tags;
  readonly computerName?: string;
  readonly bootDiagnostics?: boolean;
  /** `PowerState/running` and the like, answered with `$expand=instanceView`. */
  readonly powerState?: 'running' | 'deallocated' | 'stopped';
  /** Object ids of the machine's own managed identities. */
  readonly systemIdentity?: string;
  /** ARM id of the user-assigned identity → its object id. */
  readonly userIdentities?: Readonly<Record<string, string>>;
  readonly timeCreated?: string;
}

export interface SeedPermission {
  readonly actions: readonly string[];
  readonly notActions?: readonly string[];
  readonly dataActions?: readonly string[];
  readonly notDataActions?: readonly string[];
  readonly condition?: string;
}

export interface SeedRoleDefinition {
  readonly guid: string;
  readonly roleName: string;
  readonly description?: string;
  readonly type: 'BuiltInRole' | 'CustomRole';
  readonly permissions: readonly SeedPermission[];
  readonly assignableScopes: readonly string[];
}

export interface SeedRoleAssignment {
  /** Last part of the id; a GUID. */
  readonly name: string;
  readonly scope: string;
  readonly roleGuid: string;
  readonly principalId: string;
  readonly principalType: PrincipalType;
  readonly condition?: string;
  readonly conditionVersion?: string;
  readonly description?: string;
  readonly createdOn?: string;
  readonly updatedOn?: string;
  readonly delegatedManagedIdentityResourceId?: string;
  /** Object id of who granted it. */
  readonly createdBy?: string;
}

export interface SeedDenyAssignment {
  readonly name: string;
  readonly denyAssignmentName: string;
  readonly scope: string;
  readonly permissions: readonly SeedPermission[];
  readonly principals: readonly { readonly id: string; readonly type: string }[];
  readonly excludePrincipals?: readonly { readonly id: string; readonly type: string }[];
  readonly doNotApplyToChildScopes?: boolean;
  readonly isSystemProtected?: boolean;
}

export interface SeedScheduleInstance {
  readonly name: string;
  readonly scope: string;
  readonly roleGuid: string;
  readonly principalId: string;
  readonly principalType: PrincipalType;
  readonly memberType?: 'Direct' | 'Group' | 'Inherited';
  readonly assignmentType?: 'Activated' | 'Assigned';
  readonly startDateTime?: string;
  /** Missing = permanent. */
  readonly endDateTime?: string;
  /** Active instances: name of the role assignment it shows as; default the instance's own name. */
  readonly roleAssignmentName?: string;
  /** Active, activated: name of the eligible instance behind it. */
  readonly eligibleName?: string;
}

export interface SeedLock {
  readonly scope: string;
  readonly name: string;
  readonly level: 'CanNotDelete' | 'ReadOnly';
  readonly notes?: string;
}

export interface SeedCaller {
  /** Client id: the token's `appid`. */
  readonly appId: string;
  /** Patterns such as `*` + `/read`; `readerActions` and `writerActions` hold the bot's. */
  readonly actions: readonly string[];
  /** The condition on the writer's own role: roles it may assign; missing = any. */
  readonly mayAssign?: readonly string[];
  /** … and roles whose assignments it may delete; missing = any. */
  readonly mayRemove?: readonly string[];
}
