import type { Alert } from '../../alerts/alert';
import { mitreOf, reasonsOf, sourceIpsOf, subscriptionsOf, targetsOf, triggersOf } from '../../alerts/summary';
import type { Severity } from '../../core/severity';
import type { WebhookEvent } from '../stores';
import { cut, plain } from '../words/escape';
import { alertSentence } from '../words/sentence';

/** Longest `payload.summary` PagerDuty takes (its Events API v2 reference). */
const longestSummary = 1024;
const mostListed = 20;
const iso = (at: number) => new Date(at).toISOString();

function summaryOf(alert: Alert, event: WebhookEvent): string {
  const more = {
    raised: '',
    rose: ` · rose to ${alert.severity}`,
    escalated: ` · goes to ${event.levelName ?? 'the next level'}`,
    acknowledged: ` · ${alert.holder?.name ?? 'somebody'} has it`,
    reopened: ' · open again',
    resolved: ` · resolved: ${alert.resolution?.disposition ?? 'closed'}`,
    undelivered: ' · its card could not be delivered to Teams: look at the bot',
  }[event.kind];
  return cut(plain(`${alert.id} ${alert.severity}: ${alertSentence(alert)}${more}`), longestSummary);
}

/** What is told of an alert, the same to everybody. Nobody's words and no verdict's sentence are in it. */
function factsOf(alert: Alert): Readonly<Record<string, unknown>> {
  const { id, status, severity, score, principal, openedAt, raisedAt, lastSessionAt, resolution } = alert;
  return {
    alertId: id,
    status,
    severity,
    score,
    principal,
    openedAt: iso(openedAt),
    raisedAt: iso(raisedAt),
    lastSessionAt: iso(lastSessionAt),
    triggers: triggersOf(alert),
    reasons: reasonsOf(alert)
      .slice(0, mostListed)
      .map(({ code, points, text }) => ({ code, points, text })),
    targets: targetsOf(alert).slice(0, mostListed),
    subscriptions: subscriptionsOf(alert),
    sourceIps: sourceIpsOf(alert).slice(0, mostListed),
    mitre: mitreOf(alert),
    ...(resolution === undefined ? {} : { disposition: resolution.disposition }),
  };
}

/** PagerDuty's four words for ours. */
const pagerSeverity: Record<Severity, 'critical' | 'error' | 'warning' | 'info'> = {
  critical: 'critical',
  high: 'error',
  medium: 'warning',
  low: 'info',
  informational: 'info',
};

/** Events API v2: `acknowledge` and `resolve` need no payload; the dedup key makes every event of one alert one incident. */
export function pagerDutyBody(alert: Alert, event: WebhookEvent, routingKey: string, source: string): object {
  const action = { acknowledged: 'acknowledge', resolved: 'resolve' }[event.kind as string] ?? 'trigger';
  const head = { routing_key: routingKey, event_action: action, dedup_key: `${source}/${alert.id}` };
  if (action !== 'trigger') return head;
  return {
    ...head,
    client: 'Serial Console Watch',
    payload: {
      summary: summaryOf(alert, event),
      source,
      severity: pagerSeverity[alert.severity],
      timestamp: iso(alert.lastSessionAt),
      component: 'Azure Serial Console',
      group: subscriptionsOf(alert)[0],
      class: triggersOf(alert)[0],
      custom_details: factsOf(alert),
    },
  };
}

export function genericBody(alert: Alert, event: WebhookEvent, deliveryId: string, source: string): object {
  return {
    deliveryId,
    source,
    event: event.kind,
    at: iso(event.at),
    ...(event.levelName === undefined ? {} : { level: event.levelName }),
    summary: summaryOf(alert, event),
    alert: factsOf(alert),
  };
}
