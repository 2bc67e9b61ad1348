import type { AlertDesk } from '../alerts/desk';
import { touched } from '../alerts/transitions';
import type { Clock } from '../core/clock';
import type { EscalationLevel } from '../core/policy';
import type { Tx } from '../core/unit-of-work';
import type { ReviewEvent } from '../review/deps';
import type { Review } from '../review/review';
import type { Calling } from './calling';
import type { Intents } from './intents';
import type { Person } from './ports';
import type { CardRef, CardRefStore } from './stores';
import { reviewNews } from './words/review-news';

export interface AnnounceReviewParts {
  readonly intents: Intents;
  readonly refs: CardRefStore;
  readonly desk: () => AlertDesk;
  readonly approvers: () => readonly Person[];
  readonly secondApprovers: () => readonly Person[];
  readonly levels: () => readonly EscalationLevel[];
  readonly mentionsOf: (tx: Tx, level: EscalationLevel | undefined) => Promise<readonly Person[]>;
  readonly calling: Calling;
  readonly clock: Clock;
  readonly kick: () => void;
}

/** Who acted, for events that are somebody's act on the alert: what the engine does by itself keeps nobody's alert. */
function actorOf({ requester, approval, undoOf }: Review, event: ReviewEvent): Review['requester'] | undefined {
  if (event === 'approval-asked') return approval?.askedBy;
  return event === 'started' || (event === 'proposed' && undoOf !== undefined) ? requester : undefined;
}

/** Writes what a changed review asks of chat, in the transaction of the change: its card in the alert's thread, requests to approvers, outcomes to the requester. */
export function createAnnounceReview(
  parts: AnnounceReviewParts,
): (tx: Tx, review: Review, event: ReviewEvent) => Promise<void> {
  const { intents, refs, desk, approvers, secondApprovers, clock, kick } = parts;

  async function show(tx: Tx, review: Review, event: ReviewEvent, now: number): Promise<void> {
    const shown = await refs.ofSubject(tx, review.id);
    // Asked again, approvers get a new card: the earlier one stays good, and so does what they have begun to type on it.
    const wanted = ({ personOf }: CardRef) => event !== 'approval-repeated' || personOf === undefined;
    if (shown.length > 0) await intents.repaint(tx, review.id, now, wanted);
    else if (review.alertId !== undefined) {
      const summary = `${review.id} for ${review.alertId}`;
      await intents.reply(tx, review.alertId, { key: `review:${review.id}`, summary, card: review.id }, now);
    } else {
      // No thread to put it in: whoever asked gets it in person.
      const summary = `${review.id}: ${review.subject?.displayName ?? review.kind}`;
      await intents.personal(tx, review.id, review.requester, { key: 'card', summary, card: review.id }, now);
    }
    // Its card says what became of it, and offers an undo only while none stands.
    if (review.undoOf !== undefined) await intents.repaint(tx, review.undoOf, now);
    if (review.alertId === undefined) return;
    // The alert's own card says how far its reviews are.
    await desk().amend(
      tx,
      review.alertId,
      (alert) => {
        const linked = { ...alert, reviewIds: [...new Set([...alert.reviewIds, review.id])] };
        const who = actorOf(review, event);
        return who === undefined ? linked : touched(linked, who.objectId, now);
      },
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

  /** The second group is spared until the first has not answered, unless there is nobody else who may vote. */
  function firstAsked({ requester, subject }: Review): readonly Person[] {
    const later = new Set(secondApprovers().map(({ objectId }) => objectId));
    const first = approvers().filter(({ objectId }) => !later.has(objectId));
    const canVote = first.some(({ objectId }) => objectId !== requester.objectId && objectId !== subject?.objectId);
    return canVote ? first : approvers();
  }

  /** Whoever applied alone, or asked, cannot sign. */
  function signers({ approval, requester, subject }: Review): readonly Person[] {
    const barred = [approval?.emergency?.by, approval?.askedBy, requester, subject].map((one) => one?.objectId);
    return approvers().filter(({ objectId }) => !barred.includes(objectId));
  }

  async function wantSignature(tx: Tx, review: Review, now: number): Promise<void> {
    const text = reviewNews.outcome(review, 'emergency-applied') ?? '';
    for (const person of signers(review)) {
      await intents.personal(tx, review.id, person, { key: 'sign', summary: text, card: review.id }, now);
    }
  }

  /** Nobody signed in time: the alert climbs a level, and who is called there reads why. Never an undo by itself. */
  async function escalate(tx: Tx, { id, alertId }: Review, now: number): Promise<readonly Person[]> {
    const levels = parts.levels();
    const outcome =
      alertId === undefined || levels.length === 0 ? undefined : await desk().amend(tx, alertId, (alert) => alert, now);
    const level = Math.min((outcome?.ok ? outcome.value.level : 0) + 1, levels.length);
    const levelName = levels[level - 1]?.name;
    if (alertId !== undefined && levelName !== undefined) {
      await desk().act(tx, alertId, {
        kind: 'escalate',
        at: now,
        level,
        levelName,
        reason: `no second signature under ${id}`,
      });
    }
    return outcome?.ok ? parts.calling.level(tx, outcome.value, level - 1) : parts.mentionsOf(tx, levels[level - 1]);
  }

  /** The outcome, to whoever asked: in the alert's thread, or in person when there is none. */
  async function tell(tx: Tx, review: Review, event: ReviewEvent, now: number): Promise<void> {
    const text = reviewNews.outcome(review, event);
    if (text === undefined) return;
    const called =
      event === 'second-signature-missing' ? [...signers(review), ...(await escalate(tx, review, now))] : [];
    const asked = [review.requester, ...(review.approval === undefined ? [] : [review.approval.askedBy]), ...called];
    const mentions = [...new Map(asked.map((person) => [person.objectId, person])).values()];
    const key = `${event}:${review.id}:${review.version}`;
    if (review.alertId !== undefined) {
      await intents.reply(tx, review.alertId, { key, summary: text, text, mentions }, now);
      return;
    }
    for (const person of mentions) await intents.personal(tx, review.id, person, { key, summary: text, text }, now);
  }

  return async (tx, review, event) => {
    const now = clock.now();
    await show(tx, review, event, now);
    if (event === 'approval-asked') await ask(tx, review, firstAsked(review), now);
    if (event === 'approval-repeated') await ask(tx, review, approvers(), now);
    if (event === 'emergency-applied') await wantSignature(tx, review, now);
    await tell(tx, review, event, now);
    kick();
  };
}
