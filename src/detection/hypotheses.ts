import type { Facts } from './facts';
import type { Cause, Reason, RootCause } from './finding';
import { isKnown } from './history';

/**
 * How much each piece of evidence speaks for a cause, in points like the reasons' own. Codes without a weight are facts that only replay or the
 * review can see; the review revises the result.
 */
const evidence: Readonly<Record<Cause, Readonly<Record<string, number>>>> = {
  'unauthorized-access': {
    'new-country-for-principal': 25,
    'new-country-for-tenant': 10,
    'new-network-for-principal': 10,
    'new-network-for-tenant': 5,
    'impossible-travel': 20,
    'impossible-travel-to-new-network': 50,
    'token-from-elsewhere': 30,
    'threat-intelligence': 60,
    'threat-intelligence-failed': 30,
    'risky-user': 40,
    'shared-new-address': 30,
    'single-factor': 10,
    'reset-then-connect': 25,
    'reset-before-connect': 10,
    'burst-from-new-network': 40,
    'many-machines': 10,
    'unexpected-workload-identity': 35,
    'dormant-account': 40,
    'probing-then-success': 30,
    'access-probing': 25,
    'session-takeover': 25,
    'elevated-access': 20,
    'console-reenabled': 15,
    'contained-principal': 60,
    'logging-removed': 35,
    'logging-changed': 20,
    'role-for-contained': 45,
    'elevated-while-contained': 60,
    'console-switched-back-on': 25,
    'own-rights-removed': 35,
    'own-rights-changed': 25,
    'never-seen-principal': 10,
    'unseen-account': 35,
    'token-replayed': 50,
    'boot-diagnostics-sweep': 15,
  },
  'excessive-permissions': {
    'wide-scope': 20,
    'wide-role': 12,
    'new-to-console': 12,
    'never-seen-principal': 10,
    'new-to-subscription': 10,
    'unexpected-workload-identity': 25,
    'boot-diagnostics-sweep': 12,
    'dormant-account': 15,
  },
  'insider-threat': {
    'own-network': 8,
    'nights-on-foreign-machine': 45,
    'new-machine': 12,
    'critical-target': 12,
    'off-hours': 10,
    'takes-data': 30,
    'takes-foreign-snapshot': 22,
    'reads-serial-log': 6,
    'access-probing': 20,
    'reset-before-connect': 15,
    'session-takeover': 10,
    'console-reenabled': 15,
    'logging-removed': 20,
    'logging-changed': 15,
    'role-for-contained': 20,
    'console-switched-back-on': 30,
    'own-rights-removed': 30,
    'own-rights-changed': 20,
    'many-machines': 10,
  },
  misconfiguration: {
    'just-granted': 35,
    'granted-today': 30,
    'newborn-account': 10,
    'young-account': 10,
    'new-to-console': 8,
    'new-to-subscription': 5,
    'machine-said-no': 10,
    // Whoever looks after the tenant may not know what was decided here.
    'role-for-contained': 15,
    'logging-changed': 20,
    'own-rights-changed': 25,
    'access-denied': 10,
    'expected-principal': 10,
  },
};

const causes = Object.keys(evidence) as Cause[];

/** Points at which a cause is even; more evidence approaches, never reaches, certainty. */
const half = 45;

/** The four root causes with some evidence, likeliest first. */
export function rootCauses(facts: Facts, reasons: readonly Reason[]): readonly RootCause[] {
  const codes = [
    ...reasons.filter(({ points, code }) => points > 0 || code === 'machine-said-no').map(({ code }) => code),
    ...factsOf(facts),
  ];
  return causes
    .flatMap((cause): RootCause[] => {
      const found = codes.filter((code) => evidence[cause][code] !== undefined);
      const points = found.reduce((sum, code) => sum + (evidence[cause][code] ?? 0), 0);
      const confidence = Math.round((points / (points + half)) * 100) / 100;
      return found.length === 0 ? [] : [{ cause, confidence, evidence: found }];
    })
    .sort((a, b) => b.confidence - a.confidence);
}

/** Evidence that is no reason by itself: how wide the role was that let the call in, and whether the network is the principal's own. */
function factsOf({ session, network, site, history }: Facts): string[] {
  const scope = session.evidence?.roleAssignmentScope?.toLowerCase();
  const wide =
    scope !== undefined &&
    (/^\/subscriptions\/[^/]+$/.test(scope) || scope === '/' || scope.includes('/managementgroups/'));
  const role = session.evidence?.role?.toLowerCase() ?? '';
  const own =
    network.some((of) => isKnown(history, 'network', of)) || (site !== undefined && isKnown(history, 'site', site));
  return [
    ...(wide ? ['wide-scope'] : []),
    ...(role === 'owner' || role === 'contributor' ? ['wide-role'] : []),
    ...(own ? ['own-network'] : []),
  ];
}
