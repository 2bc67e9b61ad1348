import type { Review } from '../../review/review';
import { type CardAction, execute, showCard } from './actions';
import { textInput } from './inputs';
import type { ReviewCardState } from './review-state';

/** The emergency path: unfolds, so that nobody applies alone by a slip of the thumb. The press answers only to an approver. */
export function applyAlone({ id, version }: Review): CardAction {
  const why = textInput({
    id: 'alone',
    label: 'Why you apply this alone; a second person must sign within 4 hours',
    required: 'Acting alone needs a sentence.',
    lines: true,
  });
  const actions = [execute('emergency-apply', 'Apply alone', { subject: id, version }, { style: 'destructive' })];
  return showCard('Emergency: apply alone', { type: 'AdaptiveCard', version: '1.5', body: [why], actions });
}

/** The second signature under a change that one person applied. */
export function signSecond({ id, version }: Review): CardAction {
  const why = textInput({
    id: 'signature',
    label: 'Your sentence: you looked at the change and stand for it',
    required: 'A signature needs a sentence.',
    lines: true,
  });
  const actions = [execute('second-signature', 'Sign', { subject: id, version }, { style: 'positive' })];
  return showCard(
    'Sign as second person',
    { type: 'AdaptiveCard', version: '1.5', body: [why], actions },
    { style: 'positive' },
  );
}

/** True while a change that one person applied has no second signature; a late one is welcome too. */
export function owesSignature({ review: { approval } }: Pick<ReviewCardState, 'review'>): boolean {
  return approval?.emergency !== undefined && approval.emergency.second === undefined;
}
