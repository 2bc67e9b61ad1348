import type { Tx } from './unit-of-work';

/**
 * Which of several instances does what only one may do: polling, timers, tidying up. It is held for a short time and renewed; whoever stops renewing,
 * dead or merely stuck, is replaced. A holder that does not know yet is stopped by `guard`.
 */
export interface Lease {
  /** False: there is only this process, and everything is its own. */
  readonly shared: boolean;
  /** Takes the lease when it is free, renews it when held. Rejects when the store cannot be asked. */
  beat(): Promise<boolean>;
  /** Whether it was held at the last beat and has not run out since. */
  mine(): boolean;
  /** Inside a transaction: rejects with `LeaseLost` when another instance has taken over, so that nothing of the transaction is kept. */
  guard(tx: Tx): Promise<void>;
  /** Gives it up, so that another instance need not wait. */
  release(): Promise<void>;
}

export class LeaseLost extends Error {
  constructor() {
    super('another instance has taken over meanwhile: this run is void');
    this.name = 'LeaseLost';
  }
}

/** The only process there is. */
export const soleLease: Lease = {
  shared: false,
  beat: async () => true,
  mine: () => true,
  guard: async () => undefined,
  release: async () => undefined,
};
