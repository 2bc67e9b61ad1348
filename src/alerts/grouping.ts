import type { GroupingPolicy } from '../core/policy';
import { atLeast, severityRank, worse } from '../core/severity';
import type { Finding, FindingContext, RelatedOperation } from '../detection/finding';
import type { Alert, SessionFinding } from './alert';

const hour = 3_600_000;

/** How many related operations a card's alert keeps; the investigation shows all. */
const keptOperations = 40;

/**
 * Does this session belong to that unresolved alert? Within `gapHours` of its last session and `spanHours` of its first, in event time and in
 * both directions, so that late rows join too. Never across principals (design §4).
 */
export function joins(alert: Alert, finding: Finding, grouping: GroupingPolicy): boolean {
  const { startedAt } = finding.session;
  return (
    alert.status !== 'resolved' &&
    alert.principal.objectId === finding.session.principal.objectId &&
    startedAt - alert.lastSessionAt <= grouping.gapHours * hour &&
    alert.openedAt - startedAt <= grouping.gapHours * hour &&
    Math.max(startedAt, alert.lastSessionAt) - Math.min(startedAt, alert.openedAt) <= grouping.spanHours * hour
  );
}

/** A new alert from its first session; `id` and `earlier` come from the store. */
export function openAlert(id: string, finding: Finding, at: number, earlier: readonly string[]): Alert {
  const { startedAt, principal } = finding.session;
  return {
    id,
    version: 1,
    status: 'open',
    severity: finding.severity,
    score: finding.score,
    principal,
    findings: [withoutContext(finding)],
    context: finding.context,
    openedAt: startedAt,
    raisedAt: at,
    lastSessionAt: startedAt,
    updatedAt: at,
    rises: [],
    level: 0,
    escalations: [],
    notes: [],
    earlier,
    reviewIds: [],
    ...(finding.drill ? { drill: true } : {}),
    ...(isLoud(finding.severity) ? { postedAt: at } : {}),
  };
}

/**
 * The alert with a new or re-scored session in it, or the very same object when nothing changed (so that a repeated poll writes nothing).
 * Severity and score only rise, and a rise says why.
 */
export function growAlert(alert: Alert, finding: Finding, at: number): Alert {
  const kept = withoutContext(finding);
  const before = alert.findings.find(({ session }) => session.id === kept.session.id);
  if (before !== undefined && JSON.stringify(before) === JSON.stringify(kept)) return alert;
  const findings = [...alert.findings.filter((known) => known !== before), kept].sort(
    (a, b) => a.session.startedAt - b.session.startedAt,
  );
  const severity = worse(alert.severity, finding.severity);
  const rose = severityRank(severity) > severityRank(alert.severity);
  const newest = finding.session.startedAt >= alert.lastSessionAt;
  const postedAt = alert.postedAt ?? (isLoud(severity) ? at : undefined);
  return {
    ...alert,
    version: alert.version + 1,
    severity,
    score: Math.max(alert.score, finding.score),
    findings,
    context: mergeContext(alert.context, finding.context, newest),
    openedAt: Math.min(alert.openedAt, finding.session.startedAt),
    lastSessionAt: Math.max(alert.lastSessionAt, finding.session.startedAt),
    updatedAt: at,
    rises: rose
      ? [...alert.rises, { at, from: alert.severity, to: severity, why: strongestNewReason(alert, finding) }]
      : alert.rises,
    ...(postedAt === undefined ? {} : { postedAt }),
  };
}

/** Medium and up are given to the channel. */
export function isLoud(severity: Alert['severity']): boolean {
  return atLeast(severity, 'medium');
}

function withoutContext({ context: _context, ...rest }: Finding): SessionFinding {
  return rest;
}

function mergeContext(known: FindingContext, added: FindingContext, newest: boolean): FindingContext {
  const base = newest ? added : known;
  const seen = new Map<string, RelatedOperation>();
  for (const operation of [...known.around, ...added.around]) {
    seen.set(`${operation.at}|${operation.operation}|${operation.target}`, operation);
  }
  const around = [...seen.values()].sort((a, b) => a.at - b.at).slice(-keptOperations);
  return { ...base, around };
}

function strongestNewReason(alert: Alert, finding: Finding): string {
  const known = new Set(alert.findings.flatMap(({ reasons }) => reasons.map(({ code }) => code)));
  const [first] = [...finding.reasons].sort((a, b) => b.points - a.points);
  return (finding.reasons.find(({ code, points }) => points > 0 && !known.has(code)) ?? first)?.text ?? 'more sessions';
}
