import { withNotice } from '../notices';
import { deleteAssignmentCommand } from '../plan/commands';
import type { Review } from '../review';
import { move } from '../transitions';
import { adopted, madeBy } from './perform';
import { isWrite, step as newStep, type Step } from './step';
import type { StepResult } from './step-result';

/** How long a change may take to show before the review says that it does not. */
export const confirmMs = 5 * 60_000;

/** Attempts at a step that Azure keeps answering with a passing fault. */
const maxAttempts = 6;

/** The review after an attempt. Pure: what a crash leaves and what a calm run leaves go the same way on. */
export function afterStep(review: Review, step: Step, result: StepResult, now: number): Review {
  if (result.kind === 'again' && !spent(step, now)) {
    const waiting = ended(step, result, { state: 'waiting', nextAt: now + result.afterMs });
    const next: Step = result.fallback ? { ...waiting, fallback: true } : waiting;
    const noted = result.result === 'still-there' || result.result === 'not-there-yet';
    const text = noted ? undefined : result.text;
    return withStep(text ? note(review, step, result, now, text) : review, next);
  }
  if (result.kind === 'done') {
    const made = result.made ? { made: result.made } : {};
    return withStep(review, ended(step, result, { state: 'done', endedAt: now, ...made }));
  }
  const failed = withStep(review, ended(step, result, { state: 'failed', endedAt: now }));
  return aftermath(note(failed, step, result, now, result.text), step);
}

function spent(step: Step, now: number): boolean {
  const waits = step.kind.startsWith('confirm');
  return waits ? now - (step.firstAt ?? now) >= confirmMs : step.attempts >= maxAttempts;
}

function ended(step: Step, result: StepResult, change: Partial<Step>): Step {
  const { nextAt: _, ...rest } = step;
  return {
    ...rest,
    result: result.result,
    requestIds: [...step.requestIds, ...result.requestIds].slice(-20),
    ...change,
  };
}

function note(review: Review, { itemId }: Step, result: StepResult, now: number, text: string): Review {
  const next = 'next' in result ? { next: result.next } : {};
  return withNotice(review, { at: now, code: result.result, text: `${itemId}: ${text}`, ...next });
}

/** What a failed step means for the rest of its item, or for the whole plan. */
function aftermath(review: Review, failed: Step): Review {
  if (failed.kind === 'check') return skip(review, () => true);
  if (failed.kind === 'create') return skip(review, ({ itemId }) => itemId === failed.itemId);
  if (failed.kind === 'confirm-made') {
    return takeBack(
      skip(review, ({ itemId }) => itemId === failed.itemId),
      failed.itemId,
    );
  }
  if (failed.kind === 'take-back') return leftBehind(review, failed);
  if (failed.kind !== 'remove') return review;
  const own = review.steps.filter(({ itemId }) => itemId === failed.itemId);
  const removedSome = own.some(({ kind, state }) => kind === 'remove' && state === 'done');
  if (madeBy(review.steps, failed.itemId) && !removedSome) {
    return takeBack(
      skip(review, ({ itemId }) => itemId === failed.itemId),
      failed.itemId,
    );
  }
  // Without a creation each removal stands alone: one that is locked does not keep the other from going.
  return skip(
    review,
    ({ itemId, kind, index }) => itemId === failed.itemId && kind === 'confirm-gone' && index === failed.index,
  );
}

/** Compensation: the creation goes again, unless it was there before the plan. */
function takeBack(review: Review, itemId: string): Review {
  if (adopted(review.steps, itemId) || !madeBy(review.steps, itemId)) return review;
  const last = review.steps.findLastIndex((step) => step.itemId === itemId);
  const steps = [...review.steps];
  steps.splice(last + 1, 0, newStep(itemId, 'take-back'), newStep(itemId, 'confirm-taken'));
  return { ...review, steps };
}

/** Compensation failed: what stays is named, with the command that takes it away. */
function leftBehind(review: Review, failed: Step): Review {
  const made = madeBy(review.steps, failed.itemId);
  const skipped = skip(review, ({ itemId }) => itemId === failed.itemId);
  if (!made) return skipped;
  return withNotice(skipped, {
    at: failed.firstAt ?? review.updatedAt,
    code: 'left-behind',
    text: `${failed.itemId}: the assignment created at ${made.scope} could not be taken back and stands beside the old one`,
    next: deleteAssignmentCommand(made.id),
  });
}

function skip(review: Review, which: (step: Step) => boolean): Review {
  const open = (step: Step) => step.state === 'waiting' || step.state === 'intended';
  const steps = review.steps.map((step): Step => (open(step) && which(step) ? { ...step, state: 'skipped' } : step));
  return { ...review, steps };
}

export function withStep(review: Review, step: Step): Review {
  return { ...review, steps: review.steps.map((other) => (other.id === step.id ? step : other)) };
}

/** Nothing more is written: the rest of the plan is left as it is and said. */
export function stopped(review: Review, now: number, text: string, next: string): Review {
  const halted = skip(review, () => true);
  return withNotice(halted, { at: now, code: 'kill-switch', text, next });
}

/** True when something of the plan stands in Azure. */
export function changedSomething({ steps }: Review): boolean {
  const takenBack = new Set(steps.filter((s) => s.kind === 'take-back' && s.state === 'done').map((s) => s.itemId));
  return steps.some(
    ({ kind, state, itemId }) => isWrite(kind) && kind !== 'take-back' && state === 'done' && !takenBack.has(itemId),
  );
}

/** Every step of every item did what it was for. */
export function whole({ steps }: Review): boolean {
  return steps.every(({ state, kind }) => state === 'done' && kind !== 'take-back');
}

/** All steps are over: on to verification, or to the end when nothing was changed. */
export function afterLastStep(review: Review, now: number): Review {
  if (changedSomething(review)) {
    const verifying = move(review, 'verify');
    return verifying.ok ? { ...verifying.value, appliedAt: now, verifyUntil: now + confirmMs, dueAt: now } : review;
  }
  const compensated = review.steps.some(({ kind, state }) => kind === 'take-back' && state === 'done');
  const over = move(review, compensated ? 'compensate' : 'fail');
  if (!over.ok) return review;
  const { dueAt: _, ...rest } = over.value;
  return rest;
}
