import { mayBeExpected } from '../../alerts/expected-entry';
import { atLeast } from '../../core/severity';
import { type CardAction, dialog, execute } from './actions';
import { foundBy } from './query-dialog';
import type { AlertCardState, Viewer } from './state';

/** Buttons of an alert card: the one that stands under the sentence, and the row below the facts. */
export interface AlertActions {
  /** At most one, so that a phone shows it without scrolling. */
  readonly first: readonly CardAction[];
  readonly row: readonly CardAction[];
}

/** At most five in sight for the state it is in; the rest in the overflow. */
export function alertActions(state: AlertCardState, viewer: Viewer): AlertActions {
  if (viewer.kind !== 'base' && viewer.kind !== 'responder') return { first: [], row: [] };
  const { alert } = state;
  const data = { subject: alert.id, version: alert.version };
  const holds = alert.holder !== undefined && alert.holder.objectId === viewer.objectId;
  const more = { secondary: true } as const;
  const contain = execute('contain', 'Contain', data);
  const review = execute('review', 'Review permissions', data);
  const escalate = dialog('escalate', 'Escalate', data);
  const assign = dialog('assign', 'Assign', data, more);
  const note = dialog('note', 'Note', data, more);
  // From high up asking is the rarer way, and never the first: whoever holds a stolen account would be told.
  const ask = dialog('ask', 'Ask', data, atLeast(alert.severity, 'high') ? more : {});
  const others = [ask, dialog('consult', 'Consult', data, more)];
  const mute = dialog('mute', 'Mute', data, more);
  const restrict = state.canRestrict ? [execute('restrict', 'Restrict', data, more)] : [];
  const investigate = execute('investigate', 'Investigate', data, more);
  const query = dialog('show-query', 'Query', { subject: alert.id, item: foundBy }, more);
  const ticket = (look = {}) => dialog('ticket', 'Copy for ticket', data, look);
  switch (alert.status) {
    case 'open':
      return {
        first: [execute('acknowledge', 'Acknowledge', data, { style: 'positive' })],
        row: [
          contain,
          review,
          escalate,
          ...others,
          assign,
          ...restrict,
          note,
          dialog('resolve', 'Resolve', data, more),
          investigate,
          query,
          ticket(more),
          mute,
        ],
      };
    case 'acknowledged':
      return {
        first: [],
        row: [
          contain,
          review,
          escalate,
          dialog('resolve', 'Resolve', data),
          execute('release', holds ? 'Release (you hold it)' : 'Release', data, more),
          assign,
          ...restrict,
          note,
          ...others,
          investigate,
          query,
          ticket(more),
          mute,
        ],
      };
    case 'resolved':
      return {
        first: [],
        row: [execute('reopen', 'Re-open', data), ticket(), note, investigate, query, ...afterResolve(state, more)],
      };
  }
}

/** Honest work can be expected; what was switched off or taken away can be brought back from the resolved card, each with an approval of its own. */
function afterResolve(state: AlertCardState, look: { readonly secondary: true }): readonly CardAction[] {
  const { alert, steps, reviews } = state;
  const consoleOff = steps?.some(({ id, done }) => id === 'console-off' && done?.proof === 'proved') ?? false;
  const malicious = alert.resolution?.disposition === 'malicious' ? { tooltip: 'This alert was judged malicious' } : {};
  const undoable = reviews?.filter(({ state: stage }) => stage === 'applied' || stage === 'proved') ?? [];
  return [
    ...(mayBeExpected(alert)
      ? [dialog('expect-next', 'Expected next time?', { subject: alert.id, version: alert.version }, look)]
      : []),
    ...(consoleOff
      ? [execute('contain-console', 'Turn console on', { subject: alert.id, version: alert.version, item: 'on' }, look)]
      : []),
    ...undoable.map(({ reviewId }) =>
      execute('undo', `Undo ${reviewId} (own approval)`, { subject: reviewId }, { ...look, ...malicious }),
    ),
  ];
}
