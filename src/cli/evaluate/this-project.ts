import type { Policy } from '../../core/policy';
import type { TableRow } from '../../local/tenant/activity-rows';
import { replayRows } from '../replay/run';
import type { Page } from './page';

/** This project's alerts on the rows, through the same pipeline as `replay` and the service. */
export async function runThisProject(
  rows: readonly TableRow[],
  policy: Policy,
  baselineDays: number,
): Promise<readonly Page[]> {
  const alerts = await replayRows(rows, { policy, baselineDays });
  return alerts.map((alert) => ({
    raisedAt: Date.parse(alert.raisedAt),
    openedAt: Date.parse(alert.openedAt),
    severity: alert.severity,
    correlationIds: alert.correlationIds,
    principal: alert.principal.displayName || alert.principal.objectId,
    reasons: alert.reasons.map(({ code, points, text }) => `${points} ${code}: ${text}`),
  }));
}
