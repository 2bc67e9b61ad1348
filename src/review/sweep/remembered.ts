import type { Clock } from '../../core/clock';
import type { Outcome } from '../../core/outcome';
import type { Sweep } from './sweep';
import type { SweepRefusal } from './sweep-subscriptions';

/** Pages are turned, and the file is made, from one reading, so that page two belongs to page one. */
export const keepMs = 15 * 60_000;

/** The last sweep, for a quarter of an hour; askers at the same time share one, and a refused one is not kept. */
export function rememberedSweep(
  sweep: () => Promise<Outcome<Sweep, SweepRefusal>>,
  clock: Clock,
): () => Promise<Outcome<Sweep, SweepRefusal>> {
  let last: { readonly until: number; readonly outcome: Promise<Outcome<Sweep, SweepRefusal>> } | undefined;
  return () => {
    if (last !== undefined && last.until > clock.now()) return last.outcome;
    const outcome = sweep();
    const entry = { until: clock.now() + keepMs, outcome };
    last = entry;
    const forget = () => {
      if (last === entry) last = undefined;
    };
    outcome.then((read) => (read.ok ? undefined : forget()), forget);
    return outcome;
  };
}
