import type { Reason, RootCause, Trigger } from '../detection/finding';
import { triggers } from '../detection/finding';
import type { Alert, SessionFinding } from './alert';
import { denialWords, deniedBy } from './inquiry';
import { denialPoints } from './inquiry-rules';

/** What an alert says over all its sessions. Derived, never stored: a re-scored session leaves nothing stale behind. */

/** One entry a code, the weightiest of the sessions (newest when equal), heaviest first. */
export function reasonsOf(alert: Alert): readonly Reason[] {
  const byCode = new Map<string, Reason>();
  for (const { reasons } of alert.findings) {
    for (const reason of reasons) {
      const known = byCode.get(reason.code);
      if (known === undefined || Math.abs(reason.points) >= Math.abs(known.points)) byCode.set(reason.code, reason);
    }
  }
  return [...denial(alert), ...byCode.values()].sort((a, b) => b.points - a.points);
}

/** What a person said weighs like a hard signal of the log, and is forgotten by no re-scoring. */
function denial({ asks }: Alert): readonly Reason[] {
  const denied = deniedBy(asks);
  if (denied === undefined) return [];
  const text = denialWords(denied.to.name, denied.to.asOwner);
  return [{ code: 'denied-when-asked', points: denialPoints, text, hard: true }];
}

export function triggersOf(alert: Alert): readonly Trigger[] {
  const found = new Set(alert.findings.flatMap((finding) => finding.triggers));
  return triggers.filter((trigger) => found.has(trigger));
}

/** The most confident statement of each cause, likeliest first. */
export function rootCausesOf(alert: Alert): readonly RootCause[] {
  const byCause = new Map<string, RootCause>();
  for (const { rootCauses } of alert.findings) {
    for (const cause of rootCauses) {
      const known = byCause.get(cause.cause);
      if (known === undefined || cause.confidence >= known.confidence) byCause.set(cause.cause, cause);
    }
  }
  return [...byCause.values()].sort((a, b) => b.confidence - a.confidence);
}

export function mitreOf(alert: Alert): readonly string[] {
  return [...new Set(alert.findings.flatMap((finding) => finding.mitre))].sort();
}

/** What speaks for honest work in every session: a line that holds for one session only would mislead. */
export function honestOf(alert: Alert): readonly string[] {
  const [first, ...rest] = alert.findings;
  return (first?.honest ?? []).filter((line) => rest.every((finding) => finding.honest.includes(line)));
}

export function correlationIdsOf(alert: Alert): readonly string[] {
  return [...new Set(alert.findings.flatMap(({ session }) => session.correlationIds))];
}

export function targetsOf(alert: Alert): readonly string[] {
  return [...new Map(alert.findings.map(({ session }) => [session.target.toLowerCase(), session.target])).values()];
}

export function sourceIpsOf(alert: Alert): readonly string[] {
  return [...new Set(alert.findings.flatMap(({ session }) => session.sourceIps))];
}

export function subscriptionsOf(alert: Alert): readonly string[] {
  return [...new Set(alert.findings.map(({ session }) => session.subscriptionId))];
}

/** No use of a machine: an operation that is an alert by itself. */
export const isOperation = ({ session }: SessionFinding): boolean => session.kind === 'operation';

/** Console sessions; reading boot diagnostics is not one. */
export function sessionCount(alert: Alert): number {
  return alert.findings.filter(({ session }) => session.kind === 'connect').length;
}
