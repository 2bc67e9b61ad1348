import type { BacktestFigures } from '../../alerts/backtest-figures';
import type { Mute } from '../../alerts/mutes/mute';
import type { StateStore } from '../../core/state';
import type { Tx } from '../../core/unit-of-work';
import type { Person } from '../ports';

/** A back-test from the question to its figures. One is kept: the last. */
export interface Backtest {
  /** `B-3`: its card's subject. */
  readonly id: string;
  readonly number: number;
  readonly by: Person;
  /** Epoch milliseconds; also where the days end. */
  readonly askedAt: number;
  readonly days: number;
  readonly progress?: BacktestProgress;
  readonly result?: BacktestResult;
  readonly endedAt?: number;
}

export interface BacktestProgress {
  /** The days before the first judged one, which teach the baseline; then the judged ones. */
  readonly reading: 'baseline' | 'days';
  readonly baselineDays: number;
  readonly baselineRead: number;
  readonly daysRead: number;
  /** Rows that Log Analytics answered with. */
  readonly rows: number;
}

export interface BacktestResult extends BacktestProgress {
  readonly figures: BacktestFigures;
  /** The same without the policy's expected entries and incidents; missing when it has none. */
  readonly unexpected?: BacktestFigures;
  /** Posted alerts that the mutes in force would have hidden, had they been in force then; missing when there are none. */
  readonly muted?: number;
  /** Optional tables that could not be read. */
  readonly notRead: readonly string[];
  /** Why it ended early; the figures are of what was read until then. */
  readonly stopped?: { readonly message: string; readonly remedy?: string };
}

/** Reads the workspace and judges its past in memory; nothing is written. Rejects for faults of ours only. */
export type RunBacktest = (
  wish: { readonly days: number; readonly until: number; readonly mutes: readonly Mute[] },
  progress: (now: BacktestProgress) => Promise<void>,
) => Promise<BacktestResult>;

const key = 'chat.backtest';

export const backtestPrefix = 'B-';

export interface BacktestLog {
  last(tx: Tx): Promise<Backtest | undefined>;
  save(tx: Tx, backtest: Backtest): Promise<void>;
}

export function backtestLog(state: StateStore): BacktestLog {
  return {
    last: async (tx) => (await state.get(tx, key))?.value as Backtest | undefined,
    save: async (tx, backtest) => void (await state.put(tx, key, backtest)),
  };
}

export const isRunning = ({ endedAt }: Backtest): boolean => endedAt === undefined;
