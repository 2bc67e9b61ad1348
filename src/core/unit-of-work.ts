/**
 * One transaction across rooms. A repository method takes the transaction it belongs to, so that alert, audit, outbox and watermark are saved
 * together or not at all. The token is opaque: only the store (or a memory adapter) knows what is inside.
 */
export interface Tx {
  readonly kind: 'tx';
}

export interface UnitOfWork {
  /** Commits when `work` resolves, rolls back when it rejects. Never nest: the embedded store has one writer. */
  run<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
}

/** For whoever has something to work out before anybody is told. */
export interface EagerUnitOfWork extends UnitOfWork {
  /**
   * Like `run`, but does not wait for the disk: resolves when `work` is committed. Nobody may be told, and nothing may be done outside, before `durable`
   * resolves; what only this process works out from it may be worked out meanwhile.
   */
  soon<T>(work: (tx: Tx) => Promise<T>): Promise<Committed<T>>;
}

export interface Committed<T> {
  readonly value: T;
  /** Resolves when the work, and all that it read, would survive a power cut. Rejects when the disk failed. */
  readonly durable: Promise<void>;
}
