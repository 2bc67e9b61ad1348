import { hourCounts } from './baseline/profile';
import { dayOf } from './baseline/spans';
import type { Facts } from './facts';
import type { FindingContext } from './finding';
import { knownValues, othersAt, principalsKnown, sessionsLearned, tenantDays } from './history';
import { shown } from './related';
import { targetKey } from './session';
import { machinesOf, within } from './triggers/windows';

const hour = 3_600_000;
const weeks = 13;
/** Related operations on the card: this many hours before and after. */
const aroundMs = 24 * hour;

/** The numbers of the card's FROM, OFTEN and AROUND lines. */
export function findingContext(facts: Facts): FindingContext {
  const { session, history, policy, ip, network, site } = facts;
  // An operation is no use: what counts beside it are the principal's consoles.
  const kind = session.kind === 'operation' ? 'connect' : session.kind;
  const lastHour = within(facts, hour, kind);
  const lastDay = within(facts, 24 * hour, kind);
  const sessions = sessionsLearned(history);
  const historyDays = Math.min(tenantDays(history), history.day - history.oldest);
  const hours = usualHours(hourCounts(history.profile, history.day));
  const trusted = ip === undefined ? undefined : policy.trustedNetwork(ip);
  const peers = new Set([
    ...network.flatMap((of) => [...othersAt(history, 'network', of).keys()]),
    ...(site === undefined ? [] : othersAt(history, 'site', site).keys()),
  ]);
  const previous = previousOnMachine(facts);
  return {
    frequency: {
      sessionsLastHour: lastHour.length,
      machinesLastHour: machinesOf(lastHour),
      sessionsLastDay: lastDay.length,
      machinesLastDay: machinesOf(lastDay),
      usualPerMonth: historyDays === 0 ? 0 : Math.round((sessions / historyDays) * 30 * 10) / 10,
      weekly: weekly(facts, lastDay.length),
      observations: sessions,
      historyDays,
      usualCountries: knownValues(history, 'country').slice(0, 3),
      ...(hours === undefined ? {} : { usualHours: hours }),
    },
    origin: {
      peersOnNetwork: peers.size,
      principalsKnown: principalsKnown(history),
      ...(trusted === undefined ? {} : { trustedNetwork: trusted }),
    },
    around: history.related
      .filter(({ at, caller, target }) => {
        const near = Math.abs(at - session.startedAt) <= aroundMs;
        return near && (caller === session.principal.objectId || targetKey(target) === targetKey(session.target));
      })
      .slice(-20)
      .map(shown),
    ...(previous === undefined ? {} : { previousOnMachine: previous }),
  };
}

function previousOnMachine({ session, history }: Facts): FindingContext['previousOnMachine'] {
  const earlier = [...history.onMachine, ...history.own]
    .map((of) => of.session)
    .filter(
      (of) =>
        of.kind === 'connect' &&
        of.outcome !== 'failure' &&
        targetKey(of.target) === targetKey(session.target) &&
        of.startedAt < session.startedAt,
    )
    .sort((a, b) => a.startedAt - b.startedAt)
    .at(-1);
  return earlier === undefined ? undefined : { at: earlier.startedAt, principal: earlier.principal.displayName };
}

/** Sessions a week, the current one last: the learned days, and today as it is. */
function weekly({ history, session }: Facts, today: number): readonly number[] {
  const counts = Array.from({ length: weeks }, () => 0);
  const last = dayOf(session.startedAt);
  for (const [day, [sessions]] of Object.entries(history.profile.useDays)) {
    const index = weeks - 1 - Math.floor((last - Number(day)) / 7);
    if (Number(day) < last && index >= 0) counts[index] = (counts[index] ?? 0) + sessions;
  }
  counts[weeks - 1] = (counts[weeks - 1] ?? 0) + today;
  const from = counts.findIndex((count) => count > 0);
  return counts.slice(Math.min(from, weeks - 1));
}

/** The shortest span of UTC hours that holds nine tenths of the observations, as `09-17`. */
function usualHours(hours: readonly number[]): string | undefined {
  const total = hours.reduce((sum, count) => sum + count, 0);
  if (total < 10) return undefined;
  let best: { start: number; length: number } | undefined;
  for (let start = 0; start < 24; start += 1) {
    let sum = 0;
    for (let length = 1; length <= 24; length += 1) {
      sum += hours[(start + length - 1) % 24] ?? 0;
      if (sum < total * 0.9) continue;
      if (best === undefined || length < best.length) best = { start, length };
      break;
    }
  }
  if (best === undefined) return undefined;
  const two = (hour: number) => String(hour % 24).padStart(2, '0');
  return `${two(best.start)}-${two(best.start + best.length)}`;
}
