import type { Tx } from '../../core/unit-of-work';
import type { BaselineStore } from '../store-ports';
import { dayMs } from './spans';

/** The documents one transaction works on: loaded once, changed in memory, saved together at the end. */
export interface Desk {
  /** Makes sure that these keys are at hand. */
  load(keys: readonly string[]): Promise<void>;
  /** The document of a loaded key, or `empty` when the store has none. Throws for a key that was not loaded. */
  read<T>(key: string, empty: T): T;
  /** Replaces a document; a key written with what it already held is not saved again. */
  write<T>(key: string, value: T): void;
  save(expiresAt: (key: string) => number | undefined): Promise<void>;
}

export function openDesk(store: BaselineStore, tx: Tx): Desk {
  const documents = new Map<string, unknown>();
  const changed = new Set<string>();
  return {
    async load(keys) {
      const missing = [...new Set(keys)].filter((key) => !documents.has(key));
      if (missing.length === 0) return;
      const found = await store.documents(tx, missing);
      for (const key of missing) documents.set(key, found.get(key));
    },
    read<T>(key: string, empty: T): T {
      if (!documents.has(key)) throw new Error(`document ${key} was read before it was loaded`);
      return (documents.get(key) as T | undefined) ?? empty;
    },
    write(key, value) {
      if (documents.get(key) === value) return;
      documents.set(key, value);
      changed.add(key);
    },
    async save(expiresAt) {
      const rows = [...changed].map((key) => {
        const until = expiresAt(key);
        return { key, value: documents.get(key), ...(until === undefined ? {} : { expiresAt: until }) };
      });
      changed.clear();
      if (rows.length > 0) await store.saveDocuments(tx, rows);
    },
  };
}

/** A profile outlives the baseline, so that "dormant" can be told from "never seen"; the rest goes with its last entry. */
export function expiryOf(now: number, baselineDays: number): (key: string) => number | undefined {
  return (key) => {
    if (key === 'tenant' || key.startsWith('poller')) return undefined;
    return now + (key.startsWith('who:') || key.startsWith('alias:') ? 400 : baselineDays + 1) * dayMs;
  };
}
