import type { AlertCardState } from '../painting/state';
import { outside } from './escape';
import { count } from './names';
import { alarm, type Fact, facts, type Line } from './piece';
import { clock, date, localClock, range } from './time';

/** TIME: when it happened, when it could be seen, and what no log tells. */
export function timeLine(state: AlertCardState): Line {
  const { alert } = state;
  const seen = alert.findings.map(({ session }) => session.visibleAt);
  const [first, last] = [Math.min(...seen), Math.max(...seen)];
  return {
    label: 'TIME',
    facts: facts(
      happened(state),
      seen.length > 0 && `first visible ${clock(first, alert.openedAt)}, last ${clock(last, alert.openedAt)}`,
      ...sight(state),
      'rows lag up to 20 min',
      'typing is in no log',
    ),
  };
}

function happened({ alert, localClock: local }: AlertCardState): Fact {
  const theirs =
    local === undefined ? '' : ` (${localClock(alert.openedAt, local.utcOffsetMinutes)} ${outside(local.label, 20)})`;
  return `happened ${date(alert.openedAt)} ${range(alert.openedAt, alert.lastSessionAt)} UTC${theirs}`;
}

function sight({ sight: facts, alert }: AlertCardState): readonly Fact[] {
  if (facts === undefined) return [];
  const { blindSince, lateEvents, completeTo } = facts;
  return [
    blindSince === undefined ? '' : alarm(`log blind since ${clock(blindSince, alert.openedAt)}`),
    lateEvents === undefined || lateEvents === 0 ? '' : `${count(lateEvents, 'row')} came late`,
    completeTo === undefined ? '' : `log complete to ${clock(completeTo, alert.openedAt)}`,
  ];
}
