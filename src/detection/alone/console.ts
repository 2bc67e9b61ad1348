import { reason, span } from '../reason';
import { callerOf, type LoneRule } from './rule';

/** The console of a subscription switched on again by anybody but the bot, after the bot had switched it off. */
export const switchedBackOn: LoneRule = ({ operation, situation }) => {
  const { kind, at, caller, subscriptionId } = operation;
  if (kind !== 'console-enabled' || situation.ownIdentities.includes(caller.toLowerCase())) return undefined;
  const off = situation.switchedOff.find((of) => of.subscriptionId === subscriptionId.toLowerCase() && at >= of.at);
  if (off === undefined) return undefined;
  const text = `Serial Console was switched on for the subscription by this principal, ${span(at - off.at)} after the bot had switched it off`;
  return { principal: callerOf(operation), reason: reason('console-switched-back-on', text) };
};
