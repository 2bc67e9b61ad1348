import type { Tx } from '../core/unit-of-work';

/** What people put in force for a time: a mute, an incident. */
export interface Standing {
  readonly id: string;
  readonly version: number;
  readonly state: string;
  /** Epoch ms. */
  readonly until: number;
  /** Epoch ms. */
  readonly updatedAt: number;
}

/** Where such things are kept. Every change is a compare-and-set on `version`. */
export interface StandingStore<T extends Standing> {
  get(tx: Tx, id: string): Promise<T | undefined>;
  /** Rejects when the id exists. */
  insert(tx: Tx, standing: T): Promise<void>;
  /** Saves if the stored version is still `expectedVersion`; false = somebody was faster. */
  replace(tx: Tx, standing: T, expectedVersion: number): Promise<boolean>;
  /** Those whose `until` is later than `at`, in a state that counts, the earliest end first. */
  standing(tx: Tx, at: number): Promise<readonly T[]>;
}

/** In memory, for tests; held to the contract suite of the stored ones. Without `states` every state counts. */
export function memoryStandingStore<T extends Standing>(states?: readonly string[]): StandingStore<T> {
  const byId = new Map<string, T>();
  return {
    get: async (_tx, id) => byId.get(id),
    async insert(_tx, standing) {
      if (byId.has(standing.id)) throw new Error(`${standing.id} exists`);
      byId.set(standing.id, standing);
    },
    async replace(_tx, standing, expectedVersion) {
      if (byId.get(standing.id)?.version !== expectedVersion) return false;
      byId.set(standing.id, standing);
      return true;
    },
    standing: async (_tx, at) =>
      [...byId.values()]
        .filter(({ state, until }) => until > at && states?.includes(state) !== false)
        .sort((a, b) => a.until - b.until || (a.id < b.id ? -1 : 1)),
  };
}
