import type { ConsoleChange } from '../plan/plan';
import { type ApplyPorts, type StepResult, stepAgain, stepDone, stepRefused } from './step-result';

/** Turns the console of a subscription off or on and reads the switch back. Setting it twice does no harm. */
export async function switchConsole({ consoleSwitch }: ApplyPorts, change: ConsoleChange): Promise<StepResult> {
  const { subscriptionId, disabled } = change;
  const set = disabled ? await consoleSwitch.disable(subscriptionId) : await consoleSwitch.enable(subscriptionId);
  if (!set.ok) return stepRefused(set);
  const status = await consoleSwitch.status(subscriptionId);
  if (!status.ok) return stepRefused(status);
  return status.value.disabled === disabled
    ? stepDone(disabled ? 'disabled' : 'enabled', set)
    : stepAgain('not-yet', 'the switch does not show the new state yet', status);
}
