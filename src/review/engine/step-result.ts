import type { AzureOutcome, AzureRefusal } from '../azure-outcome';
import { azureWords, isPassing } from '../azure-words';
import type { ConsoleSwitch, RbacReader, RbacWriter } from '../ports';
import type { RoleAssignment } from '../rbac';

/** What an attempt at a step came to. `again`: not over, look once more after a while. */
export type StepResult = StepDone | StepFailed | StepAgain;

interface Ended {
  readonly result: string;
  readonly requestIds: readonly string[];
}

export interface StepDone extends Ended {
  readonly kind: 'done';
  readonly made?: RoleAssignment;
}

export interface StepFailed extends Ended {
  readonly kind: 'failed';
  readonly text: string;
  readonly next: string;
}

export interface StepAgain extends Ended {
  readonly kind: 'again';
  readonly afterMs: number;
  readonly text: string;
  readonly next: string;
  /** Use the fallback name from now on. */
  readonly fallback?: boolean;
}

export interface ApplyPorts {
  readonly reader: RbacReader;
  readonly writer: RbacWriter;
  readonly consoleSwitch: ConsoleSwitch;
}

/** Between two looks at a change that has not shown yet. */
export const pollMs = 10_000;

export function stepDone(result: string, answer?: AzureOutcome<unknown>, made?: RoleAssignment): StepDone {
  return { kind: 'done', result, requestIds: answer?.requestIds ?? [], ...(made ? { made } : {}) };
}

/** A refusal in words; passing ones are tried again, after `Retry-After` where the service named it. */
export function stepRefused(refusal: AzureRefusal): StepFailed | StepAgain {
  const { text, next } = azureWords(refusal);
  const common = { result: refusal.reason, requestIds: refusal.requestIds ?? [], text, next };
  if (!isPassing(refusal.reason)) return { kind: 'failed', ...common };
  return { kind: 'again', ...common, afterMs: refusal.retryAfterMs ?? pollMs };
}

export function stepFailed(result: string, text: string, next: string, requestIds: readonly string[] = []): StepFailed {
  return { kind: 'failed', result, text, next, requestIds };
}

export function stepAgain(result: string, text: string, answer?: AzureOutcome<unknown>): StepAgain {
  const next = 'it is looked at again by itself';
  return { kind: 'again', result, text, next, afterMs: pollMs, requestIds: answer?.requestIds ?? [] };
}
