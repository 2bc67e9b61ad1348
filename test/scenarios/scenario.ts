import type { Policy } from '../../src/core/policy';
import type { Severity } from '../../src/core/severity';
import type { Trigger } from '../../src/detection/finding';
import type { ExportStyle } from '../../src/local/tenant/export-style';
import type { TableSet } from '../../src/local/tenant/logbook';
import type { Stage } from './stage';

/** One row of the scenario table: what was there before, what happens, and what a responder should be told about it. */
export interface Scenario {
  readonly id: string;
  readonly title: string;
  /** Contoso's own policy with these keys changed. */
  readonly policy?: Partial<Policy>;
  /** Days of ordinary life before the act; 45 unless told: under 14 the detection only learns, and a dormant account needs 60. */
  readonly historyDays?: number;
  readonly style?: Partial<ExportStyle>;
  readonly tables?: TableSet;
  /** Writes the rows of the act; answers the correlation ids whose alerts are looked at. */
  act(stage: Stage): readonly string[];
  readonly expect: Expectation;
}

export interface Expectation {
  /** Least and most severity that the worst of the act's alerts may have; `none` = no alert at all, or nothing above informational. */
  readonly severity: readonly [Severity | 'none', Severity | 'none'];
  /** How many alerts of medium or higher hold anything of the act; a pair is least and most. */
  readonly pages: number | readonly [number, number];
  /** Event time of the first alert, epoch milliseconds. */
  readonly openedAt?: number;
  readonly triggers?: readonly Trigger[];
  /** Each must be met by some reason's code or sentence. */
  readonly reasons?: readonly RegExp[];
  /** None may be met by a reason with positive points. */
  readonly never?: readonly RegExp[];
}
