import { createHmac } from 'node:crypto';
import type { Alert } from '../../alerts/alert';
import type { AlertStore } from '../../alerts/ports';
import type { Clock } from '../../core/clock';
import { done, type Outcome, refuse } from '../../core/outcome';
import type { Policy, WebhookPolicy } from '../../core/policy';
import type { UnitOfWork } from '../../core/unit-of-work';
import type { DeliveryFailure, HttpCaller } from '../ports';
import type { Delivery, Intent } from '../stores';
import { genericBody, pagerDutyBody } from './bodies';
import { hookBy } from './hooks';

export interface DeliverWebhookParts {
  readonly uow: UnitOfWork;
  readonly alerts: Pick<AlertStore, 'get'>;
  readonly policy: () => Policy;
  /** The key in an environment variable; asked at the moment of use and kept nowhere. */
  readonly keyOf: (variable: string) => string | undefined;
  readonly http: HttpCaller;
  /** Tells installations apart at the receiver: the tenant's id. */
  readonly source: string;
  readonly clock: Clock;
}

export type WebhookDelivery = Extract<Delivery, { kind: 'webhook' }>;

/** Headers of the generic webhook. */
export const signatureHeader = 'x-scw-signature';
export const timestampHeader = 'x-scw-timestamp';
export const deliveryHeader = 'x-scw-delivery';

/** What the receiver computes too: HMAC-SHA256 over `timestamp.body`, so that neither can be exchanged, nor an old call be played again. */
export function signatureOf(key: string, timestamp: string, body: string): string {
  return `v1=${createHmac('sha256', key).update(`${timestamp}.${body}`).digest('hex')}`;
}

/** One attempt at one webhook. Built from the alert as it is now; a webhook that left the policy, or an alert past its retention, has nobody to call about. */
export function createDeliverWebhook(parts: DeliverWebhookParts) {
  const { uow, alerts, policy, keyOf, http, source, clock } = parts;

  function call(
    hook: WebhookPolicy,
    alert: Alert,
    intentId: string,
    { event }: WebhookDelivery,
  ): Promise<Outcome<void, DeliveryFailure>> | Outcome<void, DeliveryFailure> {
    const key = hook.keyVariable === undefined ? undefined : keyOf(hook.keyVariable);
    if (hook.keyVariable !== undefined && key === undefined)
      return refuse('unreachable', `The key of a webhook is not set: ${hook.keyVariable}.`, 'Set it and restart.');
    if (hook.kind === 'pagerduty')
      return http.post(hook.url, {}, JSON.stringify(pagerDutyBody(alert, event, key ?? '', source)));
    const body = JSON.stringify(genericBody(alert, event, intentId, source));
    const timestamp = String(Math.floor(clock.now() / 1000));
    const signed = key === undefined ? {} : { [signatureHeader]: signatureOf(key, timestamp, body) };
    return http.post(hook.url, { [timestampHeader]: timestamp, [deliveryHeader]: intentId, ...signed }, body);
  }

  return async (intent: Intent, delivery: WebhookDelivery): Promise<Outcome<void, DeliveryFailure>> => {
    const hook = hookBy(policy(), delivery.hook);
    const alert = await uow.run((tx) => alerts.get(tx, intent.subject));
    if (hook === undefined || alert === undefined) return done(undefined);
    return call(hook, alert, intent.id, delivery);
  };
}
