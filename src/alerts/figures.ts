import type { AuditEntry } from '../core/audit';
import type { Severity } from '../core/severity';
import { type Alert, type Disposition, dispositions } from './alert';
import { isLoud } from './grouping';
import { wasNeverPosted } from './mutes/mark';
import { reasonsOf } from './summary';

const day = 86_400_000;

/** Severities that reach the channel, worst first: the report counts these, and says how many lower ones were only kept. */
export const loudSeverities = ['critical', 'high', 'medium'] as const;
export type LoudSeverity = (typeof loudSeverities)[number] & Severity;

/** What a manager asks about a span of time. Counts things, never people: no figure here can be broken down by person. */
export interface Figures {
  /** Epoch milliseconds; `to` is not included. */
  readonly from: number;
  readonly to: number;
  readonly weeks: readonly Week[];
  readonly bySeverity: Readonly<Record<LoudSeverity, number>>;
  readonly total: number;
  readonly kept: number;
  readonly unresolved: number;
  /** From the first post to the first acknowledgement or assignment. */
  readonly toAcknowledge: Spread;
  /** From the first post to the verdict that stands. */
  readonly toResolve: Spread;
  readonly dispositions: Readonly<Record<Disposition, number>>;
  /** Reasons by the alerts that turned out honest or wrong, noisiest first; three at most. */
  readonly noisiest: readonly NoisyReason[];
}

export interface Week {
  /** Monday 00:00 UTC. */
  readonly startsAt: number;
  readonly bySeverity: Readonly<Record<LoudSeverity, number>>;
}

/** Milliseconds; mean and median are missing when nothing was measured. */
export interface Spread {
  readonly cases: number;
  readonly mean?: number;
  readonly median?: number;
}

export interface NoisyReason {
  readonly code: string;
  readonly alerts: number;
  /** Of those, resolved as benign or false positive. */
  readonly honest: number;
}

/** Drills are not events, and what a mute hid was never anybody's to answer: neither is counted. */
export function counts(alert: Alert): boolean {
  return alert.drill !== true && !wasNeverPosted(alert);
}

/** `auditOf`: the entries of an alert's record, which remember an acknowledgement that a later re-opening took off the alert. */
export function figuresOf(
  alerts: readonly Alert[],
  auditOf: (alertId: string) => readonly AuditEntry[],
  { from, to }: { readonly from: number; readonly to: number },
): Figures {
  const inTime = alerts.filter((alert) => counts(alert) && alert.raisedAt >= from && alert.raisedAt < to);
  const posted = inTime.filter(({ severity }) => isLoud(severity));
  const resolved = posted.filter(({ resolution }) => resolution !== undefined);
  return {
    from,
    to,
    weeks: weeksBetween(from, to).map((startsAt) => ({
      startsAt,
      bySeverity: tally(posted.filter(({ raisedAt }) => mondayOf(raisedAt) === startsAt)),
    })),
    bySeverity: tally(posted),
    total: posted.length,
    kept: inTime.length - posted.length,
    unresolved: posted.length - resolved.length,
    toAcknowledge: spread(posted.flatMap((alert) => acknowledgedAfter(alert, auditOf(alert.id)) ?? [])),
    toResolve: spread(resolved.map((alert) => (alert.resolution?.at ?? 0) - startOf(alert))),
    dispositions: Object.fromEntries(
      dispositions.map((each) => [each, resolved.filter(({ resolution }) => resolution?.disposition === each).length]),
    ) as Record<Disposition, number>,
    noisiest: noisiest(posted),
  };
}

/** The Monday 00:00 UTC at or before. 1970-01-01 was a Thursday. */
export function mondayOf(at: number): number {
  const days = Math.floor(at / day);
  return (days - ((days + 3) % 7)) * day;
}

function weeksBetween(from: number, to: number): readonly number[] {
  const weeks: number[] = [];
  for (let monday = mondayOf(from); monday < to; monday += 7 * day) weeks.push(monday);
  return weeks;
}

function tally(alerts: readonly Alert[]): Record<LoudSeverity, number> {
  const number = (wanted: LoudSeverity) => alerts.filter(({ severity }) => severity === wanted).length;
  return { critical: number('critical'), high: number('high'), medium: number('medium') };
}

const startOf = (alert: Alert) => alert.postedAt ?? alert.raisedAt;

function acknowledgedAfter(alert: Alert, audit: readonly AuditEntry[]): number | undefined {
  const taken = audit.filter(({ verb, result }) => result === 'done' && (verb === 'acknowledge' || verb === 'assign'));
  const times = [...taken.map(({ at }) => at), ...(alert.holder === undefined ? [] : [alert.holder.at])];
  return times.length === 0 ? undefined : Math.max(0, Math.min(...times) - startOf(alert));
}

function spread(values: readonly number[]): Spread {
  if (values.length === 0) return { cases: 0 };
  const sorted = [...values].sort((a, b) => a - b);
  const [low = 0, high = 0] = [sorted[Math.ceil(sorted.length / 2) - 1], sorted[Math.floor(sorted.length / 2)]];
  return {
    cases: values.length,
    mean: values.reduce((sum, value) => sum + value, 0) / values.length,
    median: (low + high) / 2,
  };
}

const honestVerdicts: readonly Disposition[] = ['benign-expected', 'false-positive'];

function noisiest(alerts: readonly Alert[]): readonly NoisyReason[] {
  const found = new Map<string, { alerts: number; honest: number }>();
  for (const alert of alerts) {
    const verdict = alert.resolution?.disposition;
    const honest = verdict !== undefined && honestVerdicts.includes(verdict) ? 1 : 0;
    for (const { code, points } of reasonsOf(alert)) {
      if (points <= 0) continue;
      const known = found.get(code) ?? { alerts: 0, honest: 0 };
      found.set(code, { alerts: known.alerts + 1, honest: known.honest + honest });
    }
  }
  return [...found]
    .map(([code, numbers]) => ({ code, ...numbers }))
    .sort((a, b) => b.honest - a.honest || b.alerts - a.alerts || (a.code < b.code ? -1 : 1))
    .slice(0, 3);
}
