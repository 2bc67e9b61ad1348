import type { Alert } from './alert';
import type { Inquiry } from './inquiry';
import type { AlertTimers } from './timers';

/** Adds the deadlines of questions to the timers of attention: whichever comes first is the alert's `dueAt`. A resolved alert waits for answers too. */
export function withSilence(attention: AlertTimers): AlertTimers {
  return {
    schedule(alert, now) {
      const scheduled = attention.schedule(alert, now);
      const next = nextDeadline(alert);
      if (next === undefined) return scheduled;
      return { ...scheduled, dueAt: Math.min(scheduled.dueAt ?? next.dueAt, next.dueAt) };
    },
    due(alert, now) {
      const next = nextDeadline(alert);
      if (next !== undefined && next.dueAt <= now) return { kind: 'silence', inquiryId: next.id };
      return attention.due(alert, now);
    },
  };
}

function nextDeadline({ asks = [] }: Alert): Inquiry | undefined {
  return asks
    .filter(({ answer, silentAt }) => answer === undefined && silentAt === undefined)
    .reduce<Inquiry | undefined>(
      (first, one) => (first === undefined || one.dueAt < first.dueAt ? one : first),
      undefined,
    );
}
