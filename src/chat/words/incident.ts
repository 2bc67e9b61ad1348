import type { SessionFinding } from '../../alerts/alert';
import type { Incident } from '../../alerts/incidents/incident';
import { outside, quoted } from './escape';
import { count, listed, machineName, personName, type SubscriptionNames, scopeName } from './names';
import { type Fact, facts, quiet, strong } from './piece';
import { clock } from './time';

/** What an incident's card is painted from. */
export interface IncidentState {
  readonly incident: Incident;
  /** Sessions that stand on this card instead of their own. */
  readonly grouped: readonly SessionFinding[];
  readonly now: number;
  readonly subscriptionNames?: SubscriptionNames;
}

export const incidentWords = {
  example: 'incident bad network rule on prod-01 for 4h',
  needs:
    'Say what is going on, where and for how long: `incident bad network rule on prod-01 for 4h`; a resource group is `prod-01/web`.',
  needsId: 'Which incident? `incidents` lists them; then for example `incident end I-1`.',
  unknownTarget: (text: string) =>
    `“${outside(text, 60)}” is no subscription or resource group known here. Write its name or id, or \`subscription/group\`.`,
};

export function incidentTitle({ incident, now }: IncidentState): string {
  const { id, state, until, ended } = incident;
  const who = ended === undefined ? '' : ` by ${personName(ended.name)}`;
  switch (state) {
    case 'proposed':
      return now >= until ? `${id} · outage? nobody answered` : `${id} · OUTAGE?`;
    case 'declared':
      return now >= until ? `${id} · incident over` : `${id} · INCIDENT until ${clock(until, now)} UTC`;
    case 'ended':
      return `${id} · incident ended${who} ${clock(until, now)} UTC`;
    case 'declined':
      return `${id} · no outage: declined${who}`;
  }
}

/** "“bad patch” on sub prod-01". */
export function incidentScope({ name, targets }: Incident, names: SubscriptionNames = {}): string {
  const where = listed(
    targets.map((target) => scopeName(target, names)),
    3,
  );
  return `${quoted(name, 100)} on ${where}`;
}

export function incidentLines(state: IncidentState): readonly (readonly Fact[])[] {
  const { incident, grouped, now, subscriptionNames } = state;
  const { sighting, by, from, until } = incident;
  const names = subscriptionNames ?? {};
  if (incident.state === 'proposed' || incident.state === 'declined') {
    if (sighting === undefined) return [];
    return [
      [
        strong(
          `${listed(
            sighting.principals.map(({ name }) => personName(name)),
            5,
          )} work on consoles of ${scopeName(incident.targets[0] ?? '', names)}`,
        ),
      ],
      facts(
        `${clock(sighting.from, now)}-${clock(sighting.to, now)} UTC`,
        count(sighting.sessions, 'session'),
        `${count(sighting.machines.length, 'machine')}: ${listed(sighting.machines.map(machineName), 4)}`,
        'each from a network known for them',
      ),
      [
        quiet(
          'An incident groups such sessions on this card for 4 hours and learns nothing from them. Hard signals, new people and new networks still get their own card.',
        ),
      ],
    ];
  }
  const people = new Set(grouped.map(({ session }) => session.principal.displayName));
  const machines = new Set(grouped.map(({ session }) => session.target));
  const last = grouped.reduce((newest, { session }) => Math.max(newest, session.startedAt), 0);
  return [
    [strong(incidentScope(incident, names))],
    facts(`since ${clock(from, now)} UTC, until ${clock(until, now)} UTC`, by && `declared by ${personName(by.name)}`),
    grouped.length === 0
      ? ['grouped so far: nothing']
      : facts(
          `grouped so far: ${count(grouped.length, 'session')}`,
          `${count(people.size, 'person', 'people')}: ${listed([...people].map(personName), 5)}`,
          `${count(machines.size, 'machine')}: ${listed([...machines].map(machineName), 4)}`,
          `last ${clock(last, now)} UTC`,
        ),
    [
      quiet(
        'Hard signals, new people, new networks and what its author does still get their own card. Nothing of this is learned.',
      ),
    ],
  ];
}
