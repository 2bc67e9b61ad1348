import type { Clock } from '../../core/clock';
import type { Log } from '../../core/log';
import type { Policy } from '../../core/policy';
import type { Tx, UnitOfWork } from '../../core/unit-of-work';
import type { Situation } from '../history';
import type { FindingSink, LogSource, SightReporter } from '../ports';
import type { BaselineStore } from '../store-ports';

/** Everything a poller is given. */
export interface PollerParts {
  readonly source: LogSource;
  readonly store: BaselineStore;
  readonly sink: FindingSink;
  readonly uow: UnitOfWork;
  readonly clock: Clock;
  /** Read at every poll: the policy file may be reloaded. */
  readonly policy: () => Policy;
  readonly sight: SightReporter;
  readonly log: Log;
  readonly config: PollerConfig;
  /** What other rooms know (containment, verdicts, own identities), asked for the principals about to be judged, by object id; default: nothing. */
  readonly situation?: (tx: Tx, principals: readonly string[]) => Promise<Situation>;
  /** Autonomous system of an address as `AS5607`, from a database; sign-ins tell it too. */
  readonly asnOf?: (address: string) => string | undefined;
}

export interface PollerConfig {
  readonly pollIntervalSeconds: number;
  readonly baselineDays: number;
  /** Lower case; empty = all that appear. Watched for silence. */
  readonly subscriptions: readonly string[];
  /** Rows visible this long before the watermark are read again (default 300): ingestion is not strictly ordered. */
  readonly overlapSeconds?: number;
  /** Read 90 days of logs at the first start (default). Replay starts from its first row instead. */
  readonly bootstrap?: boolean;
  /** Ask once an hour whether every subscription still speaks (default). Replay knows where its rows end. */
  readonly watchSilence?: boolean;
}

/** What one poll did, for logs, metrics and tests. */
export interface PollReport {
  readonly ok: boolean;
  readonly rows: number;
  readonly malformed: number;
  readonly findings: number;
  /** Events that became visible more than an hour after they happened. */
  readonly late: number;
}

export const hourMs = 3_600_000;

/** TimeGenerated may be at most this much older than ingestion (reference §1.5). */
export const latenessMs = 2 * 24 * hourMs;
