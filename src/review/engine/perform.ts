import type { AccessChange } from '../plan/plan';
import type { Review } from '../review';
import { check } from './check';
import { switchConsole } from './console';
import { confirmMade, create } from './create';
import { confirmAssignmentGone, confirmGone, remove, removeAssignment } from './remove';
import type { Step } from './step';
import { type ApplyPorts, type StepResult, stepDone, stepFailed } from './step-result';

/** One attempt at one step, against Azure. Everything it needs is in the stored review, so any engine can take it up. */
export async function perform(ports: ApplyPorts, review: Review, step: Step): Promise<StepResult> {
  const change = review.approval?.plan.changes.find(({ itemId }) => itemId === step.itemId)?.change;
  if (!change) return stepFailed('no-plan', `the plan has no item ${step.itemId}`, 'start a new review');
  if (step.kind === 'check') return check(ports, change, step.index ?? 0, review.kind === 'undo');
  if (change.kind === 'console') return switchConsole(ports, change);
  return performAccess(ports, review, step, change);
}

async function performAccess(ports: ApplyPorts, review: Review, step: Step, change: AccessChange): Promise<StepResult> {
  const removal = change.removals[step.index ?? 0];
  const made = madeBy(review.steps, step.itemId);
  switch (step.kind) {
    case 'create':
      return change.create ? create(ports, change.create, step) : stepDone('nothing-to-create');
    case 'confirm-made':
      return confirmMade(ports, made);
    case 'remove':
      return removal ? remove(ports, removal, step.attempts, justification(review)) : stepDone('nothing-to-remove');
    case 'confirm-gone':
      return removal ? confirmGone(ports, removal) : stepDone('nothing-to-remove');
    case 'take-back':
      return made ? removeAssignment(ports, made, step.attempts, false) : stepDone('nothing-made');
    case 'confirm-taken':
      return made ? confirmAssignmentGone(ports.reader.assignment(made.id)) : stepDone('nothing-made');
    default:
      return stepFailed('no-such-step', `${step.kind} is not a step of an access change`, 'start a new review');
  }
}

/** The creation of an item, as last read back. */
export function madeBy(steps: readonly Step[], itemId: string): Step['made'] {
  const own = steps.filter((step) => step.itemId === itemId && step.made !== undefined);
  return own[own.length - 1]?.made;
}

/** True when the creation was there before the plan: it is not ours to take back or to undo. */
export function adopted(steps: readonly Step[], itemId: string): boolean {
  return steps.some((step) => step.itemId === itemId && step.kind === 'create' && step.result === 'adopted');
}

function justification({ id, alertId, approval }: Review): string {
  return `Serial Console Watch ${id}${alertId ? ` for ${alertId}` : ''}: ${approval?.reason ?? ''}`.slice(0, 500);
}
