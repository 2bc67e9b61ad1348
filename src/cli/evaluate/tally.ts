import { atLeast, type Severity, severityRank } from '../../core/severity';
import type { Tenant } from '../../local/tenant/generate';
import { judgedWeeks } from '../../local/tenant/generate';
import type { Page } from './page';

export interface AttackResult {
  readonly scenario: string;
  readonly variant: string;
  readonly labelled: Severity;
  /** The worst severity among its pages of any severity; missing when no alert holds any of its attempts. */
  readonly reached?: Severity;
  readonly found: boolean;
  readonly atSeverity: boolean;
  /** From its first visible row to the moment an alert with it is at least medium, milliseconds. */
  readonly delayMs?: number;
  readonly pages: readonly Page[];
}

export interface Tally {
  readonly attacks: readonly AttackResult[];
  readonly falsePages: readonly Page[];
  readonly weeks: number;
  readonly admins: number;
}

/** A page interrupts somebody from `medium` up; lower alerts are kept quietly and find nothing. */
const pagesFrom: Severity = 'medium';

/** Holds a detector's alerts against the answer sheet. `firstVisible`: when each console attempt's first row could be queried. */
export function tallyPages(tenant: Tenant, alerts: readonly Page[], firstVisible: ReadonlyMap<string, number>): Tally {
  const byAttempt = new Map<string, Page[]>();
  for (const alert of alerts) {
    for (const id of alert.correlationIds) byAttempt.set(id, [...(byAttempt.get(id) ?? []), alert]);
  }
  const attacks = tenant.attacks.map((attack): AttackResult => {
    const pages = [...new Set(attack.correlationIds.flatMap((id) => byAttempt.get(id) ?? []))];
    const worst = pages.reduce<Severity | undefined>(
      (most, { severity }) => (most === undefined || severityRank(severity) > severityRank(most) ? severity : most),
      undefined,
    );
    const heard = pages.flatMap(({ pagedAt }) => pagedAt ?? []);
    const visible = attack.correlationIds.map((id) => firstVisible.get(id) ?? Number.POSITIVE_INFINITY);
    return {
      scenario: attack.scenario,
      variant: attack.variant,
      labelled: attack.severity,
      ...(worst === undefined ? {} : { reached: worst }),
      found: heard.length > 0,
      atSeverity: worst !== undefined && atLeast(worst, attack.severity),
      ...(heard.length > 0 ? { delayMs: Math.max(0, Math.min(...heard) - Math.min(...visible)) } : {}),
      pages,
    };
  });
  const falsePages = alerts.filter(
    ({ severity, openedAt, correlationIds }) =>
      atLeast(severity, pagesFrom) && openedAt >= tenant.from && !correlationIds.some((id) => tenant.labels.has(id)),
  );
  return { attacks, falsePages, weeks: judgedWeeks(tenant), admins: tenant.admins };
}

export interface Summary {
  readonly attacks: number;
  readonly found: number;
  readonly atSeverity: number;
  /** A week, per 100 administrators. */
  readonly falseRate: number;
  /** Minutes. */
  readonly medianDelay?: number;
}

export function summarize(tallies: readonly Tally[]): Summary {
  const attacks = tallies.flatMap((tally) => tally.attacks);
  const adminWeeks = tallies.reduce((sum, { weeks, admins }) => sum + weeks * (admins / 100), 0);
  const delays = attacks.flatMap(({ delayMs }) => (delayMs === undefined ? [] : [delayMs])).sort((a, b) => a - b);
  const median = delays[Math.floor(delays.length / 2)];
  return {
    attacks: attacks.length,
    found: attacks.filter(({ found }) => found).length,
    atSeverity: attacks.filter(({ atSeverity }) => atSeverity).length,
    falseRate: adminWeeks === 0 ? 0 : tallies.reduce((sum, { falsePages }) => sum + falsePages.length, 0) / adminWeeks,
    ...(median === undefined ? {} : { medianDelay: median / 60_000 }),
  };
}

/** The goal: every attack found, nine in ten at their severity, at most one false page a week per 100 administrators. */
export function meetsGoal({ attacks, found, atSeverity, falseRate }: Summary): boolean {
  return found === attacks && atSeverity >= 0.9 * attacks && falseRate <= 1;
}
