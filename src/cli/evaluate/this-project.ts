import { correlationIdsOf, reasonsOf } from '../../alerts/summary';
import type { Policy } from '../../core/policy';
import type { TableRow } from '../../local/tenant/activity-rows';
import { rehearseRows } from '../replay/run';
import type { Page } from './page';

/** This project's alerts on the rows, through the same pipeline as `replay` and the service. */
export async function runThisProject(
  rows: readonly TableRow[],
  policy: Policy,
  baselineDays: number,
): Promise<readonly Page[]> {
  const alerts = await rehearseRows(rows, { policy, baselineDays });
  return alerts.map((alert) => ({
    ...(alert.postedAt === undefined ? {} : { pagedAt: alert.postedAt }),
    openedAt: alert.openedAt,
    severity: alert.severity,
    correlationIds: correlationIdsOf(alert),
    principal: alert.principal.displayName || alert.principal.objectId,
    reasons: reasonsOf(alert).map(({ code, points, text }) => `${points} ${code}: ${text}`),
  }));
}
