import type { ExpectedPrincipal, Policy, PolicyIncident } from '../core/policy';
import { isWithin } from '../core/resource-id';
import { cidrMatcher } from '../geo/address';
import type { ConsoleSession } from './finding';

/** The policy, compiled once: questions that triggers ask of it. */
export interface PolicyView {
  readonly policy: Policy;
  /** The entry that makes this session expected: right principal, network, target and time. */
  expected(session: ConsoleSession): ExpectedPrincipal | undefined;
  /** An entry names the principal, whether or not this session is within it. */
  isListed(objectId: string): boolean;
  trustedNetwork(address: string): string | undefined;
  criticalTarget(target: string): string | undefined;
  incident(session: ConsoleSession): PolicyIncident | undefined;
  isBreakGlass(objectId: string): boolean;
}

const caches = new WeakMap<Policy, PolicyView>();

export function viewPolicy(policy: Policy): PolicyView {
  const known = caches.get(policy);
  if (known !== undefined) return known;
  const view = compile(policy);
  caches.set(policy, view);
  return view;
}

function compile(policy: Policy): PolicyView {
  const entries = policy.expectedPrincipals.map((entry) => ({
    entry,
    objectId: entry.objectId.toLowerCase(),
    inNetworks: entry.networks === undefined ? () => true : cidrMatcher(entry.networks),
  }));
  const trusted = policy.trustedNetworks.map(({ name, cidrs }) => ({ name, holds: cidrMatcher(cidrs) }));
  const breakGlass = new Set(policy.breakGlass.map((id) => id.toLowerCase()));
  return {
    policy,
    expected(session) {
      const { principal, sourceIps, target, startedAt, outcome } = session;
      return entries.find(
        ({ entry, objectId, inNetworks }) =>
          objectId === principal.objectId &&
          (entry.expires === undefined || startedAt < entry.expires) &&
          (entry.targets === undefined || entry.targets.some((scope) => isWithin(target, scope))) &&
          // A call without an address cannot show that it lies within the networks; while its end row is missing, it may still come.
          (entry.networks === undefined ||
            (sourceIps.length === 0 ? outcome === 'unknown' : sourceIps.every(inNetworks))),
      )?.entry;
    },
    isListed: (id) => entries.some(({ objectId }) => objectId === id),
    trustedNetwork: (address) => trusted.find(({ holds }) => holds(address))?.name,
    criticalTarget: (target) => policy.criticalTargets.find(({ match }) => isWithin(target, match))?.reason,
    incident: (session) => policy.incidents.find((incident) => isUnder(incident, session)),
    isBreakGlass: (id) => breakGlass.has(id),
  };
}

/** Whether a session lies in an incident's time and on its targets; without targets it is the whole tenant. */
export function isUnder(
  { from, to, targets }: PolicyIncident,
  { startedAt, target }: Pick<ConsoleSession, 'startedAt' | 'target'>,
): boolean {
  const inside = targets.length === 0 || targets.some((scope) => isWithin(target, scope));
  return startedAt >= from && startedAt <= to && inside;
}
