import type { HealthLine } from '../chat/room';
import { outside } from '../chat/words/escape';
import { type SubscriptionNames, subscriptionName } from '../chat/words/names';
import { clock } from '../chat/words/time';
import type { Watched, WatchedSubscription } from '../detection/ports';

/** So many subscriptions have a line each; of more, those that speak share one. */
const mostNamed = 8;

/** `health`: whether the log is read, and the last row of each subscription. */
export function sightLines(
  { blindSince, reason, subscriptions }: Watched,
  now: number,
  names: SubscriptionNames,
): readonly HealthLine[] {
  const utc = (at: number) => `${clock(at, now)} UTC`;
  const line = (one: WatchedSubscription): HealthLine => {
    const name = `subscription ${subscriptionName(one.id, names)}`;
    if (one.lastAt === undefined) return { name, state: 'unknown', says: 'no row of its log was ever seen' };
    return one.silent
      ? { name, state: 'bad', says: `blind since ${utc(one.lastAt)}: no row for four times its usual gap` }
      : { name, state: 'good', says: `last row ${utc(one.lastAt)}, asked hourly` };
  };
  const speaking = subscriptions.filter(({ silent, lastAt }) => !silent && lastAt !== undefined);
  const others = subscriptions.filter((one) => !speaking.includes(one));
  const times = speaking.map(({ lastAt }) => lastAt ?? now);
  return [
    blindSince === undefined
      ? { name: 'reading the log', state: 'good', says: 'without a gap' }
      : {
          name: 'reading the log',
          state: 'bad',
          says: `blind since ${utc(blindSince)}: ${outside(reason ?? 'reason unknown', 40)}`,
        },
    ...others.slice(0, mostNamed).map(line),
    ...(others.length > mostNamed
      ? [{ name: 'more subscriptions', state: 'bad' as const, says: `${others.length - mostNamed} more give no rows` }]
      : []),
    ...(speaking.length <= mostNamed
      ? speaking.map(line)
      : [
          {
            name: `${speaking.length} subscriptions`,
            state: 'good' as const,
            says: `last rows ${utc(Math.min(...times))} to ${utc(Math.max(...times))}, asked hourly`,
          },
        ]),
  ];
}
