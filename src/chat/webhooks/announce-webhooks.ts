import type { Alert } from '../../alerts/alert';
import type { AlertChange } from '../../alerts/ingest';
import { quietUntil } from '../../alerts/timers';
import type { Policy } from '../../core/policy';
import type { Tx } from '../../core/unit-of-work';
import type { OutboxStore, WebhookEvent } from '../stores';
import { hookKey, hooksFor } from './hooks';

export interface AnnounceWebhooksParts {
  readonly outbox: Pick<OutboxStore, 'add'>;
  readonly policy: () => Policy;
}

export interface AnnounceWebhooks {
  /** In the transaction of the change: nothing told by webhook is lost by a kill. */
  changed(tx: Tx, change: AlertChange): Promise<void>;
  tell(tx: Tx, alert: Alert, event: WebhookEvent): Promise<void>;
}

/** Writes a call into the outbox for each webhook that hears of a change. A lane is one webhook and one alert: events of an alert arrive in order, and no alert waits for another. */
export function createAnnounceWebhooks({ outbox, policy }: AnnounceWebhooksParts): AnnounceWebhooks {
  async function tell(tx: Tx, alert: Alert, event: WebhookEvent): Promise<void> {
    const { quietHours } = policy();
    for (const hook of hooksFor(policy(), alert, event)) {
      const key = hookKey(hook);
      await outbox.add(tx, {
        id: `webhook:${key}:${alert.id}:${event.kind}:${alert.version}`,
        lane: `webhook:${key}:${alert.id}`,
        subject: alert.id,
        createdAt: event.at,
        dueAt: quietUntil(alert, event.at, quietHours),
        delivery: { kind: 'webhook', hook: key, event },
      });
    }
  }

  return {
    tell,
    async changed(tx, { before, after, cause, hushed }) {
      if (after.drill || after.postedAt === undefined || hushed) return;
      const event = eventOf(before, after, cause);
      if (event !== undefined) await tell(tx, after, { ...event, at: after.updatedAt });
    },
  };
}

/** The one thing that happened, as a receiver would call it; undefined for what only repaints. */
function eventOf(
  before: Alert | undefined,
  after: Alert,
  cause: AlertChange['cause'],
): Pick<WebhookEvent, 'kind' | 'levelName'> | undefined {
  if (before?.postedAt === undefined) return { kind: 'raised' };
  if (cause === 'grown') {
    if (before.muted !== undefined && after.muted === undefined) return { kind: 'raised' };
    return after.severity === before.severity || after.muted !== undefined ? undefined : { kind: 'rose' };
  }
  const escalation = after.escalations.length > before.escalations.length ? after.escalations.at(-1) : undefined;
  if (escalation !== undefined) return { kind: 'escalated', levelName: escalation.levelName };
  if (after.status === before.status) return undefined;
  if (after.status === 'resolved') return { kind: 'resolved' };
  return { kind: after.status === 'acknowledged' ? 'acknowledged' : 'reopened' };
}
