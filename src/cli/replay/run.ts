import type { Alert } from '../../alerts/alert';
import { contractLine } from '../../alerts/contract-line';
import { silentLog } from '../../core/log';
import { defaultPolicy } from '../../core/policy';
import { atLeast } from '../../core/severity';
import { openAsnDatabase } from '../../geo/database';
import { createRehearsal } from '../../service/backtest/rehearsal';
import { bindReplayQueries } from './bound-queries';
import { defaultCountryDatabase, openGeo } from './geo';
import { replaySource } from './log-source';
import type { ReplayAlert, ReplayOptions } from './options';
import { type ReplayRecord, readRecord } from './record';
import { sortByIngestion } from './sort';

export type { ReplayAlert, ReplayOptions } from './options';

/** Runs rows (parsed objects, any order) through the production pipeline; alerts come back ordered by `raisedAt`. Bad rows are left out. */
export async function replayRows(
  rows: AsyncIterable<unknown> | Iterable<unknown>,
  options: ReplayOptions = {},
): Promise<ReplayAlert[]> {
  return replayBatches(batchesOf(rows), options);
}

/** The same with the alerts as the pipeline keeps them: `evaluate` asks when each was given to the channel. */
export async function rehearseRows(
  rows: AsyncIterable<unknown> | Iterable<unknown>,
  options: ReplayOptions = {},
): Promise<readonly Alert[]> {
  return rehearse(batchesOf(rows), options);
}

async function* batchesOf(rows: AsyncIterable<unknown> | Iterable<unknown>): AsyncGenerator<readonly ReplayRecord[]> {
  for await (const row of rows) {
    const read = readRecord(row);
    if (read.kind === 'record') yield [read.record];
  }
}

/** The same for batches of records that were already read. */
export async function replayBatches(
  batches: AsyncIterable<readonly ReplayRecord[]>,
  options: ReplayOptions = {},
): Promise<ReplayAlert[]> {
  return (await rehearse(batches, options)).map((alert) => contractLine(alert) as unknown as ReplayAlert);
}

async function rehearse(
  batches: AsyncIterable<readonly ReplayRecord[]>,
  options: ReplayOptions,
): Promise<readonly Alert[]> {
  const { policy = defaultPolicy, minSeverity = 'informational', log = silentLog } = options;
  const interval = (options.pollIntervalSeconds ?? 60) * 1000;
  const geo = await openGeo(options.countryDb ?? defaultCountryDatabase());
  const asnDb = options.asnDb === undefined ? undefined : await openAsnDatabase(options.asnDb);
  const source = replaySource(bindReplayQueries(geo));
  const rehearsal = createRehearsal({
    source,
    policy,
    intervalMs: interval,
    baselineDays: options.baselineDays ?? 90,
    log,
    hasLifeRows: source.hasLifeRows,
    ...(options.everyPoll === undefined ? {} : { everyPoll: options.everyPoll }),
    ...(asnDb === undefined
      ? {}
      : {
          asnOf: (address: string) => {
            const asn = asnDb(address);
            return asn === undefined ? undefined : `AS${asn.number}`;
          },
        }),
  });
  const { pollAt, poll, pollUntil } = rehearsal;

  /** Rows that are visible at the poll `pending` are in; it runs before the first row of a later one. */
  let pending: number | undefined;
  let looked = Number.NEGATIVE_INFINITY;
  async function pollBefore(due: number): Promise<void> {
    if (!rehearsal.begun()) await poll(due - interval);
    if (pending !== undefined && due > pending) {
      await pollUntil(pending - interval);
      await poll(pending);
      pending = undefined;
    }
    if (!source.hasConsoleRows()) await pollUntil(due - interval);
    looked = due;
  }

  const { sorted, close } = await sortByIngestion(batches);
  try {
    for (const record of sorted) {
      const due = pollAt(record.ingested);
      // Rows of one poll need no look of their own: an `await` a row would cost more than the row.
      if (due !== looked) await pollBefore(due);
      source.add(record);
      if (record.table === 'console') pending = due;
    }
  } finally {
    close();
  }
  if (pending !== undefined) {
    await pollUntil(pending - interval);
    await poll(pending);
  }
  await rehearsal.drain();
  return rehearsal.alerts().filter(({ severity }) => atLeast(severity, minSeverity));
}
