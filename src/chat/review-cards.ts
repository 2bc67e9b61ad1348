import type { Alert } from '../alerts/alert';
import type { AlertStore } from '../alerts/ports';
import { reasonsOf } from '../alerts/summary';
import type { Actor } from '../core/access';
import type { Clock } from '../core/clock';
import type { Policy } from '../core/policy';
import type { Tx, UnitOfWork } from '../core/unit-of-work';
import { emergencyOpen } from '../review/acts/emergency';
import { undoStands } from '../review/acts/undo';
import type { Reviews } from '../review/create-reviews';
import type { ReviewStore } from '../review/ports';
import type { Review } from '../review/review';
import { newestApplied, undoOf } from './containment/access-plans';
import { containmentSteps } from './containment/steps';
import { approvalSummary, paintApproval } from './painting/approval';
import { paintReview, reviewSummary } from './painting/review';
import type { ReviewAlert, ReviewCardState } from './painting/review-state';
import { baseViewer, type ProofFacts, type ReviewLink, type Viewer } from './painting/state';
import type { Person } from './ports';
import type { ReviewRoom } from './review-room';
import type { SubscriptionNames } from './words/names';
import { pathsLeftOf, reviewStateWords, undoneWords } from './words/review-state';

export interface ReviewCardParts {
  readonly uow: UnitOfWork;
  readonly reviews: ReviewStore;
  readonly acts: Reviews;
  readonly alerts: AlertStore;
  readonly clock: Clock;
  readonly policy: () => Policy;
  readonly approvers: () => readonly Person[];
  readonly actorOf: (objectId: string) => Promise<Actor>;
  readonly refreshFor: (tx: Tx, objectIds: readonly string[]) => Promise<readonly string[]>;
  readonly subscriptionNames: () => SubscriptionNames;
  /** Why nothing can be applied at all; missing = it can. */
  readonly applyOff?: string;
  /** For the commands that reach Entra. */
  readonly graphOrigin: string;
}

const reminderReachMs = 60 * 86_400_000;
const mostDue = 500;

/** Shows reviews: their own cards, and what alert cards say about them. */
export function createReviewRoom(parts: ReviewCardParts): ReviewRoom {
  const { uow, reviews, acts, alerts, clock, policy, approvers, actorOf, subscriptionNames } = parts;

  async function offWhy(tx: Tx): Promise<string | undefined> {
    const thrown = await reviews.killSwitch(tx);
    return policy().review.killSwitch || thrown?.on ? 'the kill switch is thrown' : parts.applyOff;
  }

  async function stateOf(tx: Tx, review: Review): Promise<ReviewCardState> {
    const alert = review.alertId === undefined ? undefined : await alerts.get(tx, review.alertId);
    const off = await offWhy(tx);
    const undo = review.undoneBy === undefined ? undefined : await reviews.get(tx, review.undoneBy);
    const refreshFor = await parts.refreshFor(
      tx,
      approvers().map(({ objectId }) => objectId),
    );
    return {
      review,
      now: clock.now(),
      ...(undo !== undefined && undoStands(undo) ? { undo } : {}),
      refreshFor,
      subscriptionNames: subscriptionNames(),
      approvers: approvers(),
      quorum: policy().review.quorum,
      ...(alert === undefined ? {} : { alert: alertFacts(alert) }),
      ...(off === undefined ? {} : { applyOff: off }),
      emergencyOpen: emergencyOpen(review, policy().review.emergencyPath, alert?.severity, clock.now()),
    };
  }

  async function viewerOf(viewerId: string | undefined, review: Review): Promise<Viewer> {
    if (viewerId === undefined) return baseViewer;
    const { objectId, roles } = await actorOf(viewerId);
    if (objectId === review.subject?.objectId) return { kind: 'subject', objectId };
    if (roles.includes('approver') && review.state === 'approval-asked' && review.requester.objectId !== objectId) {
      return { kind: 'approver', objectId };
    }
    if (roles.includes('responder') || roles.includes('admin')) return { kind: 'responder', objectId };
    return { kind: roles.includes('approver') ? 'approver' : 'other', objectId };
  }

  const ofAlert = (tx: Tx, alertId: string) => reviews.forAlert(tx, alertId);

  return {
    acts,
    get: (tx, id) => reviews.get(tx, id),
    killSwitch: (tx) => reviews.killSwitch(tx),
    listOpen: (tx) => reviews.listOpen(tx),
    // What is off is looked at again at its reminder: the due ones of the next weeks hold them all.
    consolesOff: async (tx, now) =>
      (await reviews.dueBefore(tx, now + reminderReachMs, mostDue)).filter(
        ({ kind, remindAt }) => kind === 'console' && remindAt !== undefined,
      ),
    linksOf: async (tx, alertId) => linksFrom(await ofAlert(tx, alertId)),
    stepsOf: async (tx, alertId, facts) => {
      const alert = await alerts.get(tx, alertId);
      if (alert === undefined) return [];
      const sources = { alert, reviews: await ofAlert(tx, alertId), graphOrigin: parts.graphOrigin };
      const applyOff = (await offWhy(tx)) !== undefined;
      return containmentSteps({ ...sources, applyOff, ...(facts === undefined ? {} : { facts }) });
    },
    proofOf: async (tx, alertId) => {
      const alert = await alerts.get(tx, alertId);
      return alert && proofFor(alert, await ofAlert(tx, alertId));
    },
    async paint(reviewId, viewerId) {
      const review = await uow.run((tx) => reviews.get(tx, reviewId));
      if (review === undefined) return undefined;
      const viewer = await viewerOf(viewerId, review);
      const state = await uow.run((tx) => stateOf(tx, review));
      const asks = review.state === 'approval-asked' && (viewer.kind === 'approver' || viewer.kind === 'base');
      return asks
        ? { card: paintApproval(state, viewer), summary: approvalSummary(state) }
        : { card: paintReview(state, viewer), summary: reviewSummary(state) };
    },
  };
}

function alertFacts(alert: Alert): ReviewAlert {
  const says = alert.resolution?.sentence ?? alert.notes.at(-1)?.text ?? reasonsOf(alert)[0]?.text;
  return {
    id: alert.id,
    severity: alert.severity,
    malicious: alert.resolution?.disposition === 'malicious',
    ...(says === undefined ? {} : { says }),
  };
}

const linksFrom = (all: readonly Review[]) =>
  all.filter(({ state }) => state !== 'superseded').map((review) => linkOf(review, undoOf(review, all)));

/** How far a review is, in the stages an alert card knows. */
function linkOf(review: Review, undo: Review | undefined): ReviewLink {
  const { id, state, kind } = review;
  const stages: Record<Review['state'], ReviewLink['state']> = {
    reading: 'draft',
    proposed: 'draft',
    'approval-asked': 'asked',
    approved: 'asked',
    applying: 'applied',
    verifying: 'applied',
    proved: 'proved',
    unproved: 'applied',
    failed: 'failed',
    compensated: 'failed',
    rejected: 'closed',
    expired: 'closed',
    superseded: 'closed',
    cancelled: 'closed',
  };
  const what = kind === 'console' ? 'console off: ' : kind === 'undo' ? 'undo: ' : '';
  return {
    reviewId: id,
    says: `${what}${undo?.appliedAt === undefined ? reviewStateWords(review) : undoneWords(undo)}`,
    state: undo !== undefined ? 'undone' : pathsLeftOf(review) > 0 ? 'applied' : stages[state],
  };
}

function proofFor(alert: Alert, reviews: readonly Review[]): ProofFacts | undefined {
  const proved = newestApplied(reviews.filter(({ proof }) => proof !== undefined));
  if (proved?.proof === undefined) return undefined;
  const { proof, watch, kind, id } = proved;
  // What was in before is the undone plan's number: an undo leaves nothing over, it gives back.
  if (kind === 'undo') return { pathsNow: proof.pathsNow, at: proof.readAt, givenBackBy: id };
  return {
    pathsBefore: proof.pathsBefore,
    pathsNow: proof.pathsNow,
    at: proof.readAt,
    ...(watch === undefined ? {} : { watchedUntil: watch.until }),
    // Before the log was looked at, nothing is said about silence.
    ...(watch?.checkedAt === undefined ? {} : { lastConnectAt: watch.seenAt ?? alert.lastSessionAt }),
    ...(watch?.logCompleteTo === undefined ? {} : { logCompleteTo: watch.logCompleteTo }),
  };
}
