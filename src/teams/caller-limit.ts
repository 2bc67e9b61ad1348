import type { Clock } from '../core/clock';

export interface CallerLimit {
  /** False when the caller has used up the allowance. */
  admit(callerId: string): boolean;
}

/**
 * A token bucket per caller. The defaults leave room for a client that opens a channel with fifty cards and refreshes each of them, and
 * stop a script.
 */
export function createCallerLimit(clock: Clock, burst = 120, perSecond = 4, callers = 5_000): CallerLimit {
  const buckets = new Map<string, { left: number; at: number }>();
  return {
    admit(callerId) {
      const now = clock.now();
      const { left, at } = buckets.get(callerId) ?? { left: burst, at: now };
      const refilled = Math.min(burst, left + ((now - at) / 1_000) * perSecond);
      buckets.delete(callerId);
      buckets.set(callerId, { left: Math.max(0, refilled - 1), at: now });
      if (buckets.size > callers) buckets.delete(buckets.keys().next().value ?? callerId);
      return refilled >= 1;
    },
  };
}
