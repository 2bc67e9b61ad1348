import type { AlertDesk } from '../alerts/desk';
import type { Clock } from '../core/clock';
import type { Tx } from '../core/unit-of-work';
import type { ReviewEvent } from '../review/deps';
import type { Review } from '../review/review';
import type { Intents } from './intents';
import type { Person } from './ports';
import type { CardRefStore } from './stores';
import { reviewNews } from './words/review-news';

export interface AnnounceReviewParts {
  readonly intents: Intents;
  readonly refs: CardRefStore;
  readonly desk: () => AlertDesk;
  readonly approvers: () => readonly Person[];
  readonly secondApprovers: () => readonly Person[];
  readonly clock: Clock;
  readonly kick: () => void;
}

/** Writes what a changed review asks of chat, in the transaction of the change: its card in the alert's thread, requests to approvers, outcomes to the requester. */
export function createAnnounceReview(
  parts: AnnounceReviewParts,
): (tx: Tx, review: Review, event: ReviewEvent) => Promise<void> {
  const { intents, refs, desk, approvers, secondApprovers, clock, kick } = parts;

  async function show(tx: Tx, review: Review, now: number): Promise<void> {
    const shown = await refs.ofSubject(tx, review.id);
    if (shown.length > 0) await intents.repaint(tx, review.id, now);
    else if (review.alertId !== undefined) {
      const summary = `${review.id} for ${review.alertId}`;
      await intents.reply(tx, review.alertId, { key: `review:${review.id}`, summary, card: review.id }, now);
    }
    if (review.alertId === undefined) return;
    // The alert's own card says how far its reviews are.
    await desk().amend(
      tx,
      review.alertId,
      (alert) => ({ ...alert, reviewIds: [...new Set([...alert.reviewIds, review.id])] }),
      now,
    );
  }

  async function ask(tx: Tx, review: Review, people: readonly Person[], now: number): Promise<void> {
    const { approval, subject, requester } = review;
    const asked = people.filter(({ objectId }) => objectId !== subject?.objectId && objectId !== requester.objectId);
    const text = reviewNews.asks(review);
    for (const person of asked) {
      await intents.personal(
        tx,
        review.id,
        person,
        { key: `ask:${approval?.asks ?? 1}:${approval?.hash ?? ''}`, summary: text, card: review.id },
        now,
      );
    }
    if (review.alertId === undefined) return;
    await intents.reply(
      tx,
      review.alertId,
      { key: `ask:${review.id}:${approval?.asks ?? 1}:${review.version}`, summary: text, text, mentions: asked },
      now,
    );
  }

  return async (tx, review, event) => {
    const now = clock.now();
    await show(tx, review, now);
    if (event === 'approval-asked') await ask(tx, review, approvers(), now);
    if (event === 'approval-repeated') await ask(tx, review, [...approvers(), ...secondApprovers()], now);
    const outcome = reviewNews.outcome(review, event);
    if (outcome !== undefined && review.alertId !== undefined) {
      const wish = {
        key: `${event}:${review.id}:${review.version}`,
        summary: outcome,
        text: outcome,
        mentions: [review.requester],
      };
      await intents.reply(tx, review.alertId, wish, now);
    }
    kick();
  };
}
