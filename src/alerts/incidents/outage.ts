import type { Finding } from '../../detection/finding';
import type { OutageSighting } from './incident';
import { isOrdinary } from './under';

type Seen = Parameters<typeof isOrdinary>[0];

/** Three people within an hour (issue 3, item 5). */
const leastPeople = 3;
export const outageSpanMs = 60 * 60_000;

/** People at work in one subscription at the same time, each on own or trusted networks; undefined when they are too few. */
export function outageIn(subscriptionId: string, findings: readonly Seen[]): OutageSighting | undefined {
  const work = findings
    .filter((finding) => isOrdinary(finding) && isWork(finding) && finding.session.subscriptionId === subscriptionId)
    .map(({ session }) => session)
    .sort((a, b) => a.startedAt - b.startedAt);
  for (const first of work) {
    const within = work.filter(
      ({ startedAt }) => startedAt >= first.startedAt && startedAt - first.startedAt <= outageSpanMs,
    );
    const people = new Map(within.map(({ principal }) => [principal.objectId, principal.displayName]));
    if (people.size < leastPeople) continue;
    return {
      subscriptionId,
      from: first.startedAt,
      to: within.at(-1)?.startedAt ?? first.startedAt,
      principals: [...people].map(([objectId, name]) => ({ objectId, name })),
      machines: [...new Set(within.map(({ target }) => target))],
      sessions: within.length,
    };
  }
  return undefined;
}

/** A refused or failed call opened no console; what is declared already needs no question. */
function isWork({ session, reasons }: Pick<Finding, 'session' | 'reasons'>): boolean {
  return session.outcome !== 'failure' && !reasons.some(({ code }) => code === 'declared-incident');
}
