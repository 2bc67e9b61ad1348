import type { ManualClock } from '../../core/clock';
import type { Service } from '../../service/start-service';

export interface Stepping {
  readonly clock: ManualClock;
  readonly service: () => Service;
  /** When the running bot was started: its loops count from there. */
  readonly startedAt: () => number;
  readonly pollMs: number;
  readonly settle: () => Promise<void>;
}

/** Period of the service's shortest loop: no step is longer, so that no run is skipped because another is under way. */
const stepMs = 10_000;

/** Moves the clock as if the time had passed: after each step everything that came due has been done before the next begins. */
export async function advance({ clock, service, startedAt, pollMs, settle }: Stepping, ms: number): Promise<void> {
  const target = clock.now() + ms;
  while (clock.now() < target) {
    const before = clock.now() - startedAt();
    const boundary = startedAt() + (Math.floor(before / stepMs) + 1) * stepMs;
    clock.advance(Math.min(boundary, target) - clock.now());
    const after = clock.now() - startedAt();
    if (Math.floor(after / stepMs) === Math.floor(before / stepMs)) continue;
    // The loops have just begun these runs: asking for one joins it.
    await service().tick();
    if (Math.floor(after / pollMs) !== Math.floor(before / pollMs)) await service().poll();
    await settle();
  }
}
