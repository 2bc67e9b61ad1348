import { roleGuid } from '../access/well-known-roles';
import { sameGrant } from '../exposure/holdings';
import type { Creation } from '../plan/plan';
import type { RoleAssignment } from '../rbac';
import type { Step } from './step';
import { type ApplyPorts, type StepResult, stepAgain, stepDone, stepFailed, stepRefused } from './step-result';

/**
 * Creates the assignment that stays. The name is fixed in the plan, so a repeated PUT is the same assignment; one that already exists under another
 * name is adopted, and then never taken back.
 */
export async function create(ports: ApplyPorts, creation: Creation, step: Step): Promise<StepResult> {
  const assignment = { ...creation.assignment, ...(step.fallback ? { name: creation.fallbackName } : {}) };
  const made = await ports.writer.create(assignment);
  if (made.ok) return stepDone('created', made, made.value);
  if (made.reason === 'exists') return adopt(ports, creation, made.requestIds ?? []);
  const nameRefused = made.reason === 'update-not-permitted' || made.reason === 'bad-request';
  if (nameRefused && !step.fallback) {
    const text = 'Azure does not take the former id, so a new one is used';
    return { ...stepAgain(made.reason, text, made), afterMs: 0, fallback: true };
  }
  return stepRefused(made);
}

async function adopt(
  { reader }: ApplyPorts,
  { assignment, fallbackName, roleName }: Creation,
  requestIds: readonly string[],
): Promise<StepResult> {
  const listed = await reader.assignmentsAt(assignment.scope);
  if (!listed.ok) return stepRefused(listed);
  const found = listed.value.find((other) => sameGrant(other, assignment));
  if (!found) {
    return stepAgain('exists', `Azure says ${roleName} exists already but does not list it yet`, listed);
  }
  if ((found.condition ?? '') !== (assignment.condition ?? '')) {
    return stepFailed(
      'exists',
      `${roleName} is already assigned at ${assignment.scope} under another condition`,
      'decide by hand which of the two conditions is right, then start a new review',
      requestIds,
    );
  }
  const own = [assignment.name, fallbackName].some((name) => name.toLowerCase() === found.name.toLowerCase());
  return { kind: 'done', result: own ? 'created' : 'adopted', requestIds, made: found };
}

/** Reads the creation back: what undo and the drift check compare with later. */
export async function confirmMade({ reader }: ApplyPorts, made: RoleAssignment | undefined): Promise<StepResult> {
  if (!made) return stepFailed('not-made', 'there is no creation to confirm', 'start a new review');
  const now = await reader.assignment(made.id);
  if (!now.ok) {
    return now.reason === 'not-found'
      ? stepAgain('not-there-yet', 'Azure does not list it yet', now)
      : stepRefused(now);
  }
  const same = sameGrant(now.value, made) && roleGuid(now.value.roleDefinitionId) === roleGuid(made.roleDefinitionId);
  return same
    ? stepDone('confirmed', now, now.value)
    : stepFailed('changed', 'what was created is not what is there', 'look at the scope in the portal', now.requestIds);
}
