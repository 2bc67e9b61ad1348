import type { Alert } from '../alerts/alert';
import type { AlertDesk } from '../alerts/desk';
import type { AlertStore } from '../alerts/ports';
import type { AlertTimers, DueTimer } from '../alerts/timers';
import type { Tx, UnitOfWork } from '../core/unit-of-work';
import type { Calling } from './calling';
import type { Intents } from './intents';
import { announcements } from './words/announcements';

export interface TimerDutyParts {
  readonly uow: UnitOfWork;
  readonly alerts: AlertStore;
  readonly desk: AlertDesk;
  readonly timers: AlertTimers;
  readonly intents: Intents;
  readonly calling: Calling;
  readonly kick: () => void;
}

const atOnce = 50;

/** Climbs, reminds and re-opens what is due. Each alert in a transaction of its own: one that fails does not hold up the rest. */
export function createTimerDuty(parts: TimerDutyParts): (now: number) => Promise<number> {
  const { uow, alerts, desk, timers, intents, calling, kick } = parts;

  async function escalate(
    tx: Tx,
    alert: Alert,
    timer: Extract<DueTimer, { kind: 'escalate' }>,
    now: number,
  ): Promise<void> {
    const { level, levelName } = timer;
    // What it says in the thread is written with it, as for a person's escalation.
    await desk.act(tx, alert.id, { kind: 'escalate', at: now, level, levelName, reason: 'not acknowledged in time' });
  }

  async function remind(tx: Tx, alert: Alert, now: number): Promise<void> {
    const reminded = await desk.amend(tx, alert.id, (known) => ({ ...known, remindedAt: now }), now);
    const text = announcements.reminded(reminded.ok ? reminded.value : alert);
    const mentions = alert.holder === undefined ? [] : [alert.holder];
    await intents.reply(tx, alert.id, { key: `reminded:${now}`, summary: text, text, mentions }, now);
  }

  async function reopen(tx: Tx, alert: Alert, now: number): Promise<void> {
    const why = `${alert.holder?.name ?? 'the holder'} gave no sign of life`;
    const outcome = await desk.act(tx, alert.id, { kind: 'reopen', at: now, reason: why });
    if (!outcome.ok) return;
    const text = announcements.reopened(outcome.value, why);
    const mentions = await calling.level(tx, outcome.value, 0);
    await intents.reply(tx, alert.id, { key: `reopened:${now}`, summary: text, text, mentions }, now);
  }

  async function attend(tx: Tx, id: string, now: number): Promise<void> {
    const alert = await alerts.get(tx, id);
    const timer = alert === undefined ? undefined : timers.due(alert, now);
    if (alert === undefined) return;
    if (timer === undefined) {
      // The policy was changed: the stored time no longer holds, the alert is scheduled anew.
      await desk.amend(tx, id, (known) => ({ ...known }), now);
      return;
    }
    if (timer.kind === 'escalate') await escalate(tx, alert, timer, now);
    else if (timer.kind === 'silence')
      // What it says in the thread is written with it, like all that happens to a question.
      await desk.act(tx, alert.id, { kind: 'silence', at: now, inquiryId: timer.inquiryId });
    else if (timer.kind === 'remind') await remind(tx, alert, now);
    else await reopen(tx, alert, now);
  }

  return async (now) => {
    const due = await uow.run((tx) => alerts.dueBefore(tx, now, atOnce));
    const failures: unknown[] = [];
    for (const { id } of due) {
      await uow.run((tx) => attend(tx, id, now)).catch((error: unknown) => failures.push(error));
    }
    if (due.length > 0) kick();
    if (failures.length > 0)
      throw new AggregateError(failures, `${failures.length} of ${due.length} due alerts could not be attended to`);
    return due.length;
  };
}
