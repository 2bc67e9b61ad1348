import type { Severity } from '../../core/severity';

/** One interruption of a responder, by this project or by a published rule. */
export interface Page {
  /** When it interrupted somebody: the poll in which it was first at least medium, epoch milliseconds; missing = it never was. */
  readonly pagedAt?: number;
  /** Event time of its first session. */
  readonly openedAt: number;
  readonly severity: Severity;
  readonly correlationIds: readonly string[];
  readonly principal: string;
  /** For tuning: code, points and sentence. */
  readonly reasons: readonly string[];
}
