import { hoursEnd } from '../core/hours';
import type { EscalationLevel, ReminderPolicy, WorkingHours } from '../core/policy';
import type { Severity } from '../core/severity';
import type { Alert } from './alert';
import { isLoud } from './grouping';
import { wasNeverPosted } from './mutes/mark';

const minute = 60_000;

/** Decides when an alert asks for attention again, and says what is due. Pure; the store keeps only `dueAt`. */
export interface AlertTimers {
  /** The alert with `dueAt` set to its next timer, or without one. */
  schedule(alert: Alert, now: number): Alert;
  /** What is due at `now`, or undefined when the time has not come. */
  due(alert: Alert, now: number): DueTimer | undefined;
}

export type DueTimer =
  | { readonly kind: 'escalate'; readonly level: number; readonly levelName: string }
  | { readonly kind: 'remind' }
  | { readonly kind: 'reopen' }
  | { readonly kind: 'silence'; readonly inquiryId: string };

export const noTimers: AlertTimers = { schedule: (alert) => alert, due: () => undefined };

/** Minutes until a level is reached, until the holder is reminded, and until a forgotten acknowledgement re-opens (issue 4, "Lifecycle"). */
const defaults: Record<Severity, { escalate: number; reopen: number } | undefined> = {
  critical: { escalate: 5, reopen: 20 },
  high: { escalate: 15, reopen: 60 },
  medium: { escalate: 60, reopen: 240 },
  low: undefined,
  informational: undefined,
};

/** The last level is called again every half hour, this often; then once a day (issue 4, "Lifecycle"). */
const repeatsOfLastLevel = 6;
const repeatMinutes = 30;
const dailyMinutes = 24 * 60;

export interface TimerPolicy {
  readonly levels: readonly EscalationLevel[];
  readonly reminders: ReminderPolicy;
  readonly quietHours?: WorkingHours;
}

/** When quiet hours over this alert end; `at` itself when there are none: from high up nobody sleeps through an alert. */
export function quietUntil(alert: Pick<Alert, 'severity'>, at: number, quietHours: WorkingHours | undefined): number {
  return alert.severity === 'medium' && quietHours !== undefined ? hoursEnd(quietHours, at) : at;
}

export function createTimers(policy: () => TimerPolicy): AlertTimers {
  function escalateAt(alert: Alert): number | undefined {
    const { levels, quietHours } = policy();
    const base = defaults[alert.severity];
    if (base === undefined || levels.length === 0) return undefined;
    // What was posted in the night begins to wait in the morning, when the digest has told of it.
    const from = quietUntil(alert, Math.max(alert.postedAt ?? alert.raisedAt, alert.reopenedAt ?? 0), quietHours);
    const last = alert.escalations.at(-1)?.at ?? 0;
    const minutes = alert.level < levels.length ? (levels[alert.level]?.afterMinutes ?? base.escalate) : again(alert);
    return quietUntil(alert, Math.max(from, last) + minutes * minute, quietHours);
  }

  /** Minutes until the last level is called again. What came before a re-opening does not count. */
  function again({ escalations, reopenedAt = 0 }: Alert): number {
    const calls = escalations.filter(({ level, at }) => at >= reopenedAt && level >= policy().levels.length).length;
    return calls > repeatsOfLastLevel ? dailyMinutes : repeatMinutes;
  }

  /** Minutes until the holder is reminded; undefined where the alert opens again first. */
  function reminderMinutes({ severity }: Alert): number | undefined {
    const { criticalMinutes, highMinutes, mediumMinutes } = policy().reminders;
    const minutes = { critical: criticalMinutes, high: highMinutes, medium: mediumMinutes };
    const every = minutes[severity as keyof typeof minutes];
    return every < (defaults[severity]?.reopen ?? 0) ? every : undefined;
  }

  function heldTimer(alert: Alert): { at: number; timer: DueTimer } | undefined {
    const base = defaults[alert.severity];
    if (base === undefined || alert.holder === undefined) return undefined;
    const { quietHours } = policy();
    const touched = touchedAt(alert);
    const every = reminderMinutes(alert);
    const reminded = alert.remindedAt !== undefined && alert.remindedAt >= touched ? alert.remindedAt : undefined;
    if (every !== undefined && reminded === undefined)
      return { at: quietUntil(alert, touched + every * minute, quietHours), timer: { kind: 'remind' } };
    // A reminder that came late (quiet hours, a bot that was down) leaves its holder as much time as any other.
    const reopen = touched + base.reopen * minute;
    const at = reminded === undefined ? reopen : Math.max(reopen, reminded + (base.reopen - (every ?? 0)) * minute);
    return { at: quietUntil(alert, at, quietHours), timer: { kind: 'reopen' } };
  }

  /** A mute silences escalations and reminders like the first notice: what is due under it is due at its end. */
  function nextTimer(alert: Alert): { at: number; timer: DueTimer } | undefined {
    if (wasNeverPosted(alert)) return undefined;
    const next = unmutedTimer(alert);
    return next === undefined ? undefined : { ...next, at: Math.max(next.at, alert.muted?.until ?? 0) };
  }

  function unmutedTimer(alert: Alert): { at: number; timer: DueTimer } | undefined {
    if (alert.status === 'resolved' || !isLoud(alert.severity)) return undefined;
    if (alert.status === 'open') {
      const at = escalateAt(alert);
      const { levels } = policy();
      const level = Math.min(alert.level + 1, levels.length);
      const name = levels[level - 1]?.name;
      return at === undefined || name === undefined
        ? undefined
        : { at, timer: { kind: 'escalate', level, levelName: name } };
    }
    return heldTimer(alert);
  }

  return {
    schedule(alert) {
      const { dueAt: _dueAt, ...rest } = alert;
      const next = nextTimer(rest);
      return next === undefined ? rest : { ...rest, dueAt: next.at };
    },
    due(alert, now) {
      const next = nextTimer(alert);
      return next !== undefined && next.at <= now ? next.timer : undefined;
    },
  };
}

/** The holder's last sign of life on this alert: taking it, or whatever they did on it or on its reviews since. */
function touchedAt({ holder, confirmedAt = 0 }: Alert): number {
  return holder === undefined ? 0 : Math.max(holder.at, confirmedAt);
}
