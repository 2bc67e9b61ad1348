import type { Tx } from '../../core/unit-of-work';
import type { Alert } from '../alert';
import type { AlertDesk } from '../desk';
import { markSessions } from '../mutes/mark';
import type { AlertStore } from '../ports';
import type { Incident } from './incident';
import { isIn, isOrdinary } from './under';

const mostAlerts = 2_000;

/** A declaration groups what happened under it already, as far as nobody resolved it; an end leaves it grouped. */
export async function applyIncident(
  tx: Tx,
  incident: Incident,
  at: number,
  { alerts, desk }: { readonly alerts: Pick<AlertStore, 'list'>; readonly desk: Pick<AlertDesk, 'amend'> },
): Promise<void> {
  if (incident.state !== 'declared') return;
  const unresolved = await alerts.list(tx, {
    statuses: ['open', 'acknowledged'],
    since: incident.from,
    limit: mostAlerts,
  });
  for (const alert of unresolved) {
    const ids = alert.findings
      .filter((finding) => isOrdinary(finding) && isIn(incident, finding))
      .map(({ session }) => session.id);
    if (ids.length > 0) await desk.amend(tx, alert.id, (known) => grouped(known, ids, incident, at), at);
  }
}

/** The alert with these sessions on the incident's card instead of its own. */
export function grouped(alert: Alert, sessionIds: readonly string[], { id, name, until }: Incident, at: number): Alert {
  return { ...markSessions(alert, sessionIds, { by: id, until }, at), incident: name };
}
