import type { Situation, Standing } from '../history';
import { reason, span } from '../reason';
import type { Related } from '../related';
import { callerOf, type LoneRule, scopeWords } from './rule';

/**
 * A role written for a principal that is contained or judged malicious. PIM is no excuse here: an activation lets them in again just as well. What the bot
 * itself writes was approved by two people.
 */
export const roleForContained: LoneRule = ({ operation, situation }) => {
  const { kind, grant, caller, at } = operation;
  const given = kind === 'role-assignment' && grant !== undefined;
  const activated = kind === 'role-activation';
  if ((!given && !activated) || situation.ownIdentities.includes(caller.toLowerCase())) return undefined;
  const standing = standingOf(situation, given ? grant.principalId : caller, at);
  if (standing === undefined) return undefined;
  const { objectId } = standing;
  const self = caller === objectId;
  const principal = self
    ? callerOf(operation)
    : (standing.principal ?? { objectId, displayName: objectId, type: 'unknown' });
  const what = activated
    ? 'this principal activated a role'
    : `${self ? 'this principal' : operation.callerName} wrote a role on ${scopeWords(grant?.scope ?? '')} for it`;
  const from = self || operation.ip === undefined ? '' : `; from ${operation.ip}`;
  return { principal, reason: reason('role-for-contained', `${since(situation, standing, at)}, ${what}${from}`) };
};

/** `elevateAccess` by one: every subscription is open to them again. */
export const elevatedWhileContained: LoneRule = ({ operation, situation }) => {
  if (operation.kind !== 'elevate-access') return undefined;
  const standing = standingOf(situation, operation.caller, operation.at);
  if (standing === undefined) return undefined;
  const text = `${since(situation, standing, operation.at)}, this principal gave itself access to every subscription`;
  return { principal: callerOf(operation), reason: reason('elevated-while-contained', text) };
};

/** Whom an operation may let in again: about these the stores are asked. */
export function letInAgain({ kind, grant, caller }: Related): readonly string[] {
  if (kind === 'role-assignment') return grant === undefined ? [] : [grant.principalId];
  return kind === 'role-activation' || kind === 'elevate-access' ? [caller] : [];
}

function standingOf({ contained, malicious }: Situation, principalId: string, at: number): Standing | undefined {
  const stands = (of: Standing) => of.objectId === principalId && at >= of.at;
  return contained.find(stands) ?? malicious.find(stands);
}

function since({ contained }: Situation, standing: Standing, at: number): string {
  const { by } = standing;
  const decided = contained.includes(standing) ? `${by} had contained it` : `${by} had been judged malicious`;
  return `${span(at - standing.at)} after ${decided}`;
}
