import type { AlertDesk } from '../alerts/desk';
import { drillFinding } from '../alerts/drill-finding';
import type { AlertStore } from '../alerts/ports';
import type { Tx, UnitOfWork } from '../core/unit-of-work';
import type { FindingSink } from '../detection/ports';
import type { Review } from '../review/review';
import { type Drill, type DrillLog, firstPressOn, isUnderWay } from './drill';
import type { Intents } from './intents';
import type { ReviewRoom } from './review-room';
import type { CardRefStore } from './stores';
import { drillWords } from './words/drill';

export interface DrillParts {
  readonly uow: UnitOfWork;
  readonly drills: DrillLog;
  readonly ingest: Pick<FindingSink, 'take'>;
  readonly alerts: AlertStore;
  readonly desk: AlertDesk;
  readonly refs: CardRefStore;
  readonly reviews: ReviewRoom;
  readonly intents: Intents;
  /** Routes like any alert of this subscription. */
  readonly subscriptionId: string;
  readonly kick: () => void;
}

export interface DrillDuty {
  /** With each poll: a drill that was asked for enters where findings enter. */
  enter(now: number): Promise<void>;
  /** With each look at the timers: takes the drill one hop further when people have done their part. */
  follow(now: number): Promise<void>;
}

/** Leads a drill through the whole chain and says in its thread how long each hop took. What it knows is stored, so that a restart goes on with it. */
export function createDrillDuty(parts: DrillParts): DrillDuty {
  const { uow, drills, ingest, alerts, desk, refs, reviews, intents, kick } = parts;

  async function noted(tx: Tx, drill: Drill): Promise<Drill> {
    if (drill.alertId === undefined || drill.pressedAt !== undefined) return drill;
    const alert = await alerts.get(tx, drill.alertId);
    const shown = await refs.ofSubject(tx, drill.alertId);
    const acceptedAt = drill.acceptedAt ?? shown[0]?.postedAt;
    const pressedAt = alert === undefined ? undefined : firstPressOn(alert);
    const next = {
      ...drill,
      ...(acceptedAt === undefined ? {} : { acceptedAt }),
      ...(pressedAt === undefined ? {} : { pressedAt }),
    };
    if (next.acceptedAt !== drill.acceptedAt || next.pressedAt !== drill.pressedAt) await drills.save(tx, next);
    return next;
  }

  async function ask(drill: Drill, alertId: string): Promise<void> {
    const alert = await uow.run((tx) => alerts.get(tx, alertId));
    if (alert === undefined) return;
    // A process killed between asking and remembering asked already.
    const [known] = await uow.run((tx) => reviews.linksOf(tx, alertId));
    if (known !== undefined) return uow.run((tx) => drills.save(tx, { ...drill, reviewId: known.reviewId }));
    const asked = await reviews.acts.startDrill({
      alertId,
      subject: alert.principal,
      requester: drill.by,
      reason: drillWords.reason,
    });
    if (asked.ok) await uow.run((tx) => drills.save(tx, { ...drill, reviewId: asked.value.id }));
    kick();
  }

  /** Everything of the end in one transaction: the thread, the alert and the log cannot disagree. */
  async function end(drill: Drill, review: Review, now: number): Promise<void> {
    const approvedAt = review.approval?.votes.findLast(({ decision }) => decision === 'approve')?.at;
    const done = review.state === 'proved' && approvedAt !== undefined;
    const ended: Drill = {
      ...drill,
      endedAt: now,
      result: done ? 'done' : review.state,
      ...(done ? { approvedAt } : {}),
    };
    await uow.run(async (tx) => {
      await drills.save(tx, ended);
      if (drill.alertId === undefined) return;
      const text = drillWords.ended(ended);
      await intents.reply(tx, drill.alertId, { key: drill.id, summary: text, text, mentions: [drill.by] }, now);
      const by = { objectId: 'system:drill', name: 'the drill', at: now };
      await desk.act(tx, drill.alertId, {
        kind: 'resolve',
        by,
        disposition: 'benign-expected',
        sentence: drillWords.over,
      });
    });
    kick();
  }

  return {
    async enter(now) {
      await uow.run(async (tx) => {
        const drill = await drills.last(tx);
        if (!isUnderWay(drill, now) || drill.polledAt !== undefined) return;
        await ingest.take(tx, [drillFinding(drill.id, drill.number, parts.subscriptionId, drill.askedAt)], { at: now });
        const alert = await alerts.bySession(tx, drill.id);
        await drills.save(tx, { ...drill, polledAt: now, ...(alert === undefined ? {} : { alertId: alert.id }) });
      });
    },
    async follow(now) {
      const drill = await uow.run(async (tx) => {
        const last = await drills.last(tx);
        return isUnderWay(last, now) ? noted(tx, last) : undefined;
      });
      if (drill?.alertId === undefined || drill.pressedAt === undefined) return;
      const { reviewId } = drill;
      if (reviewId === undefined) return ask(drill, drill.alertId);
      const review = await uow.run((tx) => reviews.get(tx, reviewId));
      const over = review !== undefined && review.state !== 'approval-asked';
      if (over) await end(drill, review, now);
    },
  };
}
