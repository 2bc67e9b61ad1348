import { effectiveMs } from '../../review/engine/after-care';
import type { Review, Watch } from '../../review/review';
import { alarm, type Fact, facts, good } from './piece';
import { clock } from './time';

/** WATCH: what the log shows since the change is felt, and how far the log is complete. Before the first look nothing is claimed. */
export function watchFacts({ appliedAt }: Pick<Review, 'appliedAt'>, watch: Watch, near: number): readonly Fact[] {
  const { seenAt, logCompleteTo, until, closed, checkedAt } = watch;
  const end = closed ? 'watch over' : `watched until ${clock(until, near)} UTC`;
  if (checkedAt === undefined) return ['the log is looked at every hour from now on', end];
  const from = appliedAt === undefined ? '' : ` since ${clock(appliedAt + effectiveMs, near)}`;
  const complete =
    logCompleteTo === undefined
      ? 'how far the log is complete is unknown'
      : `log complete to ${clock(logCompleteTo, near)}`;
  const quiet = logCompleteTo === undefined ? `no connect seen${from}` : good(`no connect${from}`);
  return facts(seenAt === undefined ? quiet : alarm(`console used again ${clock(seenAt, near)}`), complete, end);
}
