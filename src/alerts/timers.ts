import type { EscalationLevel, ReminderPolicy } from '../core/policy';
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

/** The last level repeats this often before it falls back to once a day. */
const repeatsOfLastLevel = 6;

export interface TimerPolicy {
  readonly levels: readonly EscalationLevel[];
  readonly reminders: ReminderPolicy;
}

export function createTimers(policy: () => TimerPolicy): AlertTimers {
  function escalateAt(alert: Alert): number | undefined {
    const { levels } = policy();
    const base = defaults[alert.severity];
    if (base === undefined || levels.length === 0) return undefined;
    const next = levels[Math.min(alert.level, levels.length - 1)];
    const minutes = next?.afterMinutes ?? base.escalate;
    const last = alert.escalations.at(-1);
    const repeats = alert.escalations.filter(({ level }) => level >= levels.length).length;
    const wait = repeats > repeatsOfLastLevel ? 24 * 60 : minutes;
    return Math.max(alert.postedAt ?? alert.raisedAt, last?.at ?? 0, reopenedAt(alert)) + wait * minute;
  }

  function remindAt(alert: Alert): number | undefined {
    const { reminders } = policy();
    const minutes = {
      critical: reminders.criticalMinutes,
      high: reminders.highMinutes,
      medium: reminders.mediumMinutes,
    };
    const every = minutes[alert.severity as keyof typeof minutes];
    return every === undefined || alert.holder === undefined ? undefined : touchedAt(alert) + every * minute;
  }

  function reopenAt(alert: Alert): number | undefined {
    const base = defaults[alert.severity];
    return base === undefined || alert.holder === undefined ? undefined : touchedAt(alert) + base.reopen * minute;
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
    const remind = remindAt(alert);
    const reopen = reopenAt(alert);
    const reminded = alert.remindedAt !== undefined && alert.remindedAt >= touchedAt(alert);
    if (remind !== undefined && !reminded && (reopen === undefined || remind < reopen))
      return { at: remind, timer: { kind: 'remind' } };
    return reopen === undefined ? undefined : { at: reopen, timer: { kind: 'reopen' } };
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

/** The holder's last sign of life on this alert: taking it, a note, an escalation or a press on the reminder. */
function touchedAt(alert: Alert): number {
  const holder = alert.holder;
  if (holder === undefined) return 0;
  const own = alert.notes.filter(({ objectId }) => objectId === holder.objectId).map(({ at }) => at);
  return Math.max(holder.at, alert.confirmedAt ?? 0, ...own);
}

function reopenedAt(alert: Alert): number {
  return Math.max(0, ...alert.notes.filter(({ text }) => text.startsWith('re-opened:')).map(({ at }) => at));
}
