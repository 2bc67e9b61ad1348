import type { Log } from '../../core/log';
import type { LogRow, LogSource, QueryValue } from '../ports';
import { type QueryName, readQuery } from '../queries';
import { type Context, noContext } from './context';
import { activityOf, identityOf, riskOf, signInOf, threatOf } from './decode-context';

export interface Wanted {
  /** Object ids and user names, lower case. */
  readonly principals: readonly string[];
  readonly addresses: readonly string[];
  /** Earliest event time among the sessions asked about, epoch milliseconds. */
  readonly from: number;
  /** The poll's cut-off. */
  readonly cutoff: number;
}

const hour = 3_600_000;
const day = 24 * hour;

/** How far back each table is read, before the first session: travel and factors need a day, risk is reported late, the directory resyncs in 14 days. */
export const reach: Readonly<Record<'signins' | 'activity' | 'risk' | 'identity' | 'threat', number>> = {
  signins: day,
  activity: day,
  risk: 14 * day,
  identity: 30 * day,
  threat: 30 * day,
};

/**
 * Asks the optional tables about a poll's principals and addresses, one batched query a table, all at once: five is what Azure Monitor runs for one
 * user, and everybody else waits while a poll is under way. A table that does not exist, or does not answer, is
 * named in `missing` and never holds an alert back.
 */
export async function gatherContext(source: LogSource, log: Log, wanted: Wanted): Promise<Context> {
  const { principals, addresses, from, cutoff } = wanted;
  const missing: string[] = [];

  async function ask<T>(
    name: keyof typeof reach & QueryName,
    parameters: Readonly<Record<string, QueryValue>>,
    decode: (row: LogRow) => T | undefined,
  ): Promise<readonly T[]> {
    const since = from - reach[name];
    const answer = await source.query({
      name,
      text: readQuery(name),
      parameters: { since: { datetime: since }, cutoff: { datetime: cutoff }, ...parameters },
      timespan: { from: since, to: cutoff },
    });
    if (answer.ok) return answer.value.rows.flatMap((row) => decode(row) ?? []);
    missing.push(name);
    log.warn({ query: name, reason: answer.reason }, `${answer.message} The alert goes on without this table.`);
    return [];
  }

  if (principals.length === 0) return noContext;
  const [signIns, activity, risks, identities, threats] = await Promise.all([
    ask('signins', { principals }, signInOf),
    ask('activity', { principals }, activityOf),
    ask('risk', { principals }, riskOf),
    ask('identity', { principals }, identityOf),
    addresses.length === 0 ? [] : ask('threat', { addresses }, threatOf),
  ]);
  // In the order of the tables, whichever answered first: the same facts give the same card.
  const order = Object.keys(reach);
  missing.sort((one, other) => order.indexOf(one) - order.indexOf(other));
  return { signIns, activity, risks, identities, threats, missing };
}
