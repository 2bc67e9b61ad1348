import type { Card } from '../ports';
import { approvalHeadline, approvalLines, diffLines, whyNoVote } from '../words/approval';
import { plain } from '../words/escape';
import { textOf } from '../words/piece';
import { reviewMarks } from '../words/review-rest';
import { type CardAction, execute, refresh } from './actions';
import { applyAlone } from './emergency-actions';
import { textInput } from './inputs';
import type { ReviewCardState } from './review-state';
import { row, run, runs } from './runs';
import { baseViewer, type Viewer } from './state';
import { expand } from './template';

/**
 * The card an approver decides on, in person and in the thread. One sentence serves both answers: two inputs with one name on a card are not
 * valid, and what is typed first must not be lost when somebody changes their mind. Verbs `approve` and `reject`, input `sentence`.
 */
export function paintApproval(state: ReviewCardState, viewer: Viewer = baseViewer): Card {
  const { review, refreshFor } = state;
  const asked = review.state === 'approval-asked';
  const closed = asked ? whyNoVote(state, viewer) : undefined;
  const votes = asked && closed === undefined;
  const card = expand('approval', {
    style: asked ? 'warning' : review.state === 'rejected' || review.state === 'expired' ? 'attention' : 'good',
    headline: runs(approvalHeadline(state)),
    marks: reviewMarks(state).map((mark) => ({ inlines: [run(mark)] })),
    changes: diffLines(state).map((facts) => ({ inlines: runs(facts) })),
    rows: approvalLines(state, viewer).map(row),
    whyNoButtons: closed ?? '',
    inputs: votes ? [sentence] : [],
    actions: [
      ...(votes ? answers(state) : []),
      ...(votes && state.emergencyOpen ? [applyAlone(review)] : []),
      ...openAlert(state),
    ],
  });
  const refreshing = refresh({ subject: review.id, version: review.version }, refreshFor);
  return refreshing === undefined ? card : { ...card, refresh: refreshing };
}

/** What the lock screen shows. */
export function approvalSummary(state: ReviewCardState): string {
  return plain(approvalHeadline(state).map(textOf).join(' · '), 300);
}

const sentence = textInput({
  id: 'sentence',
  label: 'Your sentence, for the record',
  required: 'Say in a sentence why.',
  lines: true,
});

function answers({ review }: ReviewCardState): readonly CardAction[] {
  // The head of the plan's hash: a vote counts only for the plan that stood on the card.
  const data = { subject: review.id, version: review.version, item: (review.approval?.hash ?? '').slice(0, 16) };
  return [
    execute('approve', 'Approve', data, { style: 'positive' }),
    execute('reject', 'Reject', data, { style: 'destructive' }),
  ];
}

function openAlert({ review: { alertId } }: ReviewCardState): readonly CardAction[] {
  return alertId === undefined ? [] : [execute('open', `Open ${alertId}`, { subject: alertId }, { inputs: false })];
}
