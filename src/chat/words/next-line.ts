import type { AlertCardState, ContainmentStep, StepDone } from '../painting/state';
import { outside } from './escape';
import { count, listed, personName, type SubscriptionNames, subscriptionName } from './names';
import { alarm, type Fact, good, type Line, quiet } from './piece';
import { clock } from './time';

/** NEXT: the ordered steps; what is done says who and when. */
export function nextLine(state: AlertCardState): Line | undefined {
  const { steps } = state;
  if (steps === undefined || steps.length === 0) return undefined;
  return {
    label: 'NEXT',
    facts: steps.map((step, index): Fact => {
      const text = `${index + 1} ${stepName(step, state.subscriptionNames)}`;
      if (step.done !== undefined) return stepFact(text, step.done);
      return step.note === undefined ? text : alarm(`${text} (${outside(step.note, 80)})`);
    }),
  };
}

/** DONE on the resolved card: the steps that were taken, each with how sure that is. */
export function doneLine(state: AlertCardState): Line | undefined {
  const taken = (state.steps ?? []).flatMap((step) =>
    step.done === undefined || step.done.proof === 'asked'
      ? []
      : [stepFact(stepName(step, state.subscriptionNames), step.done)],
  );
  const reviews = (state.reviews ?? []).map(({ reviewId, says, state: stage }): Fact => {
    const text = `${outside(reviewId, 12)} ${outside(says, 100)}`;
    return stage === 'proved' ? good(`ok ${text}`) : stage === 'failed' ? alarm(text) : text;
  });
  const all = [...taken, ...reviews];
  return all.length === 0
    ? { label: 'DONE', facts: ['nothing was contained or changed'] }
    : { label: 'DONE', facts: all };
}

export function stepName(step: ContainmentStep, names?: SubscriptionNames): string {
  const subscriptions = step.subscriptions ?? [];
  const where =
    subscriptions.length === 0
      ? ''
      : ` in ${listed(
          subscriptions.map((id) => subscriptionName(id, names)),
          3,
        )}`;
  const machines = step.machines === undefined ? '' : ` (${count(step.machines, 'machine')})`;
  return {
    'save-log': 'save serial log',
    account: 'revoke sessions, disable account',
    'console-off': `console off${where}${machines}`,
    permissions: 'permissions',
  }[step.id];
}

/** A step that was taken, with how sure that is. */
export function stepFact(text: string, { name, at, proof, detail }: StepDone): Fact {
  const more = detail === undefined ? '' : ` (${outside(detail, 80)})`;
  const when = `${personName(name)} ${clock(at, at)}`;
  if (proof === 'proved') return good(`ok ${text} ${when}${more}`);
  if (proof === 'partly') return alarm(`${text}: done ${when}${more}`);
  if (proof === 'asked') return quiet(`${text}: asked by ${when}${more}`);
  return `? ${text}: stated by ${when}, not checked${more}`;
}
