import type { Card } from '../ports';
import { handAdvice, stepAdvice } from '../words/containment';
import { outside, plain } from '../words/escape';
import { count, listed, personName } from '../words/names';
import { stepFact, stepName } from '../words/next-line';
import { alarm, type Fact, facts, strong } from '../words/piece';
import { whyNoReviewButtons } from '../words/review-rest';
import { type CardAction, execute, refresh } from './actions';
import type { ContainmentCardState } from './review-state';
import { code, runs } from './runs';
import { baseViewer, type ContainmentStep, type Viewer } from './state';
import { expand } from './template';

/** The ordered checklist: each step says who did it and when, or carries what to press or run. */
export function paintContainment(state: ContainmentCardState, viewer: Viewer = baseViewer): Card {
  const { alertId, version, steps, refreshFor } = state;
  const acts = viewer.kind === 'base' || viewer.kind === 'responder';
  const card = expand('review', {
    style: steps.every(({ done }) => done !== undefined && done.proof !== 'asked') ? 'good' : 'warning',
    headline: runs(containmentHeadline(state)),
    marks: [],
    first: [],
    items: steps.map((step, index) => stepRow(step, index, state, acts)),
    rows: [
      {
        label: 'KNOW',
        inlines: runs(['a network rule does not stop the console', 'a shell stays logged in after the console closes']),
      },
    ],
    whyNoButtons: whyNoReviewButtons(viewer) ?? '',
    actions: acts ? [execute('open', `Open ${alertId}`, { subject: alertId })] : [],
    folds: [],
  });
  const refreshing = refresh({ subject: alertId, version }, refreshFor);
  return refreshing === undefined ? card : { ...card, refresh: refreshing };
}

export function containmentSummary(state: ContainmentCardState): string {
  return plain(
    containmentHeadline(state)
      .map((fact) => (typeof fact === 'string' ? fact : fact.text))
      .join(' · '),
    200,
  );
}

function containmentHeadline({ alertId, subjectName, steps }: ContainmentCardState): readonly Fact[] {
  const taken = steps.filter(({ done }) => done !== undefined && done.proof !== 'asked').length;
  return [
    strong(`CONTAIN ${outside(alertId, 12)}`),
    outside(subjectName, 80),
    `${taken} of ${steps.length} done, in this order`,
  ];
}

function stepRow(step: ContainmentStep, index: number, state: ContainmentCardState, acts: boolean): object {
  const { done } = step;
  const name = `${index + 1} ${stepName(step, state.subscriptionNames)}`;
  return {
    canToggle: false,
    toggle: null,
    box: done === undefined ? '☐' : done.proof === 'asked' ? '…' : '☑',
    title: runs([done === undefined ? strong(name) : stepFact(name, done)]),
    facts: runs(stepFacts(step)),
    code: takenFully(step) ? [] : code(step.commands ?? []),
    actions: acts && !takenFully(step) && done?.proof !== 'asked' ? stepActions(step, state) : [],
  };
}

/** A step of which Entra or Azure shows the opposite is taken again. */
const takenFully = ({ id, done }: ContainmentStep) =>
  done !== undefined && (done.proof !== 'partly' || id === 'permissions' || id === 'console-off');

function stepFacts(step: ContainmentStep): readonly Fact[] {
  const { id, byHand, note, more } = step;
  return facts(
    byHand ? handAdvice : stepAdvice[id],
    note !== undefined && strong(outside(note, 100)),
    more !== undefined && `and the same for ${count(more, 'more machine')}`,
    takenFully(step) && step.done?.proof === 'proved' ? undefined : others(step),
  );
}

function others({ id, otherUsers }: ContainmentStep): Fact | undefined {
  if (id !== 'console-off') return undefined;
  if (otherUsers === undefined) return 'who else used the console this week: not read';
  if (otherUsers.length === 0) return 'nobody else used the console this week';
  return alarm(`used this week by ${listed(otherUsers.map(personName), 5)}`);
}

function stepActions(
  { id, byHand }: ContainmentStep,
  { alertId, version }: ContainmentCardState,
): readonly CardAction[] {
  const data = { subject: alertId, version };
  switch (id) {
    case 'save-log':
    case 'account':
      return [execute('done-by-me', 'Done by me', { ...data, item: id })];
    case 'console-off':
      if (byHand) return [execute('done-by-me', 'Done by me', { ...data, item: id })];
      return [
        execute('contain-console', 'Ask to switch the console off', { ...data, item: 'off' }, { style: 'destructive' }),
      ];
    case 'permissions':
      return [execute('review', 'Review permissions', data)];
  }
}
