import { type Severity, severities } from '../core/severity';
import { isLoud } from './grouping';

/** What a back-test found, in numbers: the card in chat and `replay --format summary` say the same. */
export interface BacktestFigures {
  readonly bySeverity: Readonly<Record<Severity, number>>;
  /** Of medium and higher: what a channel would have seen. */
  readonly posted: number;
  /** Lower ones, kept for `recent`. */
  readonly kept: number;
  /** Console sessions in all of them. */
  readonly sessions: number;
  /** Reasons that speak against, by how many posted alerts they stand in. */
  readonly noisiest: readonly { readonly code: string; readonly alerts: number }[];
}

/** The part of an alert that counts; a line of the replay contract has it. */
export interface CountedAlert {
  readonly severity: Severity;
  readonly sessions: number;
  readonly reasons: readonly { readonly code: string; readonly points: number }[];
}

const mostReasons = 5;

export function backtestFigures(alerts: readonly CountedAlert[]): BacktestFigures {
  const bySeverity = Object.fromEntries(severities.map((severity) => [severity, 0])) as Record<Severity, number>;
  const byCode = new Map<string, number>();
  for (const { severity, reasons } of alerts) {
    bySeverity[severity] += 1;
    if (!isLoud(severity)) continue;
    for (const { code, points } of reasons) if (points > 0) byCode.set(code, (byCode.get(code) ?? 0) + 1);
  }
  const posted = alerts.filter(({ severity }) => isLoud(severity)).length;
  return {
    bySeverity,
    posted,
    kept: alerts.length - posted,
    sessions: alerts.reduce((sum, { sessions }) => sum + sessions, 0),
    noisiest: [...byCode]
      .map(([code, count]) => ({ code, alerts: count }))
      .sort((a, b) => b.alerts - a.alerts || (a.code < b.code ? -1 : 1))
      .slice(0, mostReasons),
  };
}
