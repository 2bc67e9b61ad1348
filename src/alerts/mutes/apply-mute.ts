import type { Tx } from '../../core/unit-of-work';
import type { Alert } from '../alert';
import type { AlertDesk } from '../desk';
import type { AlertStore } from '../ports';
import { covers, muteOver } from './covers';
import { markSessions } from './mark';
import type { Mute } from './mute';
import type { Networks } from './networks';
import type { MuteStore } from './ports';

export interface ApplyParts {
  readonly alerts: Pick<AlertStore, 'list'>;
  readonly desk: Pick<AlertDesk, 'amend'>;
  readonly mutes: Pick<MuteStore, 'standing'>;
  readonly networks: Networks;
}

/** Unresolved alerts older than this are nobody's business at night any more. */
const lookBackMs = 90 * 86_400_000;
const mostAlerts = 2_000;

/**
 * A mute in force silences the unresolved alerts it covers; one that was lifted gives them their voice back, as far as no other mute is over them, and
 * those that nobody saw are posted now. A mute that simply ends leaves what it hid in `recent`.
 */
export async function applyMute(tx: Tx, mute: Mute, at: number, parts: ApplyParts): Promise<void> {
  if (mute.state !== 'active' && mute.state !== 'lifted') return;
  const { alerts, desk, mutes, networks } = parts;
  const inForce = await mutes.standing(tx, at);
  const unresolved = await alerts.list(tx, {
    statuses: ['open', 'acknowledged'],
    since: at - lookBackMs,
    limit: mostAlerts,
  });
  for (const alert of unresolved) {
    const concerned = alert.findings.filter((finding) => !finding.hard && covers(mute, finding, networks));
    if (concerned.length === 0 || (mute.state === 'lifted' && alert.mutedSessions === undefined)) continue;
    const voice = (known: Alert) =>
      concerned.reduce((marked, finding) => {
        const over = muteOver(finding, inForce, networks);
        return markSessions(marked, [finding.session.id], over && { by: over.id, until: over.until }, at);
      }, known);
    await desk.amend(tx, alert.id, voice, at);
  }
}
