import type { Watched } from '../../detection/ports';
import { listed, type SubscriptionNames, subscriptionName } from './names';
import { clock } from './time';

const mostNamed = 3;

/** What must be known before a list is believed: since when the log, or a subscription of it, says nothing. */
export function blindMarks(
  { blindSince, subscriptions }: Watched,
  now: number,
  names: SubscriptionNames,
): readonly string[] {
  const silent = subscriptions.filter((subscription) => subscription.silent);
  const named = silent.map(({ id, lastAt }) => `${subscriptionName(id, names)} since ${clock(lastAt ?? now, now)} UTC`);
  return [
    ...(blindSince === undefined
      ? []
      : [`Blind since ${clock(blindSince, now)} UTC: what is missing here may have happened.`]),
    ...(silent.length === 0 ? [] : [`Blind in ${listed(named, mostNamed)}: no row of its log.`]),
  ];
}
