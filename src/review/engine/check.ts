import type { AccessChange, Change, Removal } from '../plan/plan';
import { driftOf, pimDriftOf } from './drift';
import { findPim } from './find-pim';
import { type ApplyPorts, type StepResult, stepDone, stepFailed, stepRefused } from './step-result';

/** Is what was approved still what is there? Reads only. */
export async function check(ports: ApplyPorts, change: Change, index: number, undo: boolean): Promise<StepResult> {
  if (change.kind === 'console') {
    const status = await ports.consoleSwitch.status(change.subscriptionId);
    if (!status.ok) return stepRefused(status);
    return stepDone(status.value.disabled === change.disabled ? 'already-so' : 'unchanged', status);
  }
  const removal = change.removals[index];
  if (!removal) return stepDone('nothing-to-check');
  return removal.kind === 'pim' ? checkPim(ports, removal) : checkAssignment(ports, change, removal, undo);
}

async function checkAssignment(
  { reader }: ApplyPorts,
  change: AccessChange,
  removal: Extract<Removal, { kind: 'assignment' }>,
  undo: boolean,
): Promise<StepResult> {
  const now = await reader.assignment(removal.snapshot.id);
  if (now.ok) return compared(driftOf(removal.snapshot, now.value), removal.roleName, now.requestIds);
  if (now.reason !== 'not-found') return stepRefused(now);
  // Without its source, a narrowing would hand out something new instead of reducing.
  if (change.create && !undo) {
    return stepFailed(
      'changed',
      `${removal.roleName} at ${removal.snapshot.scope} is gone since approval, so nothing was created in its place`,
      'start a new review to see what is there now',
      now.requestIds,
    );
  }
  return stepDone('already-gone', now);
}

async function checkPim({ reader }: ApplyPorts, removal: Extract<Removal, { kind: 'pim' }>): Promise<StepResult> {
  const now = await findPim(reader, removal.snapshot);
  if (!now.ok) return stepRefused(now);
  if (!now.value) return stepDone('already-gone', now);
  return compared(pimDriftOf(removal.snapshot, now.value), removal.roleName, now.requestIds);
}

function compared(drift: readonly string[], roleName: string, requestIds: readonly string[] = []): StepResult {
  if (drift.length === 0) return { kind: 'done', result: 'unchanged', requestIds };
  return stepFailed(
    'changed',
    `${roleName} changed since approval (${drift.join(', ')}); nothing was done`,
    'start a new review, so that what is approved is what is there',
    requestIds,
  );
}
