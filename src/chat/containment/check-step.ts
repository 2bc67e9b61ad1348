import type { Alert } from '../../alerts/alert';
import { subscriptionsOf } from '../../alerts/summary';
import { done, type Outcome, refuse } from '../../core/outcome';
import type { ContainmentFacts } from '../../review/acts/containment-facts';
import { count } from '../words/names';

/** The steps people do by hand, and say so. */
export const handSteps = ['save-log', 'account', 'console-off'] as const;
export type HandStep = (typeof handSteps)[number];

export function handStep(item: string): HandStep | undefined {
  return handSteps.find((step) => step === item);
}

/**
 * What was said against what is there: the words for the record when it could be checked, undefined inside when it could not, and a refusal when Azure
 * or Entra shows the opposite.
 */
export function checkStep(
  step: HandStep,
  alert: Alert,
  facts: ContainmentFacts | undefined,
): Outcome<string | undefined, 'still-there'> {
  switch (step) {
    case 'save-log':
      // A file on somebody's disk: nothing of ours can see it.
      return done(undefined);
    case 'account':
      if (facts?.accountEnabled === true)
        return refuse(
          'still-there',
          `Entra still shows the account of ${alert.principal.displayName} as enabled.`,
          'Run the command, wait a minute, press again.',
        );
      return done(facts?.accountEnabled === false ? 'account disabled in Entra; sessions as stated' : undefined);
    case 'console-off':
      return consoleOff(alert, facts);
  }
}

function consoleOff(alert: Alert, facts: ContainmentFacts | undefined): Outcome<string | undefined, 'still-there'> {
  const consoles = facts?.consoles ?? [];
  const on = consoles.filter(({ status }) => status.ok && !status.value.disabled);
  if (on.length > 0)
    return refuse(
      'still-there',
      `The console is still on in ${count(on.length, 'subscription')} of ${alert.id}.`,
      'Run the command for each, then press again.',
    );
  const read = consoles.length === subscriptionsOf(alert).length && consoles.every(({ status }) => status.ok);
  return done(read && consoles.length > 0 ? 'read back: off' : undefined);
}
