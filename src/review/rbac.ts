/** Azure RBAC as the room sees it: ARM's JSON flattened, nothing interpreted. Times are epoch milliseconds; ids keep ARM's case. */

export interface RoleAssignment {
  /** Full resource id; its own scope is where it is deleted, wherever it was listed from. */
  readonly id: string;
  /** GUID, last segment of the id. */
  readonly name: string;
  readonly scope: string;
  readonly roleDefinitionId: string;
  readonly principalId: string;
  /** `User`, `Group`, `ServicePrincipal`, `ForeignGroup`, `Device`; `Unknown` when ARM leaves it out (a deleted principal). */
  readonly principalType: string;
  readonly condition?: string;
  readonly conditionVersion?: string;
  readonly description?: string;
  readonly delegatedManagedIdentityResourceId?: string;
  readonly createdOn?: number;
  readonly updatedOn?: number;
  readonly createdBy?: string;
}

export interface RoleDefinition {
  readonly id: string;
  readonly roleName: string;
  /** `BuiltInRole` or `CustomRole`. */
  readonly roleType: string;
  readonly assignableScopes: readonly string[];
  readonly permissions: readonly Permission[];
}

export interface Permission {
  readonly actions: readonly string[];
  readonly notActions: readonly string[];
  readonly dataActions?: readonly string[];
  readonly notDataActions?: readonly string[];
  /** Present on 29 built-in roles; the SDK's types leave it out, the wire does not. */
  readonly condition?: string;
}

export interface DenyAssignment {
  readonly id: string;
  readonly name: string;
  readonly scope: string;
  readonly permissions: readonly Permission[];
  readonly principals: readonly DenyPrincipal[];
  readonly excludePrincipals: readonly DenyPrincipal[];
  readonly doNotApplyToChildScopes: boolean;
  readonly isSystemProtected: boolean;
  /** Newer API versions only; anything but `enforced` (or missing) must not count as a block. */
  readonly effect?: string;
}

/** All principals = the zero GUID with type `SystemDefined`. */
export interface DenyPrincipal {
  readonly id: string;
  readonly type: string;
}

/** A row of roleAssignmentScheduleInstances (active) or roleEligibilityScheduleInstances (eligible). */
export interface PimInstance {
  readonly kind: 'active' | 'eligible';
  readonly id: string;
  readonly scope: string;
  readonly roleDefinitionId: string;
  readonly principalId: string;
  readonly principalType: string;
  /** Active only: `Activated` (from an eligibility) or `Assigned`. */
  readonly assignmentType?: string;
  /** `Direct`, `Group` or `Inherited`. */
  readonly memberType?: string;
  /** Active only: id of the role assignment behind it. */
  readonly originRoleAssignmentId?: string;
  readonly linkedEligibilityId?: string;
  readonly condition?: string;
  readonly startedAt?: number;
  readonly endsAt?: number;
  /** From `expandedProperties`: names without Graph. */
  readonly principalName?: string;
  readonly roleName?: string;
}

export interface Lock {
  readonly id: string;
  readonly name: string;
  /** The scope it locks: its id without `/providers/Microsoft.Authorization/locks/…`. */
  readonly scope: string;
  /** `CanNotDelete` or `ReadOnly`. */
  readonly level: string;
  readonly notes?: string;
}

export interface MachineFacts {
  readonly id: string;
  readonly os?: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly bootDiagnostics?: boolean;
  /** `running`, `deallocated` …; missing when not read. */
  readonly power?: string;
  /** Object ids of the machine's own identities. */
  readonly identityIds: readonly string[];
}
