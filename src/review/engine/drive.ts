import { done, refuse } from '../../core/outcome';
import type { Tx } from '../../core/unit-of-work';
import { changeReview, type ReviewChange, system } from '../change-review';
import type { Context } from '../deps';
import { withNotice } from '../notices';
import { countWrites, type Plan } from '../plan/plan';
import type { Review } from '../review';
import { move } from '../transitions';
import { gate, room } from './gate';
import { noWriter } from './no-writer';
import { perform } from './perform';
import { afterLastStep, afterStep, stopped, withStep } from './progress';
import { isWrite, nextStep, type Step, stepsOf } from './step';
import type { ApplyPorts, StepResult } from './step-result';

/** An engine that has not reported for this long is taken for dead. Longer than any adapter's time-out. */
export const leaseMs = 120_000;

/** An approval found later than this after its expiry (the process was down) is not acted on. */
const graceMs = 5 * 60_000;

/** How often a plan that waits for room under the cap looks again. */
const waitMs = 60_000;

/** Times a step may be found unfinished after a crash before it is given up. */
const maxResumes = 6;

/**
 * Works a review's plan off: intent row, effect, outcome row, one step after the other, until it is over or must wait. Killed anywhere and called
 * again, by this engine or another, it goes on where it stood.
 */
export async function drive(context: Context, id: string, holder: string): Promise<void> {
  const { writer = noWriter, reader, consoleSwitch } = context;
  const ports: ApplyPorts = { reader, writer, consoleSwitch };
  for (;;) {
    const claimed = await claim(context, id, holder);
    if (!claimed) return;
    const result = await perform(ports, claimed.review, claimed.step);
    await settle(context, id, holder, claimed.step, result);
  }
}

interface Claimed {
  readonly review: Review;
  readonly step: Step;
}

/** Takes the lease and writes the next intent; undefined when there is nothing to do now. */
async function claim(context: Context, id: string, holder: string): Promise<Claimed | undefined> {
  let claimed: Step | undefined;
  const changed = await changeReview<'busy'>(context, id, async (review, tx) => {
    claimed = undefined;
    const now = context.clock.now();
    const taken = review.lease && review.lease.holder !== holder && review.lease.until > now;
    if (taken || (review.state !== 'approved' && review.state !== 'applying'))
      return refuse('busy', `${id} is not free`);
    if (review.state === 'approved') return done(await begin(context, tx, review, holder));
    const step = nextStep(review.steps);
    if (!step) return done(finished(review, now));
    if (step.nextAt !== undefined && step.nextAt > now) return done(quiet(released(review, step.nextAt)));
    if (step.state === 'intended' && step.attempts >= maxResumes) return done(givenUp(review, step, now));
    if (isWrite(step.kind)) {
      const open = await gate(context, tx);
      if (!open.ok) return done(finished(stopped(review, now, open.message, open.remedy ?? ''), now));
    }
    claimed = { ...step, state: 'intended', attempts: step.attempts + 1, firstAt: step.firstAt ?? now };
    return done(intent(leased(withStep(review, claimed), holder, now), claimed));
  });
  if (!changed.ok) return undefined;
  const step = claimed;
  if (step) return { review: changed.value, step };
  // The beginning was recorded: straight on to the first step. Anything else is over or waits.
  return changed.value.state === 'applying' && changed.value.lease?.holder === holder
    ? claim(context, id, holder)
    : undefined;
}

/** Approved → applying, or why not (yet). */
async function begin(context: Context, tx: Tx, review: Review, holder: string): Promise<ReviewChange> {
  const now = context.clock.now();
  const { approval } = review;
  const plan: Plan = approval?.plan ?? { reviewId: review.id, changes: [] };
  const base = { actor: system, verb: 'review.apply' };
  if (approval && now > approval.expiresAt + graceMs) {
    const note = {
      at: now,
      code: 'expired',
      text: 'the approval expired before the plan could be applied',
      next: 'ask again',
    };
    return { ...base, review: without(withNotice(moved(review, 'expire'), note)), event: 'expired', result: 'expired' };
  }
  const open = await gate(context, tx);
  if (!open.ok) {
    const note = { at: now, code: open.reason, text: open.message, next: open.remedy ?? '' };
    return { ...base, review: without(withNotice(moved(review, 'fail'), note)), event: 'failed', result: open.reason };
  }
  const fits = await room(context, tx, plan);
  if (!fits.ok) {
    const note = { at: now, code: fits.reason, text: fits.message, next: fits.remedy ?? '' };
    return {
      ...base,
      review: { ...withNotice(review, note), dueAt: now + waitMs },
      event: 'progress',
      result: fits.reason,
    };
  }
  for (let write = 1; write <= countWrites(plan); write++) {
    await context.store.recordChange(tx, { reviewId: review.id, stepId: String(write), at: now });
  }
  const applying = leased({ ...moved(review, 'begin'), steps: stepsOf(plan) }, holder, now);
  return { ...base, review: applying, event: 'applying', details: { plan: approval?.hash ?? null } };
}

async function settle(context: Context, id: string, holder: string, step: Step, result: StepResult): Promise<void> {
  const changed = await changeReview<'lost'>(context, id, (review) => {
    const now = context.clock.now();
    const current = review.steps.find((other) => other.id === step.id);
    if (review.lease?.holder !== holder || current?.state !== 'intended') {
      return refuse('lost', `another engine went on with ${id}`);
    }
    const next = afterStep(review, current, result, now);
    return done({
      review: leased(next, holder, now),
      event: 'progress',
      actor: system,
      verb: `review.${step.kind}`,
      result: result.result,
      quiet: !isWrite(step.kind) && result.kind === 'done',
      details: {
        step: step.id,
        attempt: step.attempts,
        outcome: result.kind,
        requestIds: result.requestIds.join(' ').slice(0, 500),
      },
    });
  });
  if (!changed.ok) context.log.warn({ review: id, step: step.id, reason: changed.reason }, changed.message);
}

function intent(review: Review, step: Step): ReviewChange {
  return {
    review,
    event: 'progress',
    actor: system,
    verb: `review.${step.kind}`,
    result: 'intent',
    details: { step: step.id, attempt: step.attempts },
    quiet: !isWrite(step.kind),
  };
}

function givenUp(review: Review, step: Step, now: number): ReviewChange {
  const text = `the step was begun ${step.attempts} times and never ended`;
  const result: StepResult = { kind: 'failed', result: 'fault', requestIds: [], text, next: 'see the log' };
  return {
    review: afterStep(review, step, result, now),
    event: 'progress',
    actor: system,
    verb: `review.${step.kind}`,
    result: 'fault',
  };
}

function finished(review: Review, now: number): ReviewChange {
  const next = without(afterLastStep(review, now), review.state === 'applying' ? now : undefined);
  const event = next.state === 'verifying' ? 'verifying' : next.state === 'compensated' ? 'compensated' : 'failed';
  return { review: next, event, actor: system, verb: 'review.apply', result: next.state };
}

function moved(review: Review, name: 'expire' | 'fail' | 'begin'): Review {
  const outcome = move(review, name);
  return outcome.ok ? outcome.value : review;
}

function leased(review: Review, holder: string, now: number): Review {
  return { ...review, lease: { holder, until: now + leaseMs }, dueAt: now + leaseMs };
}

function released(review: Review, dueAt: number): Review {
  const { lease: _, ...rest } = review;
  return { ...rest, dueAt };
}

/** No lease; due at once while there is something to verify, else not by itself. */
function without(review: Review, verifyAt?: number): Review {
  const { lease: _, dueAt: __, ...rest } = review;
  return review.state === 'verifying' && verifyAt !== undefined ? { ...rest, dueAt: verifyAt } : rest;
}

function quiet(review: Review): ReviewChange {
  return { review, event: 'progress', actor: system, verb: 'review.apply', quiet: true };
}
