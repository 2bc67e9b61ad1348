import { backtestFigures } from '../../alerts/backtest-figures';
import type { Mute } from '../../alerts/mutes/mute';
import type { Clock } from '../../core/clock';
import { describeError, type Log } from '../../core/log';
import type { StateStore } from '../../core/state';
import type { Tx, UnitOfWork } from '../../core/unit-of-work';
import { createClaims } from '../claims';
import type { Intents } from '../intents';
import {
  type Backtest,
  type BacktestProgress,
  type BacktestResult,
  backtestLog,
  isRunning,
  type RunBacktest,
} from './backtest';

export interface BacktestDutyParts {
  readonly uow: UnitOfWork;
  readonly state: StateStore;
  readonly intents: Pick<Intents, 'repaint'>;
  readonly standingMutes: (tx: Tx, at: number) => Promise<readonly Mute[]>;
  readonly run: RunBacktest;
  readonly clock: Clock;
  readonly log: Log;
  /** A repaint was wished for. */
  readonly kick: () => void;
}

/** Longer than one slice may take; renewed with each. A run that does not renew it died with its process and is begun again: it changed nothing. */
const claimMs = 600_000;

/** Repaints count against the channel's limit in Teams, which alerts need: no more than one in this time. */
const paintMs = 5_000;

/** Runs the back-test that was asked for, if any, and repaints its card as it goes. Answers how many were run. */
export function createBacktestDuty(parts: BacktestDutyParts): (now: number) => Promise<number> {
  const { uow, state, intents, standingMutes, run, clock, log, kick } = parts;
  const backtests = backtestLog(state);
  const claims = createClaims(state, claimMs);
  const claim = 'chat.backtest.claim';

  async function keep(change: Partial<Backtest>, id: string): Promise<void> {
    await uow.run(async (tx) => {
      if (!(await backtests.amend(tx, id, change))) return;
      await intents.repaint(tx, id, clock.now());
      if (change.endedAt === undefined) await claims.renew(tx, claim, clock.now());
      else await claims.release(tx, claim);
    });
    kick();
  }

  async function result(asked: Backtest): Promise<BacktestResult> {
    const { id, days, askedAt } = asked;
    const standing = await uow.run((tx) => standingMutes(tx, clock.now()));
    const mutes = standing.filter((mute) => mute.state === 'active');
    let painted = Number.NEGATIVE_INFINITY;
    let reached: BacktestProgress = { reading: 'baseline', baselineDays: 0, baselineRead: 0, daysRead: 0, rows: 0 };
    return run({ days, until: askedAt, mutes }, async (progress) => {
      reached = progress;
      if (clock.now() - painted < paintMs) return;
      painted = clock.now();
      await keep({ progress }, id);
    }).catch((error: unknown): BacktestResult => {
      log.error({ ...describeError(error), backtest: id }, 'a back-test could not be finished');
      const stopped = { message: 'A fault on our side, see the log.', remedy: 'Try again, or replay exported rows.' };
      return { ...reached, figures: backtestFigures([]), notRead: [], stopped };
    });
  }

  return async () => {
    const asked = await uow.run(async (tx) => {
      const last = await backtests.last(tx);
      return last !== undefined && isRunning(last) && (await claims.take(tx, claim, clock.now())) ? last : undefined;
    });
    if (asked === undefined) return 0;
    await keep({ result: await result(asked), endedAt: clock.now() }, asked.id);
    return 1;
  };
}
