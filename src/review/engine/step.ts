import type { Plan } from '../plan/plan';
import type { RoleAssignment } from '../rbac';

/**
 * One thing the engine does, small enough to be done again. `intended` is written before the effect and `done` after it, so a step found
 * `intended` after a crash is looked at in Azure first.
 */
export interface Step {
  /** `i1.remove.0` … */
  readonly id: string;
  readonly itemId: string;
  readonly kind: StepKind;
  /** Which removal of the change. */
  readonly index?: number;
  readonly state: 'waiting' | 'intended' | 'done' | 'failed' | 'skipped';
  readonly attempts: number;
  readonly firstAt?: number;
  /** Not before this. */
  readonly nextAt?: number;
  readonly endedAt?: number;
  /** `removed`, `already-gone`, `created`, `adopted`, or the refusal's reason. */
  readonly result?: string;
  readonly requestIds: readonly string[];
  /** Create steps: the assignment as Azure answered it. */
  readonly made?: RoleAssignment;
  /** Create steps: the first name was refused, the fallback is in use. */
  readonly fallback?: boolean;
}

export type StepKind =
  | 'check'
  | 'create'
  | 'confirm-made'
  | 'remove'
  | 'confirm-gone'
  | 'console'
  | 'take-back'
  | 'confirm-taken';

/** Steps that change Azure: each needs an intent in the audit and stops at the kill switch. */
export function isWrite(kind: StepKind): boolean {
  return kind === 'create' || kind === 'remove' || kind === 'console' || kind === 'take-back';
}

/** All checks first, so that a drifted plan changes nothing; then change by change, creating before removing. */
export function stepsOf(plan: Plan): readonly Step[] {
  const checks = plan.changes.flatMap(({ itemId, change }) =>
    change.kind === 'console'
      ? [step(itemId, 'check')]
      : change.removals.map((_, index) => step(itemId, 'check', index)),
  );
  const work = plan.changes.flatMap(({ itemId, change }) =>
    change.kind === 'console'
      ? [step(itemId, 'console')]
      : [
          ...(change.create ? [step(itemId, 'create'), step(itemId, 'confirm-made')] : []),
          ...change.removals.map((_, index) => step(itemId, 'remove', index)),
          ...change.removals.map((_, index) => step(itemId, 'confirm-gone', index)),
        ],
  );
  return [...checks, ...work];
}

export function step(itemId: string, kind: StepKind, index?: number): Step {
  return {
    id: index === undefined ? `${itemId}.${kind}` : `${itemId}.${kind}.${index}`,
    itemId,
    kind,
    ...(index === undefined ? {} : { index }),
    state: 'waiting',
    attempts: 0,
    requestIds: [],
  };
}

/** The first step that is not over. */
export function nextStep(steps: readonly Step[]): Step | undefined {
  return steps.find(({ state }) => state === 'waiting' || state === 'intended');
}
