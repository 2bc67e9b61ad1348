import type { Alert } from '../../alerts/alert';
import { outside } from './escape';
import { count, listed } from './names';
import { facts, type Line, strong } from './piece';
import { sparkline } from './sparkline';

/** OFTEN: now against usual, with the weeks as bars. */
export function oftenLine({ context: { frequency } }: Alert): Line {
  const now =
    frequency.sessionsLastDay === 0
      ? 'no console use in 24 h'
      : `${count(frequency.sessionsLastDay, 'session')}, ${count(frequency.machinesLastDay, 'machine')} in 24 h`;
  return { label: 'OFTEN', facts: facts(strong(now), usual(frequency), bars(frequency.weekly)) };
}

type Frequency = Alert['context']['frequency'];

function usual({ observations, usualPerMonth, usualCountries, usualHours, historyDays }: Frequency): string {
  if (observations === 0) return historyDays === 0 ? 'no history yet' : `never before in ${historyDays} d`;
  const rate = usualPerMonth < 1 ? 'less than 1' : String(Math.round(usualPerMonth));
  const where = listed(
    usualCountries.map((code) => outside(code, 20)),
    3,
    '/',
  );
  return [`usually ${rate} a month`, where, usualHours === undefined ? '' : outside(usualHours, 20)]
    .filter((part) => part !== '')
    .join(', ');
}

function bars(weekly: readonly number[]): string {
  return weekly.length < 2 ? '' : `${sparkline(weekly)} ${weekly.slice(-13).length} weeks`;
}
