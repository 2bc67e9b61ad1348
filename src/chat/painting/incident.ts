import type { Incident } from '../../alerts/incidents/incident';
import type { Card } from '../ports';
import { outside, plain } from '../words/escape';
import { type IncidentState, incidentLines, incidentScope, incidentTitle } from '../words/incident';
import { personName, type SubscriptionNames } from '../words/names';
import { facts, quiet, strong } from '../words/piece';
import { duration } from '../words/time';
import { type CardAction, execute } from './actions';
import type { ListState } from './list';
import { paintNotice } from './notice';

/** The one card of an incident: the bot's question, what is grouped while it lasts, and its end. */
export function paintIncident(state: IncidentState): Card {
  const { incident, now } = state;
  const standing = now < incident.until && (incident.state === 'declared' || incident.state === 'proposed');
  return paintNotice({
    title: incidentTitle(state),
    lines: incidentLines(state),
    tone: standing ? 'warning' : 'emphasis',
    actions: standing ? actionsOf(incident) : [],
  });
}

export function incidentSummary(state: IncidentState): string {
  return plain(`${incidentTitle(state)}: ${incidentScope(state.incident, state.subscriptionNames)}`, 200);
}

/** `incidents`: ending soonest first. */
export function incidentList(incidents: readonly Incident[], now: number, names: SubscriptionNames = {}): ListState {
  return {
    title: [strong(`Incidents: ${incidents.length}`)],
    items: incidents.map((incident) => ({
      lead: facts(strong(outside(incident.id, 12)), incidentScope(incident, names)),
      facts: facts(
        incident.state === 'proposed' ? 'asked by the bot, not declared' : `${duration(incident.until - now)} left`,
        incident.by && `by ${personName(incident.by.name)}`,
      ),
    })),
    empty: 'No incident is declared here. Those of the policy file stand there.',
    footer: [quiet('incident end I-1 ends one.')],
  };
}

function actionsOf({ id, version, state }: Incident): readonly CardAction[] {
  const data = { subject: id, version };
  return state === 'proposed'
    ? [execute('incident', 'Incident', data), execute('end-incident', 'No outage', data)]
    : [execute('end-incident', 'End incident', data)];
}
