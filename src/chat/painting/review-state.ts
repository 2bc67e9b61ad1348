import type { Severity } from '../../core/severity';
import type { Review } from '../../review/review';
import type { Person } from '../ports';
import type { SubscriptionNames } from '../words/names';
import type { ContainmentStep } from './state';

/** What the cards of a review are painted from: the review's own document and the few facts that are not in it. */
export interface ReviewCardState {
  readonly review: Review;
  readonly now: number;
  /** The plan that undoes this one and still stands; missing = there is none, and the review can be undone. */
  readonly undo?: Pick<Review, 'id' | 'state' | 'appliedAt'>;
  readonly refreshFor?: readonly string[];
  readonly subscriptionNames?: SubscriptionNames;
  readonly alert?: ReviewAlert;
  /** Everybody configured to approve; the painter leaves out subject, requester and holders by id. */
  readonly approvers: readonly Person[];
  /** Policy's, until the review's approval carries its own. */
  readonly quorum: number;
  /** An approver may now apply it alone: the policy allows it, the alert is critical, nobody has answered. */
  readonly emergencyOpen?: boolean;
  /** Why nothing can be applied (no writer identity, kill switch); missing = it can. */
  readonly applyOff?: string;
}

export interface ReviewAlert {
  readonly id: string;
  readonly severity: Severity;
  /** One of the alert's sentences: verdict, note or strongest reason. */
  readonly says?: string;
  /** An alert judged malicious warns before an undo. */
  readonly malicious?: boolean;
}

/** The containment checklist of one alert as its own card. */
export interface ContainmentCardState {
  readonly alertId: string;
  readonly version: number;
  readonly subjectName: string;
  readonly now: number;
  readonly steps: readonly ContainmentStep[];
  readonly subscriptionNames?: SubscriptionNames;
  readonly refreshFor?: readonly string[];
}
