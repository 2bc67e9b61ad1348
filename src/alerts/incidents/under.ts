import { isWithin } from '../../core/resource-id';
import { type Finding, newPeople, newPlaces } from '../../detection/finding';
import type { Alert, SessionFinding } from '../alert';
import type { Incident } from './incident';

type Judged = Pick<Finding, 'session' | 'hard' | 'learning' | 'reasons'> & Partial<Pick<Finding, 'drill'>>;

/** Known people from where they usually are, with no hard signal; a network that the policy trusts is nobody's news. While the bot is still learning nobody is known, save on a trusted network. */
export function isOrdinary({ session, hard, learning, reasons, drill }: Judged): boolean {
  if (hard || drill === true || session.kind !== 'connect') return false;
  const trusted = reasons.some(({ code }) => code === 'trusted-network');
  if (learning && !trusted) return false;
  const codes = reasons.filter(({ points }) => points > 0).map(({ code }) => code);
  return !codes.some((code) => newPeople.has(code) || (newPlaces.has(code) && !trusted));
}

/** The declared incident that groups this finding; rows may come late, so the session's own time decides. */
export function incidentOver(finding: Judged, incidents: readonly Incident[]): Incident | undefined {
  return isOrdinary(finding) ? incidents.find((incident) => isIn(incident, finding)) : undefined;
}

/** In its time, on its targets, and nobody's own: what an incident's author does is judged as ever. */
export function isIn({ state, from, until, targets, by }: Incident, { session }: Pick<Judged, 'session'>): boolean {
  const { startedAt, target, principal } = session;
  return (
    (state === 'declared' || state === 'ended') &&
    startedAt >= from &&
    startedAt < until &&
    by?.objectId !== principal.objectId &&
    targets.some((scope) => isWithin(target, scope))
  );
}

/** What an incident's card counts: every session it groups. */
export function groupedUnder(incident: Incident, alerts: readonly Alert[]): readonly SessionFinding[] {
  return alerts.flatMap(({ findings, mutedSessions = [] }) =>
    findings.filter((finding) => mutedSessions.includes(finding.session.id) && isIn(incident, finding)),
  );
}
