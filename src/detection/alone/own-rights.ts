import type { Situation } from '../history';
import { reason } from '../reason';
import type { Related } from '../related';
import { callerOf, type LoneRule, scopeWords } from './rule';

/**
 * A role assignment of the bot's own identities deleted or written. The bot never touches them itself, so its own hand is no excuse. A deletion names its
 * principal only where the log kept ARM's answer; otherwise the assignment is known by its name.
 */
export const ownRights: LoneRule = ({ operation, situation }) => {
  const { kind, grant, target } = operation;
  if (kind !== 'role-removal' && kind !== 'role-assignment') return undefined;
  if (!isOwn(operation, situation)) return undefined;
  const scope = grant?.scope ?? target.replace(/\/providers\/microsoft\.authorization\/.*$/i, '');
  const text =
    kind === 'role-removal'
      ? `a role of this bot on ${scopeWords(scope)} was taken away by this principal`
      : `a role on ${scopeWords(scope)} was written for this bot by this principal`;
  return {
    principal: callerOf(operation),
    reason: reason(kind === 'role-removal' ? 'own-rights-removed' : 'own-rights-changed', text),
  };
};

function isOwn({ grant, target }: Related, { ownIdentities, ownAssignments }: Situation): boolean {
  if (grant !== undefined) return ownIdentities.includes(grant.principalId);
  return ownAssignments.includes(target.toLowerCase().split('/').pop() ?? '');
}
