import type { Tx } from '../../core/unit-of-work';
import type { LogFailure } from '../ports';
import type { BaselineStore } from '../store-ports';

/** Where the poller stands; saved with the findings, in the same transaction. JSON. */
export interface PollerState {
  /** Ingestion time up to which rows were read, epoch milliseconds. */
  readonly watermark: number;
  /** Ingestion time up to which ordinary life was read, always a life mark. */
  readonly lifeWatermark: number;
  /** Failed polls in a row, and since when. */
  readonly failures: number;
  readonly failingSince?: number;
  readonly failure?: LogFailure;
  /** Set once the channel was told that we are blind. */
  readonly blindSince?: number;
  /** After a blindness: from which ingestion time on everything is read once more, and when. */
  readonly secondReading?: { readonly from: number; readonly at: number };
  /** Up to which human verdicts were learned from. */
  readonly verdictsUntil: number;
  /** Subscription → its rhythm, for silence. */
  readonly rhythms: Readonly<Record<string, Rhythm>>;
  /** Up to which full hour the subscriptions' pulse was taken. */
  readonly pulseAt: number;
  /** Last clean-up of the store. */
  readonly sweptAt: number;
}

export interface Rhythm {
  readonly lastAt: number;
  /** Gaps between hours with rows, in hours, the newest hundred. */
  readonly gaps: readonly number[];
  readonly silent?: boolean;
}

const key = 'poller';

export async function loadState(store: BaselineStore, tx: Tx): Promise<PollerState | undefined> {
  return (await store.documents(tx, [key])).get(key) as PollerState | undefined;
}

export async function saveState(store: BaselineStore, tx: Tx, state: PollerState): Promise<void> {
  await store.saveDocuments(tx, [{ key, value: state }]);
}

export function initialState(watermark: number, lifeWatermark: number): PollerState {
  return { watermark, lifeWatermark, failures: 0, verdictsUntil: 0, rhythms: {}, pulseAt: 0, sweptAt: 0 };
}
