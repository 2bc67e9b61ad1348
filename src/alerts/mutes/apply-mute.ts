import type { Tx } from '../../core/unit-of-work';
import type { Alert } from '../alert';
import type { AlertDesk } from '../desk';
import type { AlertStore } from '../ports';
import { covers } from './covers';
import { markSessions } from './mark';
import type { Mute } from './mute';
import type { Networks } from './networks';

export interface ApplyParts {
  readonly alerts: Pick<AlertStore, 'list'>;
  readonly desk: Pick<AlertDesk, 'amend'>;
  readonly networks: Networks;
}

/** Unresolved alerts older than this are nobody's business at night any more. */
const lookBackMs = 90 * 86_400_000;
const mostAlerts = 2_000;

/**
 * A mute in force silences the unresolved alerts it covers; one that was lifted gives them their voice back, and those that nobody saw are posted now.
 * A mute that simply ends leaves what it hid in `recent`.
 */
export async function applyMute(tx: Tx, mute: Mute, at: number, parts: ApplyParts): Promise<void> {
  if (mute.state !== 'active' && mute.state !== 'lifted') return;
  const alerts = await parts.alerts.list(tx, {
    statuses: ['open', 'acknowledged'],
    since: at - lookBackMs,
    limit: mostAlerts,
  });
  for (const alert of alerts) {
    const sessions = sessionsUnder(alert, mute, parts.networks);
    if (sessions.length === 0) continue;
    const mark = mute.state === 'active' ? { by: mute.id, until: mute.until } : undefined;
    if (mark === undefined && alert.muted?.by !== mute.id) continue;
    await parts.desk.amend(tx, alert.id, (known) => markSessions(known, sessions, mark, at), at);
  }
}

function sessionsUnder(alert: Alert, mute: Mute, networks: Networks): readonly string[] {
  return alert.findings
    .filter((finding) => !finding.hard && covers(mute, finding, networks))
    .map(({ session }) => session.id);
}
