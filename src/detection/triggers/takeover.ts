import { incidentOver, type Rule } from '../facts';
import { type History, isKnown, knownValues, observedDays, othersAt, usedBefore } from '../history';
import { novelty, reason, span } from '../reason';
import { targetKey } from '../session';

/** A session is taken to be alive this long after its last connect: there is no end row (reference §1.1, A6). */
const aliveMs = 15 * 60_000;

/** A connect to a machine where somebody else's session is live takes that session over, with whatever is logged in. */
export const takeover: Rule = ({ session, history, network, site, policy, ip, learning, azure }) => {
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
  const helped = incidentOver({ session, policy, history }) !== undefined || policy.expected(session) !== undefined;
  if (network.length > 0 && !knownNetwork && !learning)
    return reason('session-takeover', `${text}; the network is new to this principal`);
  if (network.length > 0 && !knownNetwork && live.session.network !== session.network)
    return reason('session-takeover', `${text}, from another network`);
  if (knownMachine || helped || learning) return reason('hand-over', text);
  const elsewhere = site !== undefined && !azure && !knownSite && !trusted && othersAt(history, 'site', site).size < 2;
  if (elsewhere && isSettled(history))
    return reason('session-takeover', `${text}; machine and address are new to this principal`);
  const strength = elsewhere ? 1 : trusted || knownSite ? 0.3 : 0.5;
  return reason('takeover-by-newcomer', `${text}; the machine is new to this principal`, strength);
};

/** Somebody whose address rarely changes: for the others a new one says little. */
function isSettled(history: History): boolean {
  const { life, use } = history.profile;
  const once = knownValues(history, 'site').filter((of) => (life.site[of] ?? use.site[of])?.[2] === 1).length;
  return novelty(observedDays(history), once) >= 0.6;
}
