import type { Alert } from './alert';
import {
  correlationIdsOf,
  mitreOf,
  reasonsOf,
  rootCausesOf,
  sessionCount,
  sourceIpsOf,
  targetsOf,
  triggersOf,
} from './summary';

/** One alert as `replay` and `export` write it: the fixed contract of design §5. */
export function contractLine(alert: Alert): Readonly<Record<string, unknown>> {
  return {
    alertId: alert.id,
    severity: alert.severity,
    score: alert.score,
    openedAt: new Date(alert.openedAt).toISOString(),
    raisedAt: new Date(alert.raisedAt).toISOString(),
    principal: alert.principal,
    triggers: triggersOf(alert),
    correlationIds: correlationIdsOf(alert),
    sessions: sessionCount(alert),
    targets: targetsOf(alert),
    sourceIps: sourceIpsOf(alert),
    reasons: reasonsOf(alert).map(({ code, points, text }) => ({ code, points, text })),
    rootCauses: rootCausesOf(alert),
    mitre: mitreOf(alert),
  };
}
