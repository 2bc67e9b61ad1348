import type { Outcome } from '../core/outcome';
import type { Tx } from '../core/unit-of-work';
import type { Finding } from './finding';

/** Runs the shipped KQL somewhere: Log Analytics in production, the interpreter over exported rows in replay. */
export interface LogSource {
  /**
   * One query over all configured workspaces. Rows come with datetimes as ISO 8601 strings and dynamic columns parsed.
   * A partial answer is a failure (`partial`), never fewer rows.
   */
  query(query: LogQuery): Promise<Outcome<LogAnswer, LogFailure>>;
}

export interface LogQuery {
  /** File name without `.kql`: for metrics and logs. */
  readonly name: string;
  readonly text: string;
  /** Bound as leading `let` statements by the adapter, by one function, never spliced. */
  readonly parameters: Readonly<Record<string, QueryValue>>;
  /** Limits TimeGenerated, epoch milliseconds. */
  readonly timespan: { readonly from: number; readonly to: number };
  readonly signal?: AbortSignal;
}

export type QueryValue = string | number | boolean | { readonly datetime: number } | readonly string[];

export type LogRow = Readonly<Record<string, unknown>>;

export interface LogAnswer {
  readonly rows: readonly LogRow[];
  /** The service's own time when it answered, epoch milliseconds in whole seconds; missing where it does not say. */
  readonly answeredAt?: number;
}

/** The text a query runs as, and where a person can run it again. */
export interface ShownQuery {
  readonly text: string;
  /** Deep link into the Azure portal's log page; missing while the workspace's resource id is unknown. */
  readonly portalUrl?: string;
}

/** Shows a query as it is sent, bound by the adapter's one binding function. */
export type ShowQuery = (query: LogQuery) => ShownQuery;

export type LogFailure = 'throttled' | 'partial' | 'timeout' | 'forbidden' | 'bad-query' | 'unreachable';

/** Takes what a poll found, inside the poll's own transaction: alert, audit, outbox and watermark are saved together. */
export interface FindingSink {
  take(tx: Tx, findings: readonly Finding[], poll: { readonly at: number }): Promise<void>;
  /** Console sessions whose verdict a human changed since the last call, for learning and unlearning. */
  verdictsSince?(tx: Tx, since: number): Promise<readonly SessionVerdict[]>;
  /** Whether a mute hides this session: then it is never learned (design §4). */
  isMuted?(tx: Tx, sessionId: string): Promise<boolean>;
}

export interface SessionVerdict {
  readonly sessionId: string;
  readonly verdict: 'benign' | 'malicious' | 'undecided';
  readonly at: number;
}

/** Where the poller says that it is blind, or sees again. Words are made in chat. */
export interface SightReporter {
  report(tx: Tx, sight: Sight): Promise<void>;
}

export type Sight =
  | {
      readonly kind: 'blind';
      readonly since: number;
      readonly reason: LogFailure | 'no-activity';
      readonly subscriptionId?: string;
    }
  | {
      readonly kind: 'caught-up';
      readonly blindSince: number;
      readonly lateEvents: number;
      readonly at: number;
      readonly subscriptionId?: string;
    };

/** What the bot sees of the log now. Times are epoch milliseconds. */
export interface Watched {
  /** The log gives no whole answer since then; missing = it does. */
  readonly blindSince?: number;
  readonly reason?: LogFailure;
  readonly subscriptions: readonly WatchedSubscription[];
}

export interface WatchedSubscription {
  readonly id: string;
  /** Its newest row of the Activity log, as last asked (once an hour); missing = none was ever seen. */
  readonly lastAt?: number;
  /** No row for four times its usual gap: console use in it may go unseen. */
  readonly silent: boolean;
}
