import type { Cancel } from '../../core/clock';
import { describeError } from '../../core/log';
import type { Context } from '../deps';

export interface Driver {
  /** Something may be due: look now, or as soon as the look under way has ended. */
  wake(): void;
  stop(): void;
}

/** Never looks more often than this by itself, so that a review that does not move cannot spin. */
const minimumMs = 1_000;

/** After a look that failed (the store was away). */
const faultMs = 10_000;

/** Ticks whenever a review comes due, by the clock; one look at a time. */
export function selfDriving(context: Context, tick: () => Promise<void>, enabled: boolean): Driver {
  let cancel: Cancel | undefined;
  let running = false;
  let again = false;
  let stopped = !enabled;
  const plan = (delayMs: number) => {
    cancel?.();
    cancel = stopped ? undefined : context.clock.after(delayMs, run);
  };
  const run = () => {
    if (stopped) return;
    if (running) {
      again = true;
      return;
    }
    running = true;
    again = false;
    look().then(
      (delay) => ended(delay),
      (error: unknown) => {
        context.log.error(describeError(error), 'due reviews could not be read');
        ended(faultMs);
      },
    );
  };
  const ended = (delay: number | undefined) => {
    running = false;
    if (again) plan(0);
    else if (delay !== undefined) plan(delay);
  };
  const look = async () => {
    await tick();
    const [next] = await context.uow.run((tx) => context.store.dueBefore(tx, Number.MAX_SAFE_INTEGER, 1));
    return next?.dueAt === undefined ? undefined : Math.max(minimumMs, next.dueAt - context.clock.now());
  };
  return {
    wake: () => plan(0),
    stop() {
      stopped = true;
      cancel?.();
    },
  };
}
