import type { Item } from '../../review/plan/plan';
import type { Review } from '../../review/review';
import type { Card } from '../ports';
import { plain } from '../words/escape';
import { count } from '../words/names';
import { alarm, type Fact, facts, type Line, strong, textOf } from '../words/piece';
import { withoutIds } from '../words/resource-ids';
import {
  effectFacts,
  itemTitle,
  leftEligible,
  pathFacts,
  pathsLine,
  resultFact,
  reviewHeadline,
  taskFacts,
} from '../words/review';
import { reviewLines, reviewMarks, whyNoReviewButtons } from '../words/review-rest';
import { isFinished, pathsLeftOf } from '../words/review-state';
import { type CardAction, execute, refresh, showCard } from './actions';
import { applyAlone, owesSignature, signSecond } from './emergency-actions';
import { fitting } from './fit';
import { textInput } from './inputs';
import type { ReviewCardState } from './review-state';
import { code, row, run, runs } from './runs';
import { baseViewer, type Viewer } from './state';
import { expand } from './template';

/** A review, an undo or a console plan: proposal, then its results and proof on the same card. Pure. */
export function paintReview(state: ReviewCardState, viewer: Viewer = baseViewer): Card {
  const { review, refreshFor } = state;
  const acts = viewer.kind === 'base' || viewer.kind === 'responder';
  const signs = owesSignature(state) && (acts || viewer.kind === 'approver');
  const paths = pathsLine(state);
  const withItems = (most: number) =>
    expand('review', {
      style: styleOf(state),
      headline: runs(reviewHeadline(state)),
      marks: reviewMarks(state).map((mark) => ({ inlines: [run(mark)] })),
      first: paths === undefined ? [] : [row(paths)],
      items: shownItems(review, most).map((item) => itemRow(item, state, acts)),
      rows: [...hidden(review, most), ...reviewLines(state, viewer)].map(row),
      whyNoButtons: signs ? '' : (whyNoReviewButtons(viewer, review.state) ?? ''),
      actions: [...(signs ? [signSecond(review)] : []), ...(acts ? reviewActions(state) : [])],
      folds: [],
    });
  const card = fitting([() => withItems(mostItems), () => withItems(6), () => withItems(3), () => withItems(1)]);
  const refreshing = refresh({ subject: review.id, version: review.version }, refreshFor);
  return refreshing === undefined ? card : { ...card, refresh: refreshing };
}

/** What the lock screen shows. */
export function reviewSummary(state: ReviewCardState): string {
  const paths = pathsLine(state)?.facts.map(textOf) ?? [];
  return plain([...reviewHeadline(state).map(textOf).slice(0, 3), ...paths.slice(0, 1)].join(' · '), 300);
}

/** States in which a line may be taken in or out; doing so voids a request for approval. */
const togglable: readonly Review['state'][] = ['proposed', 'approval-asked', 'rejected', 'expired'];

/** More lines than this make a card nobody reads and Teams may refuse. */
const mostItems = 12;

function shownItems({ items }: Review, most: number): readonly Item[] {
  return [...items.filter(({ action }) => action !== 'keep'), ...items.filter(({ action }) => action === 'keep')].slice(
    0,
    most,
  );
}

/** Lines that found no room: said, never silently missing. */
function hidden({ items }: Review, most: number): readonly Line[] {
  const rest = items.length - most;
  return rest > 0
    ? [{ label: 'MORE', facts: [alarm(`${count(rest, 'line')} not shown here; az commands lists all`)] }]
    : [];
}

function itemRow(item: Item, state: ReviewCardState, acts: boolean): object {
  const { review, now, subscriptionNames } = state;
  const { id: reviewId, exposure } = review;
  const path = exposure?.paths.find(({ id }) => item.pathIds.includes(id));
  const canToggle = acts && togglable.includes(review.state) && item.change !== undefined;
  const title = [strong(itemTitle(item, path, subscriptionNames))];
  const result = resultFact(review, item.id);
  const givenUp = review.state === 'superseded' || review.state === 'cancelled';
  const openTask = !givenUp && (item.task?.state === 'open' || item.task?.state === 'still-there');
  const over = result !== undefined || item.task?.state === 'proved' || (!openTask && isFinished(review.state));
  // What became of a role that lets nobody in is beside the point.
  const harmless = item.action === 'keep' && path?.verdict === 'no';
  const below: readonly Fact[] = [
    ...(result === undefined ? [] : [result]),
    ...taskFacts(item),
    ...facts(leftEligible(item, exposure?.paths)),
    withoutIds(item.reason, 200, subscriptionNames),
    ...(path === undefined || over || harmless ? [] : pathFacts(path, now)),
    ...(over ? [] : effectFacts(item)),
  ];
  return {
    canToggle,
    toggle: execute('toggle', item.ticked ? 'Leave this line out' : 'Take this line in', {
      subject: reviewId,
      item: item.id,
    }),
    box: item.action === 'keep' ? '\u00a0' : item.ticked || item.task?.state === 'proved' ? '☑' : '☐',
    title: runs(title),
    facts: runs(below.filter((fact) => textOf(fact) !== '')),
    code: openTask ? code(item.commands.slice(0, 2)) : [],
    actions: acts && openTask ? [execute('done-by-me', 'Done by me', { subject: reviewId, item: item.id })] : [],
  };
}

function reviewActions(state: ReviewCardState): readonly CardAction[] {
  const { review, applyOff } = state;
  const { id, version, alertId, items, kind } = review;
  const data = { subject: id, version };
  const commands = execute('commands', 'az commands', { subject: id });
  const open = alertId === undefined ? [] : [execute('open', `Open ${alertId}`, { subject: alertId })];
  const ticked = items.filter((item) => item.ticked && item.change !== undefined).length;
  const cancel = execute('cancel-review', 'Cancel', data);
  const mayAsk = applyOff === undefined && ticked > 0;
  switch (review.state) {
    case 'reading':
      return [cancel];
    case 'proposed':
      return [...(mayAsk ? [ask(data, `Ask approval for ${count(ticked, 'change')}`)] : []), commands, cancel];
    case 'rejected':
    case 'expired':
      return [...(mayAsk ? [ask(data, 'Ask again')] : []), commands, cancel];
    case 'approval-asked':
      return [...(state.emergencyOpen ? [applyAlone(review)] : []), commands, cancel, ...open];
    case 'verifying':
    case 'proved':
    case 'unproved':
    case 'failed': {
      const undoable = kind === 'permissions' && state.undo === undefined && review.appliedAt !== undefined;
      return [...(undoable ? [execute('undo', `Undo ${id}`, data)] : []), commands, ...open];
    }
    case 'approved':
    case 'applying':
    case 'compensated':
    case 'superseded':
    case 'cancelled':
      return open;
  }
}

function ask(data: { readonly subject: string; readonly version: number }, title: string): CardAction {
  const why = textInput({
    id: 'reason',
    label: 'Why, for the approvers',
    required: 'The approvers need a reason.',
    lines: true,
  });
  const actions = [execute('ask-approval', 'Send', data, { style: 'positive' })];
  return showCard(title, { type: 'AdaptiveCard', version: '1.5', body: [why], actions }, { style: 'positive' });
}

function styleOf({ review, undo }: ReviewCardState): string {
  if (undo?.appliedAt !== undefined) return 'emphasis';
  switch (review.state) {
    case 'proved':
      return pathsLeftOf(review) === 0 ? 'good' : 'warning';
    case 'failed':
    case 'unproved':
    case 'compensated':
    case 'rejected':
      return 'attention';
    case 'approval-asked':
    case 'approved':
    case 'applying':
    case 'verifying':
      return 'accent';
    case 'reading':
    case 'proposed':
    case 'expired':
    case 'superseded':
    case 'cancelled':
      return 'emphasis';
  }
}
