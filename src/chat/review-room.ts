import type { Tx } from '../core/unit-of-work';
import type { ContainmentFacts } from '../review/acts/containment-facts';
import type { Reviews } from '../review/create-reviews';
import type { KillSwitch } from '../review/ports';
import type { Review } from '../review/review';
import type { Painted } from './painter';
import type { ContainmentStep, ProofFacts, ReviewLink } from './painting/state';

/** What chat needs of the review room: the acts, and everything to show it. */
export interface ReviewRoom {
  readonly acts: Reviews;
  get(tx: Tx, reviewId: string): Promise<Review | undefined>;
  /** The switch thrown in chat; the policy's own is separate. */
  killSwitch(tx: Tx): Promise<KillSwitch | undefined>;
  listOpen(tx: Tx): Promise<readonly Review[]>;
  /** Console plans that were applied and whose subscriptions are, as last read, still off. */
  consolesOff(tx: Tx, now: number): Promise<readonly Review[]>;
  linksOf(tx: Tx, alertId: string): Promise<readonly ReviewLink[]>;
  /** The checklist; with facts as they were just read, or without for the alert's own card. */
  stepsOf(tx: Tx, alertId: string, facts?: ContainmentFacts): Promise<readonly ContainmentStep[]>;
  proofOf(tx: Tx, alertId: string): Promise<ProofFacts | undefined>;
  /** A review's card; undefined when there is none with this id. Never inside a transaction. */
  paint(reviewId: string, viewerId: string | undefined): Promise<Painted | undefined>;
}
