import type { AzureOutcome } from '../azure-outcome';
import type { Removal } from '../plan/plan';
import type { RoleAssignment } from '../rbac';
import { driftOf, pimDriftOf } from './drift';
import { findPim } from './find-pim';
import { type ApplyPorts, type StepResult, stepAgain, stepDone, stepFailed, stepRefused } from './step-result';

/**
 * Takes one grant away. Looks first, so that a repeated attempt neither reports its own earlier delete as somebody else's nor deletes
 * what was changed meanwhile.
 */
export async function remove(
  ports: ApplyPorts,
  removal: Removal,
  attempt: number,
  justification: string,
): Promise<StepResult> {
  return removal.kind === 'pim'
    ? removePim(ports, removal, attempt, justification)
    : removeAssignment(ports, removal.snapshot, attempt);
}

/** `exact` false: our own creation, which goes whatever was done to it since. */
export async function removeAssignment(
  { reader, writer }: Pick<ApplyPorts, 'reader' | 'writer'>,
  snapshot: RoleAssignment,
  attempt: number,
  exact = true,
): Promise<StepResult> {
  const now = await reader.assignment(snapshot.id);
  if (!now.ok && now.reason !== 'not-found') return stepRefused(now);
  if (!now.ok) return stepDone(gone(attempt), now);
  const drift = exact ? driftOf(snapshot, now.value) : [];
  if (drift.length > 0) {
    return stepFailed(
      'changed',
      `it changed since approval (${drift.join(', ')})`,
      'start a new review',
      now.requestIds,
    );
  }
  const removed = await writer.remove(snapshot.id);
  if (removed.ok) return stepDone(removed.value.removed ? 'removed' : gone(attempt), removed);
  return removed.reason === 'not-found' ? stepDone(gone(attempt), removed) : stepRefused(removed);
}

async function removePim(
  { reader, writer }: ApplyPorts,
  removal: Extract<Removal, { kind: 'pim' }>,
  attempt: number,
  justification: string,
): Promise<StepResult> {
  const { snapshot, requestName } = removal;
  const now = await findPim(reader, snapshot);
  if (!now.ok) return stepRefused(now);
  if (!now.value) return stepDone(gone(attempt), now);
  const drift = pimDriftOf(snapshot, now.value);
  if (drift.length > 0) {
    return stepFailed(
      'changed',
      `it changed since approval (${drift.join(', ')})`,
      'start a new review',
      now.requestIds,
    );
  }
  const { kind, scope, roleDefinitionId, principalId } = snapshot;
  const asked = await writer.removePim({ kind, scope, roleDefinitionId, principalId, requestName, justification });
  if (asked.ok) return stepDone('removed', asked);
  // The same request name again: our own earlier request was received; the confirmation decides whether it worked.
  if (asked.reason === 'exists' || asked.reason === 'not-found') return stepDone('removed', asked);
  return stepRefused(asked);
}

/** A 404 or 204 after an earlier attempt of ours is most likely our own success. */
function gone(attempt: number): string {
  return attempt > 1 ? 'removed' : 'already-gone';
}

/** Reads until the grant is not listed any more. */
export async function confirmGone({ reader }: Pick<ApplyPorts, 'reader'>, removal: Removal): Promise<StepResult> {
  if (removal.kind === 'assignment') return confirmAssignmentGone(reader.assignment(removal.snapshot.id));
  const now = await findPim(reader, removal.snapshot);
  if (!now.ok) return stepRefused(now);
  if (now.value) return stepAgain('still-there', 'PIM still lists it', now);
  const origin = removal.snapshot.originRoleAssignmentId;
  return origin ? confirmAssignmentGone(reader.assignment(origin)) : stepDone('gone', now);
}

export async function confirmAssignmentGone(read: Promise<AzureOutcome<RoleAssignment>>): Promise<StepResult> {
  const now = await read;
  if (now.ok) return stepAgain('still-there', 'Azure still lists it', now);
  return now.reason === 'not-found' ? stepDone('gone', now) : stepRefused(now);
}
