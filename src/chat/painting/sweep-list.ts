import type { Refusal } from '../../core/outcome';
import { doorOf, type Sweep, type SweepHolder, type SweepWay } from '../../review/sweep/sweep';
import { outside } from '../words/escape';
import { count, listed, type SubscriptionNames, scopeName, subscriptionName } from '../words/names';
import { alarm, facts, quiet, strong } from '../words/piece';
import { notReadWords, verdictWord } from '../words/review';
import { age, clock } from '../words/time';
import { execute } from './actions';
import type { ListItem, ListState } from './list';

export interface SweepListState {
  readonly sweep: Sweep;
  /** Those of `sweep.unused` that fit the filter. */
  readonly rows: readonly SweepHolder[];
  readonly filter?: string;
  readonly names: SubscriptionNames;
  /** Object id of whoever reads the list: their own row has no button, since nobody reviews themselves. */
  readonly reader?: string;
}

/** `review subscription`: who could use the console and has not, the widest open doors first as the sweep sorted them. */
export function sweepList({ sweep, rows, filter, names, reader }: SweepListState): ListState {
  const { could, control, unused, unread, notRead, readAt, groupsUnread, subscriptions } = sweep;
  const behind = (door: 'console' | 'control', holders: readonly SweepHolder[]) =>
    holders.filter((holder) => doorOf(holder) === door).length;
  const others = behind('control', rows);
  const several = subscriptions.length > 1;
  const about = filter === undefined ? '' : ` about ${outside(filter, 60)}`;
  const marks = unread.map(
    ({ subscriptionId, why }) => `Not in this list: ${subscriptionName(subscriptionId, names)}, ${outside(why, 120)}`,
  );
  return {
    title: facts(
      strong(
        `Could use the console, has not in 90 days${about}: ${behind('console', rows)}${filter === undefined ? ` of ${could}` : ''}`,
      ),
      filter !== undefined && `${behind('console', unused)} of ${could} in all`,
      others > 0 && alarm(`${others} of ${control} could run commands without it, and have not`),
      `read ${clock(readAt)} UTC`,
    ),
    marks: [
      ...marks.slice(0, 3),
      ...(groupsUnread === 0
        ? []
        : [`${count(groupsUnread, 'group')} without readable members: their use is unknown.`]),
    ],
    tone: unread.length > 0 ? 'attention' : rows.length === 0 ? 'good' : 'warning',
    items: rows.map((holder) => ({
      ...sweepItem(holder, readAt, names, several, holder.principalId === reader),
      ...(others > 0 ? { section: sections[doorOf(holder)] } : {}),
    })),
    empty: filter === undefined ? 'Nobody: everyone who could, did.' : 'Nobody fits that.',
    footer: facts(
      notRead.length > 0 && `not read: ${listed([...new Set(notRead.map(({ what }) => notReadWords[what]))], 6)}`,
      quiet('as a file: write review subscription file in your personal chat with me'),
    ),
  };
}

/** Another door to the same machines is shown, and counted, apart. */
const sections = {
  console: 'Could open the console',
  control: 'Another door: run command, extensions, password reset',
};

/** When the sweep itself failed. */
export function noSweepList({ message, remedy }: Refusal<string>): ListState {
  return {
    title: [strong('The subscriptions could not be swept')],
    tone: 'attention',
    items: [],
    empty: [message, remedy].flatMap((text) => (text === undefined ? [] : [outside(text, 200)])).join(' '),
  };
}

function sweepItem(
  holder: SweepHolder,
  now: number,
  names: SubscriptionNames,
  several: boolean,
  own: boolean,
): ListItem {
  const { name, principalId, type, verdict, ways, accountEnabled, subscriptionId } = holder;
  const group = /group/i.test(type);
  const shown = ways.map((way) => wayWords(way, now, names));
  const subscription = subscriptionName(subscriptionId, names);
  const said = shown.slice(0, 2).some((words) => words.includes(`sub ${subscription}`));
  return {
    lead: facts(
      strong(outside(name ?? principalId, 60)),
      kind(type),
      own && 'you: somebody else must review this',
      verdictWord[verdict],
      accountEnabled === false && quiet('account disabled'),
      group && alarm('members not read'),
    ),
    facts: facts(several && !said && `in ${subscription}`, listed(shown, 2, '; ')),
    ...(group || own ? {} : { button: execute('review-holder', 'Review', { subject: principalId }) }),
  };
}

function kind(type: string): string | undefined {
  if (/group/i.test(type)) return 'group';
  return /serviceprincipal/i.test(type) ? 'service principal' : undefined;
}

/** `Owner, via Ops-Admins, sub prod-01, 600 d`. */
function wayWords({ role, group, scope, kind: how, since }: SweepWay, now: number, names: SubscriptionNames): string {
  const via = group === undefined ? 'direct' : `via ${outside(group.name ?? group.id, 50)}`;
  const pim = how === 'pim-eligible' ? ', PIM eligible' : how === 'pim-active' ? ', PIM active' : '';
  const held = since === undefined ? '' : `, ${now - since < 60_000 ? 'given just now' : age(now - since)}`;
  return `${outside(role, 60)}, ${via}, ${scopeName(scope, names)}${pim}${held}`;
}
