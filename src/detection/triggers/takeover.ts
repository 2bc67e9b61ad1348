import type { Rule } from '../facts';
import { isKnown, othersAt, usedBefore } from '../history';
import { reason, span } from '../reason';
import { targetKey } from '../session';

/** A session is taken to be alive this long after its last connect: there is no end row (reference §1.1, A6). */
const aliveMs = 15 * 60_000;

/** A connect to a machine where somebody else's session is live takes that session over, with whatever is logged in. */
export const takeover: Rule = ({ session, history, network, site, policy, ip, learning }) => {
  if (session.kind !== 'connect' || session.outcome === 'failure') return undefined;
  const live = history.onMachine
    .filter(
      ({ session: other }) =>
        other.kind === 'connect' &&
        other.outcome !== 'failure' &&
        other.startedAt <= session.startedAt &&
        session.startedAt - other.lastAt <= aliveMs,
    )
    .at(-1);
  if (live === undefined) return undefined;
  const text = `${live.session.principal.displayName} had connected to this machine ${span(session.startedAt - live.session.lastAt)} before; a second connect takes the session over`;
  const trusted = ip !== undefined && policy.trustedNetwork(ip) !== undefined;
  const knownSite = site !== undefined && isKnown(history, 'site', site);
  const knownNetwork = knownSite || trusted || network.some((of) => isKnown(history, 'network', of));
  const knownMachine = usedBefore(history, 'machine', targetKey(session.target)) !== undefined;
  const helped = policy.incident(session) !== undefined || policy.expected(session) !== undefined;
  if (network.length > 0 && !knownNetwork && !learning)
    return reason('session-takeover', `${text}, from a network new to this principal`);
  if (network.length > 0 && !knownNetwork && live.session.network !== session.network)
    return reason('session-takeover', `${text}, from another network`);
  const elsewhere = site !== undefined && !knownSite && !trusted && othersAt(history, 'site', site).size < 2;
  if (!knownMachine && !helped && !learning && elsewhere)
    return reason('session-takeover', `${text}, by somebody new to it from an address new to this principal`);
  if (!knownMachine && !helped && !learning)
    return reason('takeover-by-newcomer', `${text}, by somebody new to it`, trusted || knownSite ? 0.6 : 1);
  return reason('hand-over', text);
};
