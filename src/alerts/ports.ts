import type { Severity } from '../core/severity';
import type { Tx } from '../core/unit-of-work';
import type { Alert } from './alert';

/** Where alerts are kept. Every change is a compare-and-set on `version`. */
export interface AlertStore {
  get(tx: Tx, id: string): Promise<Alert | undefined>;
  /** Rejects when the id exists. */
  insert(tx: Tx, alert: Alert): Promise<void>;
  /** Saves `alert` (whose version is already the new one) if the stored version is still `expectedVersion`; false = somebody was faster. */
  replace(tx: Tx, alert: Alert, expectedVersion: number): Promise<boolean>;
  /** The unresolved alert of this principal with the newest `lastSessionAt`. */
  newestUnresolved(tx: Tx, principalId: string): Promise<Alert | undefined>;
  /** The alert that holds this session. */
  bySession(tx: Tx, sessionId: string): Promise<Alert | undefined>;
  /** Newest `lastSessionAt` first. */
  list(tx: Tx, filter: AlertFilter): Promise<readonly Alert[]>;
  /** Alerts whose `dueAt` has come, earliest first. */
  dueBefore(tx: Tx, at: number, limit: number): Promise<readonly Alert[]>;
}

export interface AlertFilter {
  readonly statuses?: readonly Alert['status'][];
  readonly minSeverity?: Severity;
  readonly principalId?: string;
  readonly holderId?: string;
  /** `lastSessionAt` at or after, epoch milliseconds. */
  readonly since?: number;
  /** Changed (resolved, noted …) at or after. */
  readonly updatedSince?: number;
  readonly limit: number;
}
