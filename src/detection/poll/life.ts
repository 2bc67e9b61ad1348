import type { Log } from '../../core/log';
import type { Tx } from '../../core/unit-of-work';
import { tidyAddress } from '../../geo/address';
import { countryCode } from '../../geo/country-names';
import { expiryOf, openDesk } from '../baseline/desk';
import { type LifeDay, learnLife, lifeKeys } from '../baseline/learn';
import { dayOf } from '../baseline/spans';
import { emptyTenant, type Tenant } from '../baseline/tenant';
import { instant, text, texts } from '../decode/values';
import type { LogRow, LogSource } from '../ports';
import { readQuery } from '../queries';
import type { BaselineStore } from '../store-ports';
import { hourMs, latenessMs } from './config';

/** What one slice of ordinary life says. */
export interface Life {
  readonly days: readonly LifeDay[];
}

/** Ordinary life counts from the second day on, so four readings a day are plenty. */
const lifeEveryMs = 6 * hourMs;

/** The mark up to which ordinary life is read at `now`: fixed times of the day, so that it does not matter when exactly polls run. */
export const lifeMark = (now: number): number => Math.floor(now / lifeEveryMs) * lifeEveryMs;

/** Reads ordinary life that became visible in (watermark, cutoff]; undefined when the log did not answer. Missing sign-in tables only shorten it. */
export async function readLife(
  source: LogSource,
  log: Log,
  people: readonly string[],
  window: { readonly watermark: number; readonly cutoff: number; readonly reachMs?: number },
): Promise<Life | undefined> {
  const { watermark, cutoff, reachMs = latenessMs } = window;
  const since = watermark - reachMs;
  const times = { since: { datetime: since }, watermark: { datetime: watermark }, cutoff: { datetime: cutoff } };
  const timespan = { from: since, to: cutoff };
  const activity = await source.query({ name: 'life', text: readQuery('life'), parameters: times, timespan });
  if (!activity.ok) {
    log.warn({ query: 'life', reason: activity.reason }, `${activity.message} The baseline waits for the next poll.`);
    return undefined;
  }
  const rows = [...activity.value.rows];
  if (people.length > 0) {
    const parameters = { ...times, principals: people };
    const signIns = await source.query({ name: 'signin-life', text: readQuery('signin-life'), parameters, timespan });
    if (signIns.ok) rows.push(...signIns.value.rows);
    else
      log.warn(
        { query: 'signin-life', reason: signIns.reason },
        `${signIns.message} The baseline goes on without sign-ins.`,
      );
  }
  return { days: rows.flatMap((row) => lifeDayOf(row) ?? []) };
}

function lifeDayOf(row: LogRow): LifeDay | undefined {
  const who = text(row, 'Principal');
  const at = instant(row, 'Day');
  if (who === undefined || at === undefined) return undefined;
  const asn = text(row, 'Asn');
  return {
    who,
    day: dayOf(at),
    ip: tidyAddress(text(row, 'Ip')),
    country: countryCode(text(row, 'Country')),
    ...(asn === undefined ? {} : { asn: `AS${asn.replace(/^AS/i, '')}` }),
    hours: texts(row.Hours).map(Number),
    machines: texts(row.Machines),
    subscriptions: texts(row.Subscriptions),
  };
}

/** Merges ordinary life into the baseline. */
export async function mergeLife(
  store: BaselineStore,
  tx: Tx,
  life: Life,
  now: number,
  baselineDays: number,
): Promise<void> {
  const desk = openDesk(store, tx);
  await desk.load(['tenant', ...life.days.flatMap(lifeKeys)]);
  learnLife(desk, life.days, dayOf(now) - baselineDays);
  await desk.save(expiryOf(now, baselineDays));
}

/** Whose sign-ins are worth reading: who has a life in Azure or on the console. */
export async function peopleKnown(store: BaselineStore, tx: Tx): Promise<readonly string[]> {
  const tenant = ((await store.documents(tx, ['tenant'])).get('tenant') as Tenant | undefined) ?? emptyTenant;
  return [...new Set([...Object.keys(tenant.life), ...Object.keys(tenant.use)])].slice(0, 5000);
}
