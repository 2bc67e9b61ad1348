/** What the store needs to know of a review. The whole is plain JSON: no dates, no undefined inside arrays, no functions. */
export interface Review {
  /** `R-7`. */
  readonly id: string;
  /** 1 on insert, one more with each replacement. */
  readonly version: number;
  readonly state: string;
  readonly open: boolean;
  readonly alertId?: string;
  /** Epoch milliseconds when the engine must look at it again; missing = only when somebody acts. */
  readonly dueAt?: number;
}
