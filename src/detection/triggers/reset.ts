import type { Rule } from '../facts';
import { isKnown, usedBefore } from '../history';
import { few, reason, span } from '../reason';
import { targetKey } from '../session';

const windowMs = 30 * 60_000;

/** An extension written on the machine by the same caller: how a password is reset. The name is the caller's choice and says nothing. */
export const resetThenConnect: Rule = ({ session, history, network, site, policy, ip }) => {
  if (session.outcome === 'failure' || session.kind !== 'connect') return undefined;
  const machine = targetKey(session.target);
  const reset = history.related
    .filter(
      ({ kind, at, outcome, caller, target }) =>
        kind === 'extension' &&
        outcome !== 'failed' &&
        caller === session.principal.objectId &&
        (targetKey(target) === machine || machine.startsWith(`${targetKey(target)}/`)) &&
        at <= session.lastAt &&
        session.startedAt - at <= windowMs,
    )
    .at(-1);
  if (reset === undefined) return undefined;
  const text = `${span(session.startedAt - reset.at)} before the session, this principal wrote an extension on the machine, as a password reset does`;
  const trusted = ip !== undefined && policy.trustedNetwork(ip) !== undefined;
  const knownNetwork =
    trusted ||
    network.length === 0 ||
    network.some((of) => isKnown(history, 'network', of)) ||
    (site !== undefined && isKnown(history, 'site', site));
  const knownMachine = isKnown(history, 'machine', machine);
  const fresh = [...(knownNetwork ? [] : ['the network']), ...(knownMachine ? [] : ['the machine'])];
  const news = [
    ...(fresh.length === 0 ? [] : [`${few(fresh)} ${fresh.length === 1 ? 'is' : 'are'} new to it`]),
    ...(policy.criticalTarget(session.target) === undefined ? [] : ['the machine is critical']),
  ];
  if (news.length > 0) return reason('reset-then-connect', `${text}; ${news.join(', ')}`);
  const own = usedBefore(history, 'machine', machine) !== undefined;
  return reason('reset-before-connect', text, own ? 0.75 : 1);
};
