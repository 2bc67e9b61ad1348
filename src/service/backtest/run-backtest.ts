import { setImmediate } from 'node:timers/promises';
import type { Alert } from '../../alerts/alert';
import { backtestFigures } from '../../alerts/backtest-figures';
import { isLoud } from '../../alerts/grouping';
import { covers } from '../../alerts/mutes/covers';
import type { Mute } from '../../alerts/mutes/mute';
import { reasonsOf, sessionCount } from '../../alerts/summary';
import type { BacktestProgress, RunBacktest } from '../../chat/backtest/backtest';
import { silentLog } from '../../core/log';
import type { Refusal } from '../../core/outcome';
import type { Policy } from '../../core/policy';
import { memoryBaselineStore } from '../../detection/memory-baseline-store';
import { bootstrapBaseline } from '../../detection/poll/bootstrap';
import { lifeMark, peopleKnown } from '../../detection/poll/life';
import type { LogSource } from '../../detection/ports';
import type { BaselineStore } from '../../detection/store-ports';
import { networks } from '../../geo/networks';
import { createPastLog, type PastView } from './past-log';
import { createRehearsal, memoryTx, type Rehearsal } from './rehearsal';
import { watchReading } from './watch-reading';

export interface BacktestParts {
  readonly source: LogSource;
  readonly policy: () => Policy;
  readonly intervalMs: number;
  readonly baselineDays: number;
}

const hour = 3_600_000;
const day = 24 * hour;
/** As the bootstrap slices: small enough for the service's limits. */
const sliceMs = 5 * day;

interface Side {
  readonly view: PastView;
  readonly rehearsal: Rehearsal;
}

/**
 * The workspace's last days through the production pipeline: the baseline is taught from the days before as at a first start, then every poll of the
 * asked days is gone through in memory. The policy is the one in force; where it expects somebody, a second pipeline without that shows what it hides.
 */
export function createBacktest(parts: BacktestParts): RunBacktest {
  const { policy: current, intervalMs, baselineDays } = parts;
  return async ({ days, until, mutes }, progress) => {
    const policy = current();
    const from = lifeMark(until - days * day);
    const seen: { -readonly [K in keyof BacktestProgress]: BacktestProgress[K] } = {
      reading: 'baseline',
      baselineDays,
      baselineRead: 0,
      daysRead: 0,
      rows: 0,
    };
    const told = () => progress({ ...seen });
    const reading = watchReading(parts.source, async (query, rows) => {
      seen.rows += rows;
      if (seen.reading !== 'baseline' || query.name !== 'console') return;
      seen.baselineRead = Math.min(baselineDays, Math.round((query.timespan.to - from) / day) + baselineDays);
      await told();
    });
    const past = createPastLog(reading.source);
    const sideOf = (of: Policy): Side & { readonly store: BaselineStore } => {
      const [view, store] = [past.view(), memoryBaselineStore()];
      const { hasLifeRows } = view;
      const options = { source: view, store, policy: of, intervalMs, baselineDays, log: silentLog, hasLifeRows };
      return { view, store, rehearsal: createRehearsal(options) };
    };
    const main = sideOf(policy);
    const other = expects(policy) ? sideOf({ ...policy, expectedPrincipals: [], incidents: [] }) : undefined;
    const sides = other === undefined ? [main] : [main, other];

    const ended = (stopped?: Refusal) => ({
      ...seen,
      figures: figuresOf(main.rehearsal),
      ...(other === undefined ? {} : { unexpected: figuresOf(other.rehearsal) }),
      ...(mutes.length === 0
        ? {}
        : { muted: main.rehearsal.alerts().filter((alert) => isHidden(alert, mutes)).length }),
      notRead: reading.notRead(),
      ...(stopped === undefined ? {} : { stopped: said(stopped) }),
    });

    await told();
    const store = inAll(sides.map((side) => side.store));
    // It leaves its last hour to the first poll: here that is the first of the asked days.
    const taught = await bootstrapBaseline({ ...main.rehearsal.parts, source: reading.source, store }, from + hour);
    if (taught === undefined) return ended(reading.refusal());
    seen.reading = 'days';
    seen.baselineRead = baselineDays;
    for (let start = from; start < until; start += sliceMs) {
      const slice = { from: start, to: Math.min(until, start + sliceMs) };
      const loaded = await past.load(slice, await peopleKnown(main.store, memoryTx));
      if (!loaded.ok) return ended(loaded);
      for (const side of sides) await goThrough(side, slice);
      seen.daysRead = Math.min(days, Math.round((slice.to - from) / day));
      await told();
    }
    for (const { rehearsal } of sides) await rehearsal.drain();
    return ended();
  };
}

const expects = ({ expectedPrincipals, incidents }: Policy) => expectedPrincipals.length + incidents.length > 0;

/** Every poll of the slice that has something to do. Presses and posts come in between: one poll is a matter of milliseconds. */
async function goThrough({ view, rehearsal }: Side, { from, to }: { from: number; to: number }): Promise<void> {
  if (!rehearsal.begun()) await rehearsal.poll(rehearsal.pollAt(from));
  for (let next = view.nextVisible(); next !== undefined; next = view.nextVisible()) {
    const due = rehearsal.pollAt(Math.max(next, from));
    await rehearsal.pollUntil(due - 1);
    await rehearsal.poll(due);
    await setImmediate();
  }
  await rehearsal.pollUntil(to);
}

const figuresOf = (rehearsal: Rehearsal) =>
  backtestFigures(
    rehearsal.alerts().map((alert) => ({
      severity: alert.severity,
      sessions: sessionCount(alert),
      reasons: reasonsOf(alert),
    })),
  );

/** All that is loud in it lies under mutes; hard signals pierce them. */
function isHidden({ findings, severity }: Alert, mutes: readonly Mute[]): boolean {
  const loud = findings.filter((finding) => isLoud(finding.severity));
  return (
    isLoud(severity) && loud.every((finding) => !finding.hard && mutes.some((mute) => covers(mute, finding, networks)))
  );
}

function said({ message, remedy }: Refusal): { readonly message: string; readonly remedy?: string } {
  return remedy === undefined ? { message } : { message, remedy };
}

/** What one pipeline learns from the past, all of them know. Reads are the first one's. */
function inAll(stores: readonly BaselineStore[]): BaselineStore {
  const [first = memoryBaselineStore()] = stores;
  return {
    ...first,
    async saveDocuments(tx, documents) {
      for (const store of stores) await store.saveDocuments(tx, documents);
    },
    async saveRecords(tx, records) {
      for (const store of stores) await store.saveRecords(tx, records);
    },
    async expire(tx, before, recordsBefore) {
      for (const store of stores) await store.expire(tx, before, recordsBefore);
    },
  };
}
