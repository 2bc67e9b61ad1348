import type { Outcome } from '../core/outcome';
import type { Tx } from '../core/unit-of-work';
import type { AzureOutcome } from './azure-outcome';
import type { DenyAssignment, Lock, MachineFacts, PimInstance, RoleAssignment, RoleDefinition } from './rbac';
import type { Review } from './review';

/**
 * Reads access with the reader identity. Every list is complete (all pages, duplicates dropped by id) or a refusal: a missing page is
 * never fewer rows. Ids are validated as GUIDs by the adapter before they enter a filter. No caching here: the room caches.
 */
export interface RbacReader {
  /** `atScope() and assignedTo('{principalId}')`: what reaches the scope for a user or workload, through groups too. Not for group ids. */
  assignmentsReaching(scope: string, principalId: string): Promise<AzureOutcome<readonly RoleAssignment[]>>;
  /** `assignedTo('{principalId}')` over a subscription: at, above and below it. */
  assignmentsOf(subscriptionId: string, principalId: string): Promise<AzureOutcome<readonly RoleAssignment[]>>;
  /** `atScope()`: everybody's, at and above the scope. */
  assignmentsAt(scope: string): Promise<AzureOutcome<readonly RoleAssignment[]>>;
  /** No filter: everybody's, above, at and below the subscription. For the sweep. */
  assignmentsIn(subscriptionId: string): Promise<AzureOutcome<readonly RoleAssignment[]>>;
  /** By full id; `not-found` when it is gone. */
  assignment(id: string): Promise<AzureOutcome<RoleAssignment>>;
  /** By the full id an assignment carries; `not-found` when the definition was deleted. */
  roleDefinition(id: string): Promise<AzureOutcome<RoleDefinition>>;
  /** All built-in and custom roles assignable at a subscription, one listing. */
  roleDefinitions(subscriptionId: string): Promise<AzureOutcome<readonly RoleDefinition[]>>;
  /** `atScope()`: deny assignments at and above the scope. */
  denyAssignments(scope: string): Promise<AzureOutcome<readonly DenyAssignment[]>>;
  /** Schedule instances at and above the scope; with a principal `atScope() and assignedTo(…)`, without one `atScope()`. */
  pimInstances(
    kind: PimInstance['kind'],
    scope: string,
    principalId?: string,
  ): Promise<AzureOutcome<readonly PimInstance[]>>;
  /** No filter: deny assignments above, at and below the subscription. For the sweep. */
  denyAssignmentsIn(subscriptionId: string): Promise<AzureOutcome<readonly DenyAssignment[]>>;
  /** No filter: everybody's schedule instances above, at and below the subscription. For the sweep. */
  pimInstancesIn(kind: PimInstance['kind'], subscriptionId: string): Promise<AzureOutcome<readonly PimInstance[]>>;
  /** All locks of a subscription, at any level. */
  locks(subscriptionId: string): Promise<AzureOutcome<readonly Lock[]>>;
  /** Ancestors of the subscription as scopes `/providers/Microsoft.Management/managementGroups/{id}`, nearest first. */
  managementGroups(subscriptionId: string): Promise<AzureOutcome<readonly string[]>>;
  machine(id: string): Promise<AzureOutcome<MachineFacts>>;
  /** Ids of all virtual machines (and scale-set instances where listable) of a subscription, for counts below a scope. */
  machines(subscriptionId: string): Promise<AzureOutcome<readonly string[]>>;
}

export interface NewAssignment {
  readonly scope: string;
  /** GUID. */
  readonly name: string;
  readonly roleDefinitionId: string;
  readonly principalId: string;
  /** Always sent: it makes ARM skip the replication check of new principals. */
  readonly principalType: string;
  readonly condition?: string;
  readonly conditionVersion?: string;
  readonly description?: string;
  readonly delegatedManagedIdentityResourceId?: string;
}

export interface PimRemoval {
  readonly kind: PimInstance['kind'];
  readonly scope: string;
  readonly roleDefinitionId: string;
  readonly principalId: string;
  /** GUID of the schedule request; a repeated PUT with the same name is the same request. */
  readonly requestName: string;
  readonly justification: string;
}

/** Changes access with the writer identity: the only port that can. One attempt a call; the room owns every retry. */
export interface RbacWriter {
  create(assignment: NewAssignment): Promise<AzureOutcome<RoleAssignment>>;
  /** `removed: true` for 200 (this call removed it), `false` for 204 (already gone, maybe by an earlier attempt of ours). */
  remove(assignmentId: string): Promise<AzureOutcome<{ readonly removed: boolean }>>;
  /** `AdminRemove` through a schedule request. */
  removePim(removal: PimRemoval): Promise<AzureOutcome<void>>;
}

export interface DirectoryObject {
  readonly id: string;
  readonly displayName: string;
  readonly type: 'user' | 'group' | 'servicePrincipal' | 'device' | 'unknown';
  readonly userPrincipalName?: string;
  /** Missing when not readable. */
  readonly accountEnabled?: boolean;
  /** Users only; missing when not readable. */
  readonly guest?: boolean;
}

/** Microsoft Graph, batched inside the adapter. `forbidden` (no consent) is normal: the room then shows ids and says so. */
export interface Directory {
  /** Names; ids that do not exist are absent from the map. */
  objects(ids: readonly string[]): Promise<AzureOutcome<ReadonlyMap<string, DirectoryObject>>>;
  /** Transitive members by group; a group that cannot be read is absent from the map. */
  members(groupIds: readonly string[]): Promise<AzureOutcome<ReadonlyMap<string, readonly DirectoryObject[]>>>;
  owners(groupId: string): Promise<AzureOutcome<readonly DirectoryObject[]>>;
  /** Which of the groups the principal is in, transitively. */
  memberGroups(principalId: string, groupIds: readonly string[]): Promise<AzureOutcome<readonly string[]>>;
  /** `not-found` when nobody is set. */
  manager(userId: string): Promise<AzureOutcome<DirectoryObject>>;
}

/** `Microsoft.SerialConsole/consoleServices/default` of a subscription. Status by the reader, changes by the writer identity. */
export interface ConsoleSwitch {
  status(subscriptionId: string): Promise<AzureOutcome<{ readonly disabled: boolean }>>;
  disable(subscriptionId: string): Promise<AzureOutcome<{ readonly disabled: boolean }>>;
  enable(subscriptionId: string): Promise<AzureOutcome<{ readonly disabled: boolean }>>;
}

/** One line of the 90-day summary: what a principal did on one resource. */
export interface UsageRow {
  /** Entra object id, lower case. */
  readonly principalId: string;
  /** Resource id in lower case; a machine, or whatever else was touched. */
  readonly resourceId: string;
  /** Console connects that succeeded or whose end is unknown. */
  readonly consoleUses: number;
  readonly lastConsoleAt?: number;
  /** Write, delete and action operations of all kinds, console included. */
  readonly operations: number;
  /** Their names, lower case, at most 50. */
  readonly operationNames: readonly string[];
  readonly lastAt: number;
}

export interface UsageReader {
  /** One query. An empty `principalIds` asks for every principal that used the console or ran commands without it. */
  usage(request: {
    readonly principalIds: readonly string[];
    readonly from: number;
    readonly to: number;
  }): Promise<Outcome<readonly UsageRow[], UsageFailure>>;
}

export type UsageFailure = 'throttled' | 'partial' | 'timeout' | 'forbidden' | 'bad-query' | 'unreachable' | 'bad-row';

/**
 * Durable reviews. A review is one JSON document; `id`, `version`, `state`, `alertId`, `dueAt` and `open` are what the store indexes.
 * Each method joins the caller's transaction.
 */
export interface ReviewStore {
  get(tx: Tx, id: string): Promise<Review | undefined>;
  /** `exists` when the id is taken. */
  insert(tx: Tx, review: Review): Promise<Outcome<void, 'exists'>>;
  /** Replaces the row whose version is `expectedVersion`; `review.version` is `expectedVersion + 1`. */
  replace(tx: Tx, review: Review, expectedVersion: number): Promise<Outcome<void, 'changed'>>;
  /** Oldest first. */
  listOpen(tx: Tx): Promise<readonly Review[]>;
  /** Oldest first, closed ones too. */
  forAlert(tx: Tx, alertId: string): Promise<readonly Review[]>;
  /** Plans about this principal that changed something in Azure, undos included, the newest first; at most fifty. */
  appliedTo(tx: Tx, subjectId: string): Promise<readonly Review[]>;
  /** Plans that switched a console off or on, the newest first; at most fifty. */
  consolesSwitched(tx: Tx): Promise<readonly Review[]>;
  /** Those with `dueAt <= at`, earliest due first. */
  dueBefore(tx: Tx, at: number, limit: number): Promise<readonly Review[]>;
  /** Counts against the changes-an-hour cap: written in the transaction of a change's intent, whatever comes of it. */
  recordChange(
    tx: Tx,
    change: { readonly reviewId: string; readonly stepId: string; readonly at: number },
  ): Promise<void>;
  countChanges(tx: Tx, since: number): Promise<number>;
  /** The switch thrown in chat; the one in configuration is separate. Undefined = never thrown. */
  killSwitch(tx: Tx): Promise<KillSwitch | undefined>;
  setKillSwitch(tx: Tx, state: KillSwitch): Promise<void>;
}

export interface KillSwitch {
  readonly on: boolean;
  readonly by: string;
  readonly at: number;
  readonly reason: string;
}
