import type { Tx } from '../../core/unit-of-work';
import type { Incident } from './incident';

/** Where incidents are kept. Every change is a compare-and-set on `version`. */
export interface IncidentStore {
  get(tx: Tx, id: string): Promise<Incident | undefined>;
  /** Rejects when the id exists. */
  insert(tx: Tx, incident: Incident): Promise<void>;
  /** Saves if the stored version is still `expectedVersion`; false = somebody was faster. */
  replace(tx: Tx, incident: Incident, expectedVersion: number): Promise<boolean>;
  /** Those whose `until` is later than `at`, in whatever state, the earliest end first. */
  standing(tx: Tx, at: number): Promise<readonly Incident[]>;
}
