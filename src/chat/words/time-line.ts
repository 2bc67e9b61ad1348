import type { AlertCardState } from '../painting/state';
import { wallClock } from './local-clock';
import { count } from './names';
import { alarm, type Fact, facts, type Line } from './piece';
import { clock, date, range } from './time';

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

/** The clock on the wall where the session came from, and where the principal usually is: three at night tells a story. */
function happened({ alert }: AlertCardState): Fact {
  const here = alert.findings[0]?.session.country;
  const usual = alert.context.frequency.usualCountries[0];
  const walls = [
    here === undefined ? '' : wall(here, alert.openedAt),
    usual === undefined || usual === here ? '' : wall(usual, alert.openedAt, ', where usually'),
  ].filter((words) => words !== '');
  const theirs = walls.length === 0 ? '' : ` (${walls.join('; ')})`;
  return `happened ${date(alert.openedAt)} ${range(alert.openedAt, alert.lastSessionAt)} UTC${theirs}`;
}

function wall(country: string, at: number, more = ''): string {
  const time = wallClock(country, at);
  return time === undefined ? '' : `${time} ${country}${more}`;
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
