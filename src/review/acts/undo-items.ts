import { roleGuid } from '../access/well-known-roles';
import { adopted, madeBy } from '../engine/perform';
import { seededGuid } from '../plan/canonical';
import { consoleCommand, createAssignmentCommand, deleteAssignmentCommand, pimCommand } from '../plan/commands';
import type { AccessChange, ConsoleChange, Effects, Item, Removal } from '../plan/plan';
import type { NewAssignment } from '../ports';
import type { ProposalRules } from '../proposal/rules';
import type { RoleAssignment } from '../rbac';
import type { Review } from '../review';

type WithoutId = Omit<Item, 'id'>;

/** What would bring back what a review took, and take what it made: from its outcome rows, not from its plan. */
export function undoItems(review: Review, rules: ProposalRules): readonly Item[] {
  const changes = review.approval?.plan.changes ?? [];
  const items = changes.flatMap(({ itemId, change }) =>
    change.kind === 'console' ? undoConsole(review, itemId, change) : undoAccess(review, itemId, change, rules),
  );
  return items.map((item, index) => ({ id: `i${index + 1}`, ...item }));
}

function undoConsole(review: Review, itemId: string, change: ConsoleChange): readonly WithoutId[] {
  const done = review.steps.some((s) => s.itemId === itemId && s.kind === 'console' && s.state === 'done');
  if (!done || change.was === change.disabled) return [];
  const { subscriptionId, was } = change;
  return [
    {
      action: was ? 'console-off' : 'console-on',
      pathIds: [],
      ticked: true,
      reason: `the console was ${was ? 'off' : 'on'} before ${review.id}`,
      change: { kind: 'console', subscriptionId, disabled: was, was: change.disabled },
      leaves: 'unknown',
      effects: { locks: [], undo: 'restores', undoText: 'undo switches it back again' },
      commands: [consoleCommand(subscriptionId, was)],
    },
  ];
}

function undoAccess(review: Review, itemId: string, change: AccessChange, rules: ProposalRules): readonly WithoutId[] {
  const own = review.steps.filter((step) => step.itemId === itemId);
  const takenBack = own.some(({ kind, state }) => kind === 'take-back' && state === 'done');
  const made = takenBack || adopted(review.steps, itemId) ? undefined : madeBy(review.steps, itemId);
  // Only what this review itself removed comes back: what was gone already was somebody else's doing.
  const removed = change.removals.filter((_, index) =>
    own.some((s) => s.kind === 'remove' && s.index === index && s.state === 'done' && s.result === 'removed'),
  );
  const items = removed.map((removal, index) =>
    restore(review, removal, index === 0 ? made : undefined, change, rules),
  );
  return items.length === 0 && made ? [takeAway(review, made, change)] : items;
}

function restore(
  review: Review,
  removal: Removal,
  made: RoleAssignment | undefined,
  change: AccessChange,
  rules: ProposalRules,
): WithoutId {
  const { snapshot, roleName } = removal;
  const { scope, roleDefinitionId, principalId } = snapshot;
  const deletes = made ? [deleteAssignmentCommand(made.id)] : [];
  const task = {
    couldDo: ['an Owner', 'a User Access Administrator at that scope'],
    state: 'open',
    proof: 'path-present',
    grant: { scope, roleDefinitionId, principalId },
  } as const;
  const about = { roleName, scope };
  const common = { pathIds: [], about, ticked: false, leaves: 'unknown' as const, effects: effects() };
  if (removal.kind === 'pim') {
    const name = seededGuid(rules.reviewId, removal.snapshot.id);
    const command = pimCommand(removal.snapshot, name, 'AdminAssign', `undo of ${review.id}`);
    return {
      ...common,
      action: 'by-hand',
      reason: `${roleName} was held through PIM, which the bot does not assign`,
      commands: [command],
      task,
    };
  }
  const assignment = restored(removal.snapshot, review.id);
  const commands = [createAssignmentCommand(assignment), ...deletes];
  const blocked = whyNotByBot(removal, rules);
  if (blocked) return { ...common, action: 'by-hand', reason: blocked, commands, task };
  const removals: Removal[] =
    made && change.create ? [{ kind: 'assignment', snapshot: made, roleName: change.create.roleName }] : [];
  const fallbackName = seededGuid(rules.reviewId, snapshot.id, 'again');
  return {
    ...common,
    action: 'restore',
    ticked: true,
    reason: `as it was before ${review.id}${made ? ', and what replaced it goes' : ''}`,
    change: { kind: 'access', create: { assignment, roleName, fallbackName }, removals },
    commands,
  };
}

/** The narrower assignment was made, but nothing was removed for it: only it goes. */
function takeAway(review: Review, made: RoleAssignment, change: AccessChange): WithoutId {
  const roleName = change.create?.roleName ?? 'the role';
  return {
    action: 'remove',
    pathIds: [],
    ticked: true,
    about: { roleName, scope: made.scope },
    reason: `it was created by ${review.id}`,
    change: { kind: 'access', removals: [{ kind: 'assignment', snapshot: made, roleName }] },
    leaves: 'no',
    effects: effects(),
    commands: [deleteAssignmentCommand(made.id)],
  };
}

function whyNotByBot({ snapshot, roleName }: Removal, rules: ProposalRules): string | undefined {
  const holder = snapshot.principalId.toLowerCase();
  if (rules.botObjectIds.has(holder) || rules.breakGlass.has(holder) || rules.approvers.has(holder)) {
    return 'what this principal holds is never changed by the bot';
  }
  return rules.mayCreate.has(roleGuid(snapshot.roleDefinitionId))
    ? undefined
    : `restoring ${roleName} is outside the writer's rights; this command does it`;
}

function restored(snapshot: RoleAssignment, reviewId: string): NewAssignment {
  const { scope, name, roleDefinitionId, principalId, principalType, condition, conditionVersion } = snapshot;
  const delegated = snapshot.delegatedManagedIdentityResourceId;
  return {
    scope,
    name,
    roleDefinitionId,
    principalId,
    principalType,
    description: snapshot.description ?? `Restored by Serial Console Watch, undoing ${reviewId}`,
    ...(condition === undefined ? {} : { condition }),
    ...(conditionVersion === undefined ? {} : { conditionVersion }),
    ...(delegated === undefined ? {} : { delegatedManagedIdentityResourceId: delegated }),
  };
}

function effects(): Effects {
  return { others: 0, locks: [], undo: 'none', undoText: 'an undo is not undone; start a new review instead' };
}
