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
  /** Of two asked at the same instant one begins; the other is answered with the one that runs. */
  begin(tx: Tx, next: (number: number) => Backtest): Promise<{ readonly backtest: Backtest; readonly begun: boolean }>;
  /** Changes the last one if it is still this one; answers whether it was. */
  amend(tx: Tx, id: string, change: Partial<Backtest>): Promise<boolean>;
}

/** One value that is only ever replaced at the version it was read at. */
export function backtestLog(state: StateStore): BacktestLog {
  async function replace<T>(
    tx: Tx,
    decide: (last: Backtest | undefined) => { save?: Backtest; answer: T },
  ): Promise<T> {
    for (;;) {
      const entry = await state.get(tx, key);
      const { save, answer } = decide(entry?.value as Backtest | undefined);
      if (save === undefined || (await state.put(tx, key, save, entry?.version ?? 0)) !== undefined) return answer;
    }
  }

  return {
    last: async (tx) => (await state.get(tx, key))?.value as Backtest | undefined,
    begin: (tx, next) =>
      replace<{ readonly backtest: Backtest; readonly begun: boolean }>(tx, (last) => {
        if (last !== undefined && isRunning(last)) return { answer: { backtest: last, begun: false } };
        const save = next((last?.number ?? 0) + 1);
        return { save, answer: { backtest: save, begun: true } };
      }),
    amend: (tx, id, change) =>
      replace(tx, (last) => (last?.id === id ? { save: { ...last, ...change }, answer: true } : { answer: false })),
  };
}

export const isRunning = ({ endedAt }: Backtest): boolean => endedAt === undefined;
