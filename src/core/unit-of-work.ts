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
