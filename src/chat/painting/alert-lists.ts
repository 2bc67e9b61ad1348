import type { Alert } from '../../alerts/alert';
import { reasonsOf } from '../../alerts/summary';
import { outside } from '../words/escape';
import { coveredBy } from '../words/mute';
import { count, dispositionWords, personName, principalName, statusWord } from '../words/names';
import { briefUses } from '../words/operations';
import { alarm, type Fact, facts, good, quiet, strong } from '../words/piece';
import { age, clock } from '../words/time';
import { execute } from './actions';
import type { ListItem, ListState } from './list';

export interface AlertListState {
  readonly alerts: readonly Alert[];
  readonly now: number;
  /** `24h`, `7d`, for `recent`. */
  readonly window?: string;
  /** What the list was narrowed to. */
  readonly filter?: string;
  /** Since when the log is blind, in words: an empty list may not mean silence. */
  readonly blind?: readonly string[];
}

/** `recent`: newest first, low ones too. */
export function recentList(state: AlertListState): ListState {
  const filter = state.filter === undefined ? '' : ` about ${outside(state.filter, 60)}`;
  return listOf(
    state,
    `Last ${state.window ?? '24h'}${filter}: ${count(state.alerts.length, 'alert')}`,
    `Nothing in this time${filter}.`,
  );
}

/** `open`: everything unresolved, the worst first as the caller sorted it. */
export function openList(state: AlertListState): ListState {
  const held = state.alerts.filter(({ holder }) => holder !== undefined).length;
  return listOf(state, `Open: ${state.alerts.length}, held: ${held}`, 'Nothing is open.');
}

/** `mine`: what the asker holds. */
export function mineList(state: AlertListState): ListState {
  return listOf(state, `Yours: ${state.alerts.length}`, 'You hold nothing.');
}

/** `export` where no file can be given. */
export function exportList(state: AlertListState & { readonly cut: boolean }): ListState {
  const list = listOf(
    state,
    `Export of ${state.window ?? '30d'}: ${count(state.alerts.length, 'alert')}`,
    'Nothing was raised in this time.',
  );
  const footer = facts(
    quiet(`for a file, write export ${state.window ?? '30d'} in your personal chat with me`),
    state.cut && alarm('only the newest are here: name a shorter time'),
  );
  return { ...list, footer };
}

function listOf({ alerts, now, blind = [] }: AlertListState, title: string, empty: string): ListState {
  return { title: [strong(title)], marks: blind, items: alerts.map((alert) => alertItem(alert, now)), empty };
}

/** One alert in two lines. */
export function alertItem(alert: Alert, now: number): ListItem {
  const { id, severity, status, findings, lastSessionAt, drill } = alert;
  const session = findings.at(-1)?.session;
  const loud = severity === 'critical' || severity === 'high';
  const name = `${drill ? 'DRILL ' : ''}${severity.toUpperCase()} ${id}`;
  return {
    lead: facts(loud && status !== 'resolved' ? alarm(name) : strong(name), standing(alert), principalName(alert, 60)),
    facts: facts(
      briefUses(alert),
      session &&
        `${outside(session.sourceIps[0] ?? 'address unknown', 45)}${session.country === undefined ? '' : ` ${outside(session.country, 20)}`}`,
      `${clock(lastSessionAt, now)} UTC, ${age(now - lastSessionAt)} ago`,
      reason(alert),
    ),
    action: execute('open', `Open ${id}`, { subject: id }),
  };
}

function standing({ status, holder, resolution, muted }: Alert): Fact {
  if (status === 'resolved' && resolution !== undefined) {
    const verdict = dispositionWords[resolution.disposition].name;
    return resolution.disposition === 'malicious' ? alarm(verdict) : good(verdict);
  }
  if (muted !== undefined) return strong(coveredBy(muted.by));
  if (status === 'acknowledged' && holder !== undefined) return `${personName(holder.name)} has it`;
  return statusWord[status].toLowerCase();
}

function reason(alert: Alert): Fact | undefined {
  const first = reasonsOf(alert).find(({ points }) => points > 0);
  return first === undefined ? undefined : quiet(outside(first.text, 90));
}
