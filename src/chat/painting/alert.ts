import type { Alert } from '../../alerts/alert';
import type { Card } from '../ports';
import { aroundLine } from '../words/around-line';
import { askedLine } from '../words/asked-line';
import { plain } from '../words/escape';
import { fromLine } from '../words/from-line';
import { headline } from '../words/headline';
import { honestLine } from '../words/honest-line';
import { impactLine } from '../words/impact-line';
import { marks } from '../words/marks';
import { doneLine, nextLine } from '../words/next-line';
import { oftenLine } from '../words/often-line';
import { type Line, textOf } from '../words/piece';
import { proofLine } from '../words/proof-line';
import { alertSentence } from '../words/sentence';
import { timeLine } from '../words/time-line';
import { hiddenFrom, movedNotice, subjectNotice, whyNoButtons } from '../words/viewer';
import { newLine, whereLine } from '../words/where-line';
import { whoLine } from '../words/who-line';
import { refresh } from './actions';
import { alertActions } from './alert-actions';
import { alertFolds, type Fold, shortened } from './alert-folds';
import { fitting } from './fit';
import { paintNotice } from './notice';
import { brief, row, run, runs } from './runs';
import { type AlertCardState, baseViewer, type Viewer } from './state';
import { expand } from './template';

/** The alert's card as this viewer may see it. Pure. */
export function paintAlert(state: AlertCardState, viewer: Viewer = baseViewer): Card {
  const { alert } = state;
  const data = { subject: alert.id, version: alert.version };
  if (hiddenFrom(viewer, state)) {
    return { ...paintNotice({ title: alert.id, lines: [subjectNotice] }), ...refreshOf(data, state) };
  }
  const { face, folded } = linesOf(state);
  const { first, row: actions } = alertActions(state, viewer);
  const folds = alertFolds(state, folded);
  const withFolds = (shown: readonly Fold[], rows = face.map(row)): Card => ({
    ...expand('alert', {
      summary: alertSummary(state),
      style: styleOf(alert),
      headline: runs(headline(state)),
      sentence: plain(alertSentence(alert)),
      first,
      marks: marks(state).map((mark) => ({ inlines: [run(mark)] })),
      rows,
      whyNoButtons: whyNoButtons(viewer, state) ?? '',
      actions,
      folds: shown,
    }),
    ...refreshOf(data, state),
  });
  return fitting([
    () => withFolds(folds),
    () => withFolds(folds.map(shortened)),
    () => withFolds(folds.filter(({ id }) => id === 'facts')),
    () => withFolds([]),
    () => withFolds([], face.map(row).map(brief)),
  ]);
}

/** What stays of an alert in the channel it left: no name, no fact, no button. */
export function movedCard(alertId: string): { readonly card: Card; readonly summary: string } {
  return { card: paintNotice({ title: `MOVED · ${alertId}`, lines: [movedNotice] }), summary: `MOVED ${alertId}` };
}

/** What the lock screen shows: state, severity, id and the sentence. Plain text, also the card's `fallbackText`. */
export function alertSummary(state: AlertCardState): string {
  const { alert } = state;
  const words = headline(state).map(textOf);
  const [status = '', ...rest] = words;
  return plain(
    alert.status === 'resolved'
      ? `${status} ${rest.slice(0, 3).join(' · ')}`
      : `${status} ${rest.slice(0, 2).join(' · ')}: ${alertSentence(alert)}`,
    300,
  );
}

/** The lines in their order: what stays on the face, and what folds once somebody has it. */
function linesOf(state: AlertCardState): { readonly face: readonly Line[]; readonly folded: readonly Line[] } {
  const { alert } = state;
  const who = whoLine(state);
  const where = whereLine(state);
  const asked = askedLine(alert);
  const rest = [fromLine(state), oftenLine(alert)];
  const last = [aroundLine(alert), impactLine(state), honestLine(state), timeLine(state)];
  switch (alert.status) {
    case 'open':
      return { face: given(asked, who, ...rest, where, ...last), folded: [] };
    case 'acknowledged':
      return { face: given(newLine(state), asked, who, where, nextLine(state)), folded: [...rest, ...last] };
    case 'resolved':
      return { face: given(doneLine(state), proofLine(state)), folded: given(asked, who, ...rest, where, ...last) };
  }
}

function given(...lines: readonly (Line | undefined)[]): readonly Line[] {
  return lines.filter((line) => line !== undefined);
}

function styleOf({ status, severity }: Alert): string {
  if (status === 'resolved') return 'good';
  if (status === 'acknowledged') return 'accent';
  return severity === 'critical' || severity === 'high' ? 'attention' : 'warning';
}

function refreshOf(
  data: { readonly subject: string; readonly version: number },
  { refreshFor }: AlertCardState,
): object {
  const refreshing = refresh(data, refreshFor);
  return refreshing === undefined ? {} : { refresh: refreshing };
}
