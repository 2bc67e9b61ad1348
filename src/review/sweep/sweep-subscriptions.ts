import { done, type Outcome, refuse } from '../../core/outcome';
import { subscriptionOf } from '../../core/resource-id';
import { controlOperations } from '../access/actions';
import { verdicts } from '../access/verdict';
import type { NotRead } from '../exposure/exposure';
import { mapLimited } from '../exposure/limited';
import type { ExposurePorts } from '../exposure/read-exposure';
import { usageWindowMs } from '../exposure/usage';
import type { UsageRow } from '../ports';
import { judgeSubscription } from './judge-subscription';
import { holdersOf, readPeople } from './people';
import { readSubscription, type SubscriptionReading } from './read-subscription';
import { doorOf, type Sweep, type SweepHolder } from './sweep';

export type SweepRefusal = 'no-subscription' | 'unreadable' | 'usage-unread';

/** Subscriptions read at the same time: seven lists each. */
const width = 2;

/**
 * Everyone who could use the console in the subscriptions and has not in 90 days: one query of the log and one batch of Graph for all of them, seven
 * lists of ARM for each. Without the log nobody is named: silence of an unread log is no sign of disuse.
 */
export async function sweepSubscriptions(
  ports: ExposurePorts,
  subscriptions: readonly string[],
  now: number,
): Promise<Outcome<Sweep, SweepRefusal>> {
  if (subscriptions.length === 0)
    return refuse('no-subscription', 'no subscription is configured', 'set SUBSCRIPTIONS to those the bot reads');
  const from = now - usageWindowMs;
  const [usage, readings] = await Promise.all([
    ports.usage.usage({ principalIds: [], from, to: now }),
    mapLimited(subscriptions, width, async (id) => [id, await readSubscription(ports, id)] as const),
  ]);
  if (!usage.ok)
    return refuse('usage-unread', `use of the console could not be read: ${usage.message}`, 'try again in a minute');
  const read = readings.flatMap(([, reading]) => (reading.ok ? [reading.value] : []));
  const unread = readings.flatMap(([subscriptionId, reading]) =>
    reading.ok ? [] : [{ subscriptionId, why: reading.message }],
  );
  if (read.length === 0)
    return refuse('unreadable', unread[0]?.why ?? 'nothing could be read', "check the reader's rights");
  return done({ ...(await conclude(ports, read, usage.value)), readAt: now, from, subscriptions, unread });
}

async function conclude(
  { directory }: Pick<ExposurePorts, 'directory'>,
  readings: readonly SubscriptionReading[],
  usage: readonly UsageRow[],
): Promise<Pick<Sweep, 'could' | 'control' | 'unused' | 'notRead' | 'groupsUnread'>> {
  const held = readings.map((reading) => ({ reading, ways: judgeSubscription(reading) }));
  const people = await readPeople(
    directory,
    held.flatMap(({ ways }) => ways),
  );
  const usersOf = (counts: (row: UsageRow) => boolean) =>
    new Set(usage.filter(counts).map(({ principalId, resourceId }) => `${subscriptionOf(resourceId)} ${principalId}`));
  const used = {
    console: usersOf(({ consoleUses }) => consoleUses > 0),
    control: usersOf(({ operationNames }) => operationNames.some((name) => controlOperations.has(name))),
  };
  const holders = held.flatMap(({ reading, ways }) => holdersOf(reading.subscriptionId, ways, people));
  const unused = holders.filter(
    (holder) => !used[doorOf(holder)].has(`${holder.subscriptionId.toLowerCase()} ${holder.principalId}`),
  );
  const notRead = [...readings.flatMap((reading) => reading.notRead), ...people.notRead];
  return {
    could: holders.filter((holder) => doorOf(holder) === 'console').length,
    control: holders.filter((holder) => doorOf(holder) === 'control').length,
    unused: [...unused].sort(strongestFirst),
    notRead: [...new Map(notRead.map((one): [string, NotRead] => [one.what, one])).values()],
    groupsUnread: unused.filter(({ type }) => /group/i.test(type)).length,
  };
}

/** By door, so that those with another door stand together at the end. */
function strongestFirst(a: SweepHolder, b: SweepHolder): number {
  const byDoor = Number(doorOf(a) === 'control') - Number(doorOf(b) === 'control');
  const byVerdict = verdicts.indexOf(a.verdict) - verdicts.indexOf(b.verdict);
  return byDoor || byVerdict || (a.name ?? a.principalId).localeCompare(b.name ?? b.principalId);
}
