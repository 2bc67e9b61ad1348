import type { Tx } from '../core/unit-of-work';
import type { Painted } from './painter';
import type { ContainmentStep, ProofFacts, ReviewLink, Viewer } from './painting/state';

/** What chat needs of the review room to show it. */
export interface ReviewRoom {
  linksOf(tx: Tx, alertId: string): Promise<readonly ReviewLink[]>;
  stepsOf(tx: Tx, alertId: string): Promise<readonly ContainmentStep[]>;
  proofOf(tx: Tx, alertId: string): Promise<ProofFacts | undefined>;
  /** A review's card; undefined when there is none with this id. Never inside a transaction. */
  paint(reviewId: string, viewerId: string | undefined): Promise<Painted | undefined>;
}

/** Until the review room is wired, and in tests that are not about it. */
export const noReviews: ReviewRoom = {
  linksOf: async () => [],
  stepsOf: async () => [],
  proofOf: async () => undefined,
  paint: async () => undefined,
};

export type { Viewer };
