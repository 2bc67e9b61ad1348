import type { Tx } from '../../core/unit-of-work';
import type { Mute } from './mute';

/** Where mutes are kept. Every change is a compare-and-set on `version`. */
export interface MuteStore {
  get(tx: Tx, id: string): Promise<Mute | undefined>;
  /** Rejects when the id exists. */
  insert(tx: Tx, mute: Mute): Promise<void>;
  /** Saves if the stored version is still `expectedVersion`; false = somebody was faster. */
  replace(tx: Tx, mute: Mute, expectedVersion: number): Promise<boolean>;
  /** Drafts, asked and active ones whose `until` is later than `at`, the earliest end first. */
  standing(tx: Tx, at: number): Promise<readonly Mute[]>;
}
