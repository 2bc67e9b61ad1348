/** What a run that kills the bot counts, one process or several. */
export interface RunFigures {
  readonly alerts: number;
  readonly presses: number;
  /** Presses sent again under the same id, because their answer was lost. */
  readonly resent: number;
  readonly applied: number;
  /** Cards posted again because the answer to their first posting was lost. */
  readonly duplicates: number;
  readonly auditEntries: number;
  /** Of the largest process, MiB. */
  readonly peakMemory: number;
  readonly losses: readonly string[];
  readonly seconds: number;
}
