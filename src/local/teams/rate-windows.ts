import type { Clock } from '../../core/clock';

/** Calls allowed in a sliding window of `ms` milliseconds. */
interface Window {
  readonly ms: number;
  readonly calls: number;
}

/** Per bot and thread, from Microsoft's "Optimize your bot with rate limiting": sending and creating conversations. */
export const SEND_WINDOWS: readonly Window[] = [
  { ms: 1_000, calls: 7 },
  { ms: 2_000, calls: 8 },
  { ms: 30_000, calls: 60 },
  { ms: 3_600_000, calls: 1_800 },
];

/** The same page: reading members and conversations. */
export const READ_WINDOWS: readonly Window[] = [
  { ms: 1_000, calls: 14 },
  { ms: 2_000, calls: 16 },
  { ms: 30_000, calls: 120 },
  { ms: 3_600_000, calls: 3_600 },
];

export interface RateLimiter {
  /** Undefined when the call is within all windows (and is then counted); otherwise whole seconds to wait, at least 1. */
  admit(key: string): number | undefined;
}

export function createRateLimiter(clock: Clock, windows: readonly Window[]): RateLimiter {
  const calls = new Map<string, number[]>();
  const longest = Math.max(...windows.map(({ ms }) => ms));
  return {
    admit(key) {
      const now = clock.now();
      const recent = (calls.get(key) ?? []).filter((at) => at > now - longest);
      const waits = windows.map((window) => waitFor(window, recent, now));
      const wait = Math.max(...waits);
      if (wait === 0) recent.push(now);
      calls.set(key, recent);
      return wait === 0 ? undefined : Math.max(1, Math.ceil(wait / 1_000));
    },
  };
}

function waitFor({ ms, calls }: Window, recent: readonly number[], now: number): number {
  const inside = recent.filter((at) => at > now - ms);
  const blocking = inside[inside.length - calls];
  return blocking === undefined ? 0 : blocking + ms - now;
}
