import { done, type Outcome, refuse } from '../core/outcome';
import type { Review } from './review';

export const reviewStates = [
  'reading',
  'proposed',
  'approval-asked',
  'approved',
  'applying',
  'verifying',
  'proved',
  'unproved',
  'failed',
  'compensated',
  'rejected',
  'expired',
  'superseded',
  'cancelled',
] as const;
export type ReviewState = (typeof reviewStates)[number];

interface Transition {
  readonly from: readonly ReviewState[];
  readonly to: ReviewState;
}

/** The whole life of a review. What is not here cannot happen. */
export const transitions = {
  /** The reading came back. */
  propose: { from: ['reading'], to: 'proposed' },
  /** An item was switched, so any request for approval of the former plan is void. */
  change: { from: ['proposed', 'approval-asked', 'rejected', 'expired'], to: 'proposed' },
  ask: { from: ['proposed', 'expired', 'rejected'], to: 'approval-asked' },
  approve: { from: ['approval-asked'], to: 'approved' },
  reject: { from: ['approval-asked'], to: 'rejected' },
  /** Unanswered in time, or approved and not begun in time. */
  expire: { from: ['approval-asked', 'approved'], to: 'expired' },
  begin: { from: ['approved'], to: 'applying' },
  verify: { from: ['applying', 'unproved'], to: 'verifying' },
  /** Also from `proposed`, when people did every item by hand. */
  prove: { from: ['verifying', 'proposed'], to: 'proved' },
  /** Changed, but the re-reading does not show it within five minutes. */
  doubt: { from: ['verifying'], to: 'unproved' },
  fail: { from: ['reading', 'approved', 'applying', 'verifying'], to: 'failed' },
  /** Nothing of the plan stands: what was created was taken back. */
  compensate: { from: ['applying', 'verifying'], to: 'compensated' },
  cancel: { from: ['reading', 'proposed', 'approval-asked', 'rejected', 'expired'], to: 'cancelled' },
  /** A newer review of the same principal for the same alert. */
  supersede: { from: ['reading', 'proposed', 'approval-asked', 'rejected', 'expired'], to: 'superseded' },
} as const satisfies Readonly<Record<string, Transition>>;

export type Move = keyof typeof transitions;

/** The review after a move, or why it cannot be made, naming the state that stands in the way. */
export function move(review: Review, name: Move): Outcome<Review, 'wrong-state'> {
  const { from, to }: Transition = transitions[name];
  if (!from.includes(review.state)) {
    return refuse('wrong-state', `${review.id} is ${stateWords[review.state]}`, wayOn[review.state]);
  }
  return done(settled({ ...review, state: to }));
}

/** Derives `open`: a finished review stays open while a task is. */
export function settled(review: Review): Review {
  const ended: readonly ReviewState[] = ['proved', 'failed', 'compensated'];
  const gone: readonly ReviewState[] = ['superseded', 'cancelled'];
  const tasks = review.items.some(({ task }) => task && task.state !== 'proved' && task.state !== 'stated');
  return { ...review, open: !gone.includes(review.state) && (tasks || !ended.includes(review.state)) };
}

export const stateWords: Readonly<Record<ReviewState, string>> = {
  reading: 'still being read',
  proposed: 'a proposal nobody was asked to approve yet',
  'approval-asked': 'waiting for approval',
  approved: 'approved and about to be applied',
  applying: 'being applied',
  verifying: 'applied and being verified',
  proved: 'applied and proved',
  unproved: 'applied but not proved',
  failed: 'ended without success',
  compensated: 'undone by itself after a failure',
  rejected: 'rejected',
  expired: 'expired',
  superseded: 'replaced by a newer review',
  cancelled: 'cancelled',
};

const wayOn: Readonly<Record<ReviewState, string>> = {
  reading: 'wait until it is read',
  proposed: 'ask for approval first',
  'approval-asked': 'vote on it, or change it to start over',
  approved: 'wait for the result',
  applying: 'wait for the result',
  verifying: 'wait for the result',
  proved: 'start a new review, or undo this one',
  unproved: 'read it again, or start a new review',
  failed: 'start a new review',
  compensated: 'start a new review',
  rejected: 'change the plan and ask again',
  expired: 'ask again',
  superseded: 'open the newer review',
  cancelled: 'start a new review',
};
