import type { Alert } from '../../alerts/alert';
import type { Mute } from '../../alerts/mutes/mute';
import type { Review } from '../../review/review';
import { outside, quoted } from '../words/escape';
import { count, listed, machineName, personName, type SubscriptionNames, subscriptionName } from '../words/names';
import { alarm, facts, good, quiet, strong } from '../words/piece';
import { clock, duration } from '../words/time';
import { alertItem } from './alert-lists';
import type { ListItem, ListState } from './list';
import { reviewItem } from './review-lists';

export interface HandoverState {
  /** Unresolved, the worst first. */
  readonly open: readonly Alert[];
  /** Reviews that wait for a vote. */
  readonly pending: readonly Review[];
  /** Console plans whose subscriptions are still off. */
  readonly consolesOff: readonly Review[];
  /** In force, the earliest end first. */
  readonly mutes: readonly Mute[];
  readonly now: number;
  readonly names: SubscriptionNames;
}

const mostAlerts = 8;
const mostOthers = 4;

/** `handover`: what the next shift must know, in one card: open alerts and who holds them, then what waits, is off, or ends. */
export function handoverList(state: HandoverState): ListState {
  const { open, pending, consolesOff, mutes, now } = state;
  const unheld = open.filter(({ holder }) => holder === undefined).length;
  return {
    title: facts(
      strong(`Handover: ${open.length} open`),
      unheld > 0 ? alarm(`${unheld} held by nobody`) : open.length > 0 && good('all held'),
      `${clock(now)} UTC`,
    ),
    items: [
      ...some(
        open.map((alert) => alertItem(alert, now)),
        mostAlerts,
        'open alerts: `open` lists them',
      ),
      heading(`Waiting for approval: ${pending.length}`),
      ...some(
        pending.map((review) => reviewItem(review, now)),
        mostOthers,
        'approvals: `approvals` lists them',
      ),
      heading(`Consoles off: ${consolesOff.length}`),
      ...some(
        consolesOff.map((review) => consoleItem(review, state)),
        mostOthers,
        'consoles',
      ),
      heading(`Mutes in force: ${mutes.length}`),
      ...some(
        mutes.map((mute) => muteItem(mute, now)),
        mostOthers,
        'mutes: `mutes` lists them',
      ),
    ],
    empty: '',
    most: 40,
  };
}

const heading = (text: string): ListItem => ({ lead: [strong(text)] });

function some(items: readonly ListItem[], most: number, rest: string): readonly ListItem[] {
  const more = items.length - most;
  return more <= 0
    ? items
    : [...items.slice(0, most), { lead: [quiet(`and ${more} more ${rest.replaceAll('`', '')}`)] }];
}

function consoleItem(
  { id, subscriptions, requester, alertId, remindAt }: Review,
  { now, names }: HandoverState,
): ListItem {
  return {
    lead: facts(
      listed(
        subscriptions.map((subscription) => subscriptionName(subscription, names)),
        3,
      ),
      alertId !== undefined && `for ${outside(alertId, 12)}`,
      outside(id, 12),
    ),
    facts: facts(
      `asked by ${personName(requester.name)}`,
      remindAt !== undefined && `next reminder ${clock(remindAt, now)} UTC`,
    ),
  };
}

function muteItem({ id, scope, until, reason, requester }: Mute, now: number): ListItem {
  const { principal, machine, network } = scope;
  return {
    lead: facts(
      strong(outside(id, 12)),
      principal && outside(principal.name, 60),
      machine !== undefined && machineName(machine),
      network !== undefined && outside(network, 50),
    ),
    facts: facts(`ends in ${duration(until - now)}`, `${personName(requester.name)}: ${quoted(reason, 80)}`),
  };
}

export function handoverSummary({ open, pending, consolesOff, mutes }: HandoverState): string {
  return `Handover: ${open.length} open, ${count(pending.length, 'approval')} waiting, ${count(consolesOff.length, 'console')} off, ${count(mutes.length, 'mute')}`;
}
