import type { Cancel, Clock } from '../core/clock';
import { describeError, type Log } from '../core/log';

export interface Loop {
  /** Runs the task now, or waits for the run under way; resolves when it is done. */
  now(): Promise<void>;
  stop(): Promise<void>;
}

/** Runs `task` every `periodMs`, never twice at once; a failing run is logged and the next one comes all the same. */
export function every(
  periodMs: number,
  name: string,
  task: (now: number) => Promise<unknown>,
  { clock, log }: { clock: Clock; log: Log },
): Loop {
  let stopped = false;
  let cancel: Cancel | undefined;
  let running: Promise<void> | undefined;

  function run(): Promise<void> {
    running ??= task(clock.now())
      .then(
        () => undefined,
        (error: unknown) =>
          log.error({ ...describeError(error), loop: name }, `${name}: run failed, the next one follows`),
      )
      .finally(() => {
        running = undefined;
      });
    return running;
  }

  function schedule(): void {
    if (stopped) return;
    cancel = clock.after(periodMs, () => {
      schedule();
      void run();
    });
  }

  schedule();
  return {
    now: run,
    async stop() {
      stopped = true;
      cancel?.();
      await running;
    },
  };
}
