import type { AlertDesk } from '../alerts/desk';
import { applyIncident } from '../alerts/incidents/apply-incident';
import { createIncidentDesk, type IncidentDesk } from '../alerts/incidents/incident-desk';
import { groupedUnder } from '../alerts/incidents/under';
import type { Intents } from '../chat/intents';
import type { Painted } from '../chat/painter';
import { incidentSummary, paintIncident } from '../chat/painting/incident';
import type { SubscriptionNames } from '../chat/words/names';
import type { Clock } from '../core/clock';
import type { Store } from '../store/store';

const mostAlerts = 2_000;

/** Incidents over the store: what is declared groups what it covers, and its card stands in every channel that receives alerts. */
export function buildIncidents(parts: {
  readonly store: Store;
  readonly desk: AlertDesk;
  readonly intents: Intents;
}): IncidentDesk {
  const { store, desk, intents } = parts;
  return createIncidentDesk({
    store: store.incidents,
    audit: store.audit,
    nextId: (tx) => store.ids.next(tx, 'I'),
    async changed(tx, incident, at) {
      await applyIncident(tx, incident, at, { alerts: store.alerts, desk });
      await intents.repaint(tx, incident.id, at);
      if ((await store.cards.ofSubject(tx, incident.id)).length > 0) return;
      for (const channel of await store.channels.all(tx)) await intents.post(tx, incident.id, channel, [], at);
    },
  });
}

export async function paintKnownIncident(
  parts: {
    readonly store: Store;
    readonly clock: Clock;
    readonly subscriptionNames: () => SubscriptionNames;
  },
  id: string,
): Promise<Painted | undefined> {
  const { store, clock, subscriptionNames } = parts;
  return store.uow.run(async (tx) => {
    const incident = await store.incidents.get(tx, id);
    if (incident === undefined) return undefined;
    const alerts = await store.alerts.list(tx, { since: incident.from, limit: mostAlerts });
    const state = {
      incident,
      grouped: groupedUnder(incident, alerts),
      now: clock.now(),
      subscriptionNames: subscriptionNames(),
    };
    return { card: paintIncident(state), summary: incidentSummary(state) };
  });
}
