import { shortName } from '../../core/resource-id';
import type { Rule } from '../facts';
import { consoleDays, knownInLife, othersAt, sessionsLearned, usedBefore } from '../history';
import { novelty, plural, reason } from '../reason';
import { targetKey } from '../session';

/** A machine this principal has neither connected to nor administered. Weighs by habit: some touch a new machine every time. */
export const newMachine: Rule = ({ session, history, learning }) => {
  if (learning || session.kind !== 'connect' || session.target === 'unknown' || consoleDays(history) === 0)
    return undefined;
  const machine = targetKey(session.target);
  if (usedBefore(history, 'machine', machine) !== undefined || knownInLife(history, 'machine', machine) !== undefined)
    return undefined;
  const used = Object.values(history.profile.use.machine);
  const strength = novelty(sessionsLearned(history), used.filter(([, , days]) => days === 1).length);
  const others = othersAt(history, 'machine', machine).size;
  const text = `first use of ${shortName(session.target)}; ${plural(used.length, 'machine')} used before, ${others === 0 ? 'nobody else' : plural(others, 'other person').replace('persons', 'people')} used this one`;
  return reason('new-machine', text, strength);
};

/** The policy says that this machine matters. Counts only with a machine or principal that is new to it. */
export const criticalTarget: Rule = ({ session, history, policy }) => {
  const why = policy.criticalTarget(session.target);
  if (why === undefined || session.outcome === 'failure') return undefined;
  if (usedBefore(history, 'machine', targetKey(session.target)) !== undefined) return undefined;
  return reason('critical-target', `${shortName(session.target)} is critical: ${why}`);
};
