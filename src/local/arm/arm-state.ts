import type { Clock } from '../../core/clock';
import type {
  ArmSeed,
  SeedCaller,
  SeedDenyAssignment,
  SeedLock,
  SeedMachine,
  SeedManagementGroup,
  SeedResourceGroup,
  SeedRoleAssignment,
  SeedRoleDefinition,
  SeedScheduleInstance,
  SeedSubscription,
} from './arm-seed';
import { builtInRoles } from './built-in-roles';

/** The live state behind the emulator: plain mutable lists, which a test may read and change between two requests. */
export interface ArmState {
  managementGroups: SeedManagementGroup[];
  subscriptions: SeedSubscription[];
  resourceGroups: SeedResourceGroup[];
  machines: SeedMachine[];
  roleDefinitions: SeedRoleDefinition[];
  roleAssignments: SeedRoleAssignment[];
  denyAssignments: SeedDenyAssignment[];
  activeInstances: SeedScheduleInstance[];
  eligibleInstances: SeedScheduleInstance[];
  locks: SeedLock[];
  callers: SeedCaller[];
  /** PIM schedule requests by lower-case name with the answer they got: a repeated PUT is the same request. */
  readonly scheduleRequests: Map<string, unknown>;
}

/** Everything a seed leaves out is filled in here once, so that two reads of the same object are equal. */
export function createArmState(seed: ArmSeed, clock: Clock): ArmState {
  const born = new Date(clock.now() - 200 * 86_400_000).toISOString();
  const assignments = seed.roleAssignments.map((row) => ({ ...row, createdOn: row.createdOn ?? born }));
  const activated = seed.activeInstances.map((instance): SeedRoleAssignment => {
    const { scope, roleGuid, principalId, principalType } = instance;
    const name = instance.roleAssignmentName ?? instance.name;
    return { name, scope, roleGuid, principalId, principalType, createdOn: instance.startDateTime ?? born };
  });
  const missing = activated.filter((row) => !assignments.some(({ name }) => name === row.name));
  return {
    managementGroups: [...seed.managementGroups],
    subscriptions: [...seed.subscriptions],
    resourceGroups: [...seed.resourceGroups],
    machines: [...seed.machines],
    roleDefinitions: [...builtInRoles, ...seed.roleDefinitions],
    roleAssignments: [...assignments, ...missing],
    denyAssignments: [...seed.denyAssignments],
    activeInstances: seed.activeInstances.map((row) => ({ startDateTime: born, ...row })),
    eligibleInstances: seed.eligibleInstances.map((row) => ({ startDateTime: born, ...row })),
    locks: [...seed.locks],
    callers: [...seed.callers],
    scheduleRequests: new Map(),
  };
}
