/**
 * Remembers what was answered to which activity. Teams itself sends a message again when the bot is slow, and a captured request can be replayed
 * while its token lives: both get the first answer and have no second effect. Across restarts the chat room's own record does the same.
 */
export interface Replays {
  /** Runs `work` for a new key; a key seen before gets the first run's result, also while that still runs. A failed run is forgotten. */
  once<T>(key: string, work: () => Promise<T>): Promise<T>;
}

/**
 * `capacity` keys are kept, the oldest forgotten first: an answer may be a whole card, and Teams repeats within seconds. What is older, the chat room's
 * own record answers.
 */
export function createReplays(capacity = 1_000): Replays {
  const seen = new Map<string, Promise<unknown>>();
  return {
    once<T>(key: string, work: () => Promise<T>): Promise<T> {
      const first = seen.get(key);
      if (first) return first as Promise<T>;
      const running = work();
      seen.set(key, running);
      running.catch(() => seen.delete(key));
      if (seen.size > capacity) seen.delete(seen.keys().next().value ?? key);
      return running;
    },
  };
}
