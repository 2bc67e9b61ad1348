import { roleGuid } from '../access/well-known-roles';
import type { AccessPath } from '../exposure/exposure';
import { seededGuid } from '../plan/canonical';
import { deleteAssignmentCommand, pimCommand, removeMemberCommand } from '../plan/commands';
import type { ProposalFacts } from './facts';
import type { ProposalRules } from './rules';

/** Why the bot leaves a grant alone. `keep`: nobody is asked to act. `by-hand`: a task for people. */
export interface HandsOff {
  readonly action: 'keep' | 'by-hand';
  readonly reason: string;
  readonly commands: readonly string[];
  readonly couldDo: readonly string[];
}

const administrators = ['an Owner', 'a User Access Administrator', 'an RBAC Administrator at that scope'];

/** The guards, before any question of use. Undefined: the bot may propose a change. */
export function handsOff(
  path: AccessPath,
  subject: string,
  facts: ProposalFacts,
  rules: ProposalRules,
): HandsOff | undefined {
  const { holder, role } = path;
  const byAdministrator = (reason: string): HandsOff => ({
    action: 'by-hand',
    reason,
    commands: removalCommands(path, rules.reviewId),
    couldDo: administrators,
  });
  if (path.verdict === 'no') return { action: 'keep', reason: whyNot(path), commands: [], couldDo: [] };
  if (rules.botObjectIds.has(holder.id) || rules.botObjectIds.has(subject)) {
    return { action: 'keep', reason: "this bot's own rights are never touched by a review", commands: [], couldDo: [] };
  }
  if (path.via === 'group') {
    const size = holder.members === undefined ? 'all its members' : `all ${holder.members} members`;
    const owners = facts.groupOwners.get(holder.id) ?? [];
    return {
      action: 'by-hand',
      reason: `it is granted to the group ${holder.name ?? holder.id}: removing the assignment would take it from ${size}, so the membership must go`,
      commands: [removeMemberCommand(holder.id, subject)],
      couldDo: owners.length > 0 ? owners : ['an owner of the group', 'a Groups Administrator'],
    };
  }
  if (rules.breakGlass.has(holder.id)) {
    return byAdministrator('this is an emergency (break-glass) account, which no review may change');
  }
  if (rules.approvers.has(holder.id)) {
    return byAdministrator('this person approves reviews, so the bot may not change what they hold');
  }
  if (path.delegates) {
    return byAdministrator(`${role.name} can hand out rights itself; the bot neither takes nor gives such roles`);
  }
  if (path.scopeKind === 'root' || path.scopeKind === 'management-group') {
    return byAdministrator('it is assigned above the subscription, where a change reaches far beyond this alert');
  }
  if (!role.known && !role.deleted) {
    return byAdministrator('its role definition could not be read, so what it grants is unknown');
  }
  if (rules.mayRemove && !rules.mayRemove.has(roleGuid(role.id))) {
    return byAdministrator(`${role.name} is not among the roles the writer identity may take away`);
  }
  return undefined;
}

export function removalCommands({ assignment, pim, role }: AccessPath, reviewId: string): readonly string[] {
  if (pim) return [pimCommand(pim, seededGuid(reviewId, pim.id), 'AdminRemove', `review ${reviewId}: ${role.name}`)];
  return assignment ? [deleteAssignmentCommand(assignment.id)] : [];
}

function whyNot({ role, machines }: AccessPath): string {
  const denied = machines.find(({ deniedBy }) => deniedBy !== undefined)?.deniedBy;
  return denied === undefined
    ? `${role.name} cannot connect`
    : `the deny assignment "${denied}" blocks what ${role.name} would grant`;
}
