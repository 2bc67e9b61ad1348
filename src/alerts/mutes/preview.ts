import { done, type Outcome, refuse } from '../../core/outcome';
import type { Severity } from '../../core/severity';
import type { Tx } from '../../core/unit-of-work';
import type { Alert } from '../alert';
import { isLoud } from '../grouping';
import type { AlertStore } from '../ports';
import { covers } from './covers';
import type { Mute, MutePreview } from './mute';
import type { Networks } from './networks';

const lookBackMs = 90 * 86_400_000;
/** Alerts looked at: their documents are read whole, and a preview must answer within a breath. */
const mostAlerts = 5_000;
const mostExamples = 5;

/**
 * What this mute would have hidden in ninety days. Refused when that includes anything judged malicious, hard signals too: whoever was attacked over
 * this path once is not to be overlooked on it again.
 */
export async function previewMute(
  tx: Tx,
  store: Pick<AlertStore, 'list'>,
  mute: Pick<Mute, 'scope' | 'requester' | 'confirmer'>,
  { networks, now }: { readonly networks: Networks; readonly now: number },
): Promise<Outcome<MutePreview, 'hides-malicious'>> {
  const alerts = await store.list(tx, { since: now - lookBackMs, limit: mostAlerts });
  const hidden: Partial<Record<Severity, number>> = {};
  const examples: string[] = [];
  let [partly, lowSessions, piercing] = [0, 0, 0];
  for (const alert of alerts) {
    const covered = alert.findings.filter((finding) => covers(mute, finding, networks));
    if (covered.length === 0) continue;
    if (alert.resolution?.disposition === 'malicious') return malicious(alert);
    const soft = covered.filter(({ hard }) => !hard);
    piercing += covered.length - soft.length;
    const loud = alert.findings.filter(({ severity }) => isLoud(severity));
    const loudInScope = loud.filter((finding) => soft.includes(finding));
    lowSessions += soft.length - loudInScope.length;
    if (loudInScope.length === 0) continue;
    if (loudInScope.length < loud.length) {
      partly += 1;
      continue;
    }
    hidden[alert.severity] = (hidden[alert.severity] ?? 0) + 1;
    if (examples.length < mostExamples) examples.push(alert.id);
  }
  return done({ hidden, examples, partly, lowSessions, piercing, whole: alerts.length < mostAlerts });
}

function malicious({ id, resolution }: Alert): Outcome<never, 'hides-malicious'> {
  return refuse(
    'hides-malicious',
    `That would have hidden ${id}, which ${resolution?.name ?? 'somebody'} judged malicious, so nothing is muted.`,
    'Narrow it to another machine or network, or re-open the alert if the verdict was wrong.',
  );
}
