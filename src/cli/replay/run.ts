import type { Alert } from '../../alerts/alert';
import { contractLine } from '../../alerts/contract-line';
import { createIngest } from '../../alerts/ingest';
import { memoryAlertStore } from '../../alerts/memory-alert-store';
import { ManualClock } from '../../core/clock';
import { silentLog } from '../../core/log';
import { defaultPolicy } from '../../core/policy';
import { atLeast } from '../../core/severity';
import type { Tx, UnitOfWork } from '../../core/unit-of-work';
import { memoryBaselineStore } from '../../detection/memory-baseline-store';
import { lifeMark } from '../../detection/poll/life';
import { createPoller } from '../../detection/poller';
import { openAsnDatabase } from '../../geo/database';
import { bindReplayQueries } from './bound-queries';
import { defaultCountryDatabase, openGeo } from './geo';
import { replaySource } from './log-source';
import type { ReplayAlert, ReplayOptions } from './options';
import { type ReplayRecord, readRecord } from './record';
import { sortByIngestion } from './sort';

export type { ReplayAlert, ReplayOptions } from './options';

const hour = 3_600_000;
/** After the last row polls go on this long: until every session had its second look and was learned or withheld. */
const drainMs = 26 * hour;

/** Runs rows (parsed objects, any order) through the production pipeline; alerts come back ordered by `raisedAt`. Bad rows are left out. */
export async function replayRows(
  rows: AsyncIterable<unknown> | Iterable<unknown>,
  options: ReplayOptions = {},
): Promise<ReplayAlert[]> {
  return replayBatches(batchesOf(rows), options);
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
  const { policy = defaultPolicy, minSeverity = 'informational', log = silentLog } = options;
  const interval = (options.pollIntervalSeconds ?? 60) * 1000;
  const geo = await openGeo(options.countryDb ?? defaultCountryDatabase());
  const asnDb = options.asnDb === undefined ? undefined : await openAsnDatabase(options.asnDb);
  const source = replaySource(bindReplayQueries(geo));
  const store = memoryBaselineStore();
  const alerts = memoryAlertStore();
  let counter = 0;
  const sink = createIngest({
    store: alerts,
    audit: { append: async (_tx, event) => ({ ...event, sequence: 0, previousHash: '', hash: '' }) },
    nextId: async () => {
      counter += 1;
      return `A-${counter}`;
    },
    policy: () => policy,
    changed: async () => undefined,
  });
  const poller = createPoller({
    source,
    store,
    sink,
    uow: memoryUnitOfWork,
    clock: new ManualClock(0),
    policy: () => policy,
    sight: { report: async () => undefined },
    log,
    config: {
      pollIntervalSeconds: interval / 1000,
      baselineDays: options.baselineDays ?? 90,
      subscriptions: [],
      overlapSeconds: 0,
      bootstrap: false,
      watchSilence: false,
    },
    ...(asnDb === undefined
      ? {}
      : {
          asnOf: (address: string) => {
            const asn = asnDb(address);
            return asn === undefined ? undefined : `AS${asn.number}`;
          },
        }),
  });

  const pollAt = (at: number) => Math.ceil(at / interval) * interval;
  let last = Number.NEGATIVE_INFINITY;

  /** The next poll that has something to do, at or before `until`; every poll when the slow reference is asked for. */
  async function nextPoll(until: number): Promise<number | undefined> {
    if (last === Number.NEGATIVE_INFINITY) return undefined;
    const next = last + interval;
    if (options.everyPoll) return next <= until ? next : undefined;
    const [due] = await store.dueRecords(memoryTx, 'session', until, 1);
    const wishes = [
      due?.dueAt === undefined ? undefined : pollAt(due.dueAt),
      source.hasLifeRows() ? pollAt(lifeMark(last) + 6 * hour) : undefined,
    ].flatMap((at) => (at === undefined || at > until ? [] : [Math.max(at, next)]));
    return wishes.length === 0 ? undefined : Math.min(...wishes);
  }

  async function pollUntil(until: number): Promise<void> {
    for (let at = await nextPoll(until); at !== undefined && at <= until; at = await nextPoll(until)) {
      await poller.pollOnce(at);
      last = at;
    }
  }

  /** Rows that are visible at the poll `pending` are in; it runs before the first row of a later one. */
  let pending: number | undefined;
  let looked = Number.NEGATIVE_INFINITY;
  async function pollBefore(due: number): Promise<void> {
    if (last === Number.NEGATIVE_INFINITY) {
      last = due - interval;
      await poller.pollOnce(last);
    }
    if (pending !== undefined && due > pending) {
      await pollUntil(pending - interval);
      await poller.pollOnce(pending);
      last = pending;
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
    await poller.pollOnce(pending);
    last = pending;
  }
  await pollUntil(last + drainMs);
  return [...alerts.all()]
    .filter(({ severity }) => atLeast(severity, minSeverity))
    .sort((a, b) => a.raisedAt - b.raisedAt || numberOf(a) - numberOf(b))
    .map((alert) => contractLine(alert) as unknown as ReplayAlert);
}

const numberOf = ({ id }: Alert): number => Number(id.slice(2));

const memoryTx: Tx = { kind: 'tx' };

/** No rollback: the memory adapters are never left half way, since a throw ends the replay. */
const memoryUnitOfWork: UnitOfWork = { run: (work) => work(memoryTx) };
