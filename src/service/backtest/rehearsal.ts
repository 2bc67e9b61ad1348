import type { Alert } from '../../alerts/alert';
import { createIngest } from '../../alerts/ingest';
import { memoryAlertStore } from '../../alerts/memory-alert-store';
import { ManualClock } from '../../core/clock';
import type { Log } from '../../core/log';
import type { Policy } from '../../core/policy';
import type { Tx, UnitOfWork } from '../../core/unit-of-work';
import { memoryBaselineStore } from '../../detection/memory-baseline-store';
import type { PollerParts } from '../../detection/poll/config';
import { nextUnended } from '../../detection/poll/judge-operations';
import { lifeMark } from '../../detection/poll/life';
import { createPoller } from '../../detection/poller';
import type { LogSource } from '../../detection/ports';
import type { BaselineStore } from '../../detection/store-ports';

const hour = 3_600_000;
/** After the last row polls go on this long: until every session had its second look and was learned or withheld. */
const drainMs = 26 * hour;

export interface RehearsalOptions {
  readonly source: LogSource;
  /** Default: nothing learned yet. */
  readonly store?: BaselineStore;
  readonly policy: Policy;
  /** Milliseconds between polls. */
  readonly intervalMs: number;
  readonly baselineDays: number;
  readonly log: Log;
  readonly asnOf?: PollerParts['asnOf'];
  /** True when rows of ordinary life wait for the next reading. */
  readonly hasLifeRows: () => boolean;
  /** Run every poll, empty ones too: the slow reference that a test holds the skipping run to. */
  readonly everyPoll?: boolean;
}

/** The production pipeline over past rows, in memory: nobody acts, nothing is told. `replay` and the back-test move it along its own time. */
export interface Rehearsal {
  readonly parts: PollerParts;
  /** The poll in which something that becomes visible at `at` is seen. */
  pollAt(at: number): number;
  /** Polls at `at`; the first call is where time begins. */
  poll(at: number): Promise<void>;
  /** Runs the polls up to `until` that have something to do. */
  pollUntil(until: number): Promise<void>;
  /** Polls until nothing is pending. */
  drain(): Promise<void>;
  readonly begun: () => boolean;
  /** Ordered by `raisedAt`. */
  alerts(): readonly Alert[];
}

export function createRehearsal(options: RehearsalOptions): Rehearsal {
  const { source, policy, intervalMs, baselineDays, log, hasLifeRows, asnOf } = options;
  const store = options.store ?? memoryBaselineStore();
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
  const parts: PollerParts = {
    source,
    store,
    sink,
    uow: memoryUnitOfWork,
    clock: new ManualClock(0),
    policy: () => policy,
    sight: { report: async () => undefined },
    log,
    config: {
      pollIntervalSeconds: intervalMs / 1000,
      baselineDays,
      subscriptions: [],
      overlapSeconds: 0,
      bootstrap: false,
      watchSilence: false,
    },
    ...(asnOf === undefined ? {} : { asnOf }),
  };
  const poller = createPoller(parts);
  const pollAt = (at: number) => Math.ceil(at / intervalMs) * intervalMs;
  let last = Number.NEGATIVE_INFINITY;

  /** The next poll that has something to do, at or before `until`; every poll when the slow reference is asked for. */
  async function nextPoll(until: number): Promise<number | undefined> {
    if (last === Number.NEGATIVE_INFINITY) return undefined;
    const next = last + intervalMs;
    if (options.everyPoll) return next <= until ? next : undefined;
    const [due] = await store.dueRecords(memoryTx, 'session', until, 1);
    const wishes = [
      due?.dueAt === undefined ? undefined : pollAt(due.dueAt),
      await unendedAt(),
      hasLifeRows() ? pollAt(lifeMark(last) + 6 * hour) : undefined,
    ].flatMap((at) => (at === undefined || at > until ? [] : [Math.max(at, next)]));
    return wishes.length === 0 ? undefined : Math.min(...wishes);
  }

  async function unendedAt(): Promise<number | undefined> {
    const at = await nextUnended(store, memoryTx, last);
    return at === undefined ? undefined : pollAt(at);
  }

  async function poll(at: number): Promise<void> {
    last = at;
    await poller.pollOnce(at);
  }

  async function pollUntil(until: number): Promise<void> {
    for (let at = await nextPoll(until); at !== undefined && at <= until; at = await nextPoll(until)) await poll(at);
  }

  return {
    parts,
    pollAt,
    poll,
    pollUntil,
    drain: () => pollUntil(last + drainMs),
    begun: () => last !== Number.NEGATIVE_INFINITY,
    alerts: () => [...alerts.all()].sort((a, b) => a.raisedAt - b.raisedAt || numberOf(a) - numberOf(b)),
  };
}

const numberOf = ({ id }: Alert): number => Number(id.slice(2));

export const memoryTx: Tx = { kind: 'tx' };

/** No rollback: the memory adapters are never left half way, since a throw ends the rehearsal. */
const memoryUnitOfWork: UnitOfWork = { run: (work) => work(memoryTx) };
