import { isWithinHours } from '../../core/hours';
import { shortName } from '../../core/resource-id';
import { countryFacts } from '../../geo/countries';
import { hourCounts } from '../baseline/profile';
import { dayMs, dayOf, knownBefore, spanOf } from '../baseline/spans';
import type { Facts, Rule } from '../facts';
import { knownValues, observedDays } from '../history';
import { plural, reason } from '../reason';
import { targetKey } from '../session';

/** Days of observation before somebody's own hours say anything. */
const enoughDays = 10;

/** Outside this principal's own hours; else outside the policy's working hours; undefined when nothing is known. */
function isOffHours(facts: Facts, until = facts.history.day - 1): { off: boolean; by: string } | undefined {
  const { session, history, policy } = facts;
  const observed = observedDays(history);
  if (observed >= enoughDays) {
    const hour = new Date(session.startedAt).getUTCHours();
    const counts = hourCounts(history.profile, until);
    const near = [-1, 0, 1].reduce((sum, step) => sum + (counts[(hour + step + 24) % 24] ?? 0), 0);
    return { off: near / observed < 0.08, by: `this principal’s own hours of ${plural(observed, 'day')}` };
  }
  const hours = policy.policy.workingHours;
  return hours === undefined
    ? undefined
    : { off: !isWithinHours(hours, session.startedAt), by: 'the policy’s working hours' };
}

/** A few points, once. */
export const offHours: Rule = (facts) => {
  const found = isOffHours(facts);
  if (found?.off !== true || facts.session.outcome === 'failure') return undefined;
  const time = new Date(facts.session.startedAt).toISOString().slice(11, 16);
  return reason('off-hours', `${time} UTC is outside ${found.by}`);
};

/** Night by the sun where the principal usually is, when neither habit nor policy tells. */
function isNight(facts: Facts, at: number, until: number): boolean {
  const found = isOffHours({ ...facts, session: { ...facts.session, startedAt: at } }, until);
  if (found !== undefined) return found.off;
  const country = knownValues(facts.history, 'country')[0] ?? facts.session.country;
  const longitude = country === undefined ? 0 : (countryFacts(country)?.longitude ?? 0);
  const hour = (new Date(at).getUTCHours() + Math.round(longitude / 15) + 24) % 24;
  return hour >= 22 || hour < 6;
}

/** Several nights within a week on a machine that was not this principal's before the first of them; three weigh in full. */
export const nightsOnForeignMachine: Rule = (facts) => {
  const { session, history } = facts;
  if (session.kind !== 'connect' || session.outcome === 'failure' || session.target === 'unknown') return undefined;
  const machine = targetKey(session.target);
  // Habits are those of before the first visit: earlier nights of the same series must not make the next one usual.
  const visits = [...history.own.map((of) => of.session), session].filter(
    (of) =>
      of.kind === 'connect' &&
      of.outcome !== 'failure' &&
      targetKey(of.target) === machine &&
      of.startedAt > session.startedAt - 8 * dayMs &&
      of.startedAt <= session.startedAt,
  );
  const until = dayOf(Math.min(...visits.map(({ startedAt }) => startedAt)));
  const nights = visits.filter(({ startedAt }) => isNight(facts, startedAt, until));
  // A night is counted by its noon-to-noon day.
  const distinct = new Set(nights.map(({ startedAt }) => dayOf(startedAt - dayMs / 2)));
  const first = nights[0];
  if (first === undefined || distinct.size < 2) return undefined;
  const since = dayOf(first.startedAt);
  const { use, life } = history.profile;
  const used = knownBefore(spanOf(use.machine, machine), since, history.oldest);
  const administered = knownBefore(spanOf(life.machine, machine), since - 1, history.oldest);
  // One change through Azure Resource Manager does not make a machine one's own.
  const ownBefore = used !== undefined || (administered !== undefined && administered[2] >= 3);
  if (ownBefore && distinct.size < 3) return undefined;
  const nightsText = `${plural(distinct.size, 'night')} in eight days on ${shortName(session.target)}`;
  // Even on one's own machine three nights in a row are no habit of somebody who works by day.
  if (ownBefore) return reason('nights-on-foreign-machine', `${nightsText}, this principal’s own machine by day`, 0.6);
  return reason(
    'nights-on-foreign-machine',
    `${nightsText}, never this principal’s machine before`,
    distinct.size >= 3 ? 1 : 0.7,
  );
};
