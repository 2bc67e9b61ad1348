import type { Alert } from '../../alerts/alert';
import { type FigureId, type Investigation, investigationIdOf } from '../../alerts/investigation/investigation';
import type { ShownQuery } from '../../detection/ports';
import type { Card } from '../ports';
import {
  investigationFooter,
  investigationHeadline,
  investigationSummary,
  type Section,
  sectionsOf,
} from '../words/investigation';
import { quiet } from '../words/piece';
import { subjectNotice } from '../words/viewer';
import { type CardAction, dialog, execute, portalLink, refresh } from './actions';
import { fitting } from './fit';
import { paintNotice } from './notice';
import { brief, run, runs } from './runs';
import type { Viewer } from './state';
import { expand } from './template';

export interface InvestigationCardState {
  readonly alert: Alert;
  readonly investigation: Investigation;
  /** The query behind a figure, as it was sent. */
  readonly query: (id: FigureId) => ShownQuery;
  /** Bot Framework id of the principal, whose client gets the view without anything. */
  readonly refreshFor?: readonly string[];
}

/** What the log says around an alert, each figure beside its query and the portal. Pure. */
export function paintInvestigation(state: InvestigationCardState, viewer: Viewer): Card {
  const { alert, investigation, refreshFor } = state;
  const refreshing = refresh({ subject: investigationIdOf(alert.id) }, refreshFor);
  const own = refreshing === undefined ? {} : { refresh: refreshing };
  if (viewer.kind === 'subject') return { ...paintNotice({ title: alert.id, lines: [subjectNotice] }), ...own };
  const sections = sectionsOf(alert, investigation);
  const card = (links: boolean, short = false): Card => ({
    ...expand('investigation', {
      summary: investigationSummary(alert, investigation),
      style: investigation.failures > 0 ? 'warning' : 'emphasis',
      headline: runs(investigationHeadline(alert, investigation)),
      sections: sections
        .map((section) => sectionOf(state, section, links))
        .map((shown) => (short ? { ...shown, lines: shown.lines.map(brief) } : shown)),
      footer: [{ ...run(investigationFooter), isSubtle: true }],
      actions: [execute('investigate', 'Read again', { subject: alert.id })],
    }),
    ...own,
  });
  return fitting([() => card(true), () => card(false), () => card(false, true)]);
}

function sectionOf({ alert, query }: InvestigationCardState, { id, title, window, lines }: Section, links: boolean) {
  const { portalUrl } = query(id);
  const show = dialog('show-query', `Show the query of ${title.toLowerCase()}`, { subject: alert.id, item: id });
  const open =
    links && portalUrl !== undefined ? portalLink(`Open ${title.toLowerCase()} in Azure`, portalUrl) : undefined;
  return {
    header: [
      {
        type: 'Column',
        width: 'stretch',
        items: [{ type: 'RichTextBlock', inlines: runs([{ text: title, tone: 'strong' }, quiet(window)]) }],
      },
      linkColumn('Query', show),
      ...(open === undefined ? [] : [linkColumn('Azure', open)]),
    ],
    lines: lines.map((line) => ({ inlines: runs(line) })),
  };
}

/** A word that can be pressed: five buttons are not enough for six figures, and a row of buttons each would hide them. */
function linkColumn(text: string, selectAction: CardAction) {
  return {
    type: 'Column',
    width: 'auto',
    spacing: 'Medium',
    selectAction,
    items: [{ type: 'RichTextBlock', inlines: [{ type: 'TextRun', text, color: 'Accent', underline: true }] }],
  };
}
