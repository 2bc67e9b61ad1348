import { createHash } from 'node:crypto';
import type { Alert } from '../../alerts/alert';
import type { Policy, WebhookPolicy } from '../../core/policy';
import { atLeast } from '../../core/severity';
import type { WebhookEvent } from '../stores';

/** Names a webhook in the outbox without its address, which may hold a secret, and across reloads that leave it as it is. */
export function hookKey({ kind, url, level, keyVariable }: WebhookPolicy): string {
  return createHash('sha256').update([kind, url, level, keyVariable].join('\n')).digest('hex').slice(0, 12);
}

export function hookBy({ webhooks }: Policy, key: string): WebhookPolicy | undefined {
  return webhooks.find((hook) => hookKey(hook) === key);
}

/** The webhooks that hear of this. Those of a level hear nothing before it is reached; all hear it when the chat itself is silent. */
export function hooksFor(
  { webhooks }: Policy,
  alert: Alert,
  { kind, levelName }: WebhookEvent,
): readonly WebhookPolicy[] {
  const reached = (level: string) => alert.escalations.some((escalation) => escalation.levelName === level);
  return webhooks.filter(({ minSeverity, level }) => {
    if (!atLeast(alert.severity, minSeverity)) return false;
    if (level === undefined || kind === 'undelivered') return true;
    return kind === 'escalated' ? levelName === level : reached(level);
  });
}
