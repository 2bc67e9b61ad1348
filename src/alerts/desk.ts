import { type AuditTrail, doneBefore } from '../core/audit';
import { done, type Outcome, type Refusal, refuse } from '../core/outcome';
import type { Tx } from '../core/unit-of-work';
import type { Alert } from './alert';
import type { AlertChange } from './ingest';
import type { AlertStore } from './ports';
import type { AlertTimers } from './timers';
import { type AlertAction, type TransitionRefusal, transition } from './transitions';

export type DeskRefusal = TransitionRefusal | 'unknown-alert' | 'outrun';

export interface DeskParts {
  readonly store: AlertStore;
  readonly audit: Pick<AuditTrail, 'append' | 'holds'>;
  readonly timers: AlertTimers;
  readonly changed: (tx: Tx, change: AlertChange) => Promise<void>;
}

export interface AlertDesk {
  /**
   * One action on one alert: compare-and-set, audited (refusals too), told to `changed`; all inside `tx`.
   * `messageId` names the press or message it came from; one that was carried out before has no second effect and answers the alert as it is.
   */
  act(tx: Tx, alertId: string, action: AlertAction, messageId?: string): Promise<Outcome<Alert, DeskRefusal>>;
  /** Facts that are not decisions: the bot's own reading of permissions, linked reviews, reminders. */
  amend(tx: Tx, alertId: string, change: (alert: Alert) => Alert, at: number): Promise<Outcome<Alert, DeskRefusal>>;
}

export function createAlertDesk({ store, audit, timers, changed }: DeskParts): AlertDesk {
  async function save(tx: Tx, before: Alert, changedAlert: Alert, now: number): Promise<Outcome<Alert, DeskRefusal>> {
    const after = timers.schedule(changedAlert, now);
    if (!(await store.replace(tx, after, before.version))) {
      return refuse('outrun', `${before.id} changed while you pressed.`, 'Look at the card again.');
    }
    await changed(tx, { before, after, cause: 'acted' });
    return done(after);
  }

  return {
    async act(tx, alertId, action, messageId) {
      const at = 'at' in action ? action.at : action.by.at;
      const alert = await store.get(tx, alertId);
      if (alert === undefined) return unknownAlert(alertId);
      const actor = action.by?.objectId ?? 'system:timer';
      const trace = { actor, verb: action.kind, subject: alertId, ...(messageId === undefined ? {} : { messageId }) };
      if (await doneBefore(audit, tx, trace)) return done(alert);
      const moved = transition(alert, action);
      const outcome = moved.ok ? await save(tx, alert, moved.value, at) : moved;
      await audit.append(tx, {
        at,
        ...trace,
        result: outcome.ok ? 'done' : outcome.reason,
        details: {
          before: alert.status,
          after: outcome.ok ? outcome.value.status : alert.status,
          ...detailsOf(action),
        },
      });
      return outcome;
    },
    async amend(tx, alertId, change, at) {
      const alert = await store.get(tx, alertId);
      if (alert === undefined) return unknownAlert(alertId);
      const amended = change(alert);
      if (amended === alert) return done(alert);
      return save(tx, alert, { ...amended, version: alert.version + 1, updatedAt: at }, at);
    },
  };
}

export function unknownAlert(alertId: string): Refusal<'unknown-alert'> {
  return refuse(
    'unknown-alert',
    `There is no alert ${alertId}: it was removed after its retention time, or the id is mistyped.`,
    '`open` lists what is there.',
  );
}

function detailsOf(action: AlertAction): Record<string, string | number> {
  switch (action.kind) {
    case 'assign':
      return { to: action.to.objectId };
    case 'escalate':
      return { level: action.level };
    case 'resolve':
      return { disposition: action.disposition };
    case 'ask':
    case 'consult':
      return { to: action.to.map(({ objectId }) => objectId).join(' ') };
    case 'answer':
      return { question: action.inquiryId, says: action.says };
    case 'silence':
      return { question: action.inquiryId };
    case 'state':
      return { step: action.step, checked: action.checked ?? 'not checked' };
    case 'acknowledge':
    case 'release':
    case 'reopen':
    case 'note':
    case 'restrict':
    case 'investigate':
      return {};
  }
}
