import type { Tx } from './unit-of-work';

/** A JSON value with the version it was read at. */
export interface StateEntry {
  readonly value: unknown;
  /** 1 on first write, one more with each change. */
  readonly version: number;
}

/** Small named values that outlive the process (watermark, last digest, chosen settings). Keys are `room.name`. */
export interface StateStore {
  /** What was saved comes back equal, never shared with the store's own copy. */
  get(tx: Tx, key: string): Promise<StateEntry | undefined>;
  /**
   * Saves a JSON value. With `expectedVersion` (0 = must not exist yet) only when the stored version is still that one;
   * undefined = somebody was faster. Answers the new version.
   */
  put(tx: Tx, key: string, value: unknown, expectedVersion?: number): Promise<number | undefined>;
  remove(tx: Tx, key: string): Promise<void>;
}

export function memoryStateStore(): StateStore {
  const entries = new Map<string, { readonly json: string; readonly version: number }>();
  return {
    async get(_tx, key) {
      const entry = entries.get(key);
      return entry === undefined ? undefined : { value: JSON.parse(entry.json), version: entry.version };
    },
    async put(_tx, key, value, expectedVersion) {
      const current = entries.get(key)?.version ?? 0;
      if (expectedVersion !== undefined && expectedVersion !== current) return undefined;
      entries.set(key, { json: JSON.stringify(value), version: current + 1 });
      return current + 1;
    },
    async remove(_tx, key) {
      entries.delete(key);
    },
  };
}
