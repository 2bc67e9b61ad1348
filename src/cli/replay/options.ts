import type { Log } from '../../core/log';
import type { Policy } from '../../core/policy';
import type { Severity } from '../../core/severity';

/** How one replay runs; everything is optional so that tests and `evaluate` may call it with rows alone. */
export interface ReplayOptions {
  /** Default: the default policy (nobody expected, nothing trusted). */
  readonly policy?: Policy;
  /** Seconds between polls, 60 unless told. */
  readonly pollIntervalSeconds?: number;
  readonly baselineDays?: number;
  readonly minSeverity?: Severity;
  /** Country database (.mmdb); default `GEO_COUNTRY_DB` or the packaged one. */
  readonly countryDb?: string;
  readonly asnDb?: string;
  /** Run every poll, empty ones too: the slow reference that a test holds the skipping run to. */
  readonly everyPoll?: boolean;
  readonly log?: Log;
}

/** One line of output, design §5. */
export interface ReplayAlert {
  readonly alertId: string;
  readonly severity: Severity;
  readonly score: number;
  readonly openedAt: string;
  readonly raisedAt: string;
  readonly principal: { readonly objectId: string; readonly displayName: string; readonly type: string };
  readonly triggers: readonly string[];
  readonly correlationIds: readonly string[];
  readonly sessions: number;
  readonly targets: readonly string[];
  readonly sourceIps: readonly string[];
  readonly reasons: readonly { readonly code: string; readonly points: number; readonly text: string }[];
  readonly rootCauses: readonly {
    readonly cause: string;
    readonly confidence: number;
    readonly evidence: readonly string[];
  }[];
  readonly mitre: readonly string[];
}
