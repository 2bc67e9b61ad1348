import { outside, quoted } from '../words/escape';
import { personName } from '../words/names';
import type { Line } from '../words/piece';
import { clock, stamp } from '../words/time';
import { ticketLines } from '../words/timeline';
import { whyLines } from '../words/why';
import { type CardAction, portalLink, toggle } from './actions';
import { code, type Row, row } from './runs';
import type { AlertCardState } from './state';

/** Something folded under a word: closed until pressed, without asking the bot. */
export interface Fold {
  readonly id: string;
  readonly title: string;
  readonly open: CardAction;
  readonly rows: readonly Row[];
  readonly code: ReturnType<typeof code>;
  readonly links: readonly CardAction[];
}

export function fold(id: string, title: string, content: Partial<Pick<Fold, 'rows' | 'code' | 'links'>>): Fold {
  return { id, title, open: toggle(title, [id]), rows: [], code: [], links: [], ...content };
}

/** The fold with its beginning only, for cards that would grow too large; it says so. */
export function shortened(whole: Fold): Fold {
  const { rows, code: lines } = whole;
  if (rows.length <= 4 && lines.length <= 4) return whole;
  const left = row({ label: '', facts: ['the rest is left out: too long for a card'] });
  return { ...whole, rows: [...rows.slice(0, 4), left], code: lines.slice(0, 4) };
}

/** Query text on a card stops here; the full text is in the portal and in the repository. */
const mostQueryLines = 40;

/** Facts that left the face of the card, then Why, Query, Notes and the ticket text. */
export function alertFolds(state: AlertCardState, folded: readonly Line[]): readonly Fold[] {
  const { alert } = state;
  return [
    ...(folded.length === 0 ? [] : [fold('facts', 'Facts', { rows: folded.map(row) })]),
    fold('why', 'Why', { rows: whyLines(alert).map(row) }),
    ...queryFold(state),
    ...(alert.notes.length === 0
      ? []
      : [fold('notes', `Notes (${alert.notes.length})`, { rows: noteLines(state).map(row) })]),
    ...(alert.status === 'resolved' ? [fold('ticket', 'Copy for ticket', { code: code(ticketLines(state)) })] : []),
  ];
}

function queryFold({ query }: AlertCardState): readonly Fold[] {
  if (query === undefined) return [];
  const lines = query.text.split(/\r?\n/);
  const cut = lines.length > mostQueryLines ? [`// ${lines.length - mostQueryLines} more lines`] : [];
  const link = query.portalUrl === undefined ? undefined : portalLink('Open in the portal', query.portalUrl);
  return [
    fold('query', 'Query', {
      rows: [row({ label: 'WINDOW', facts: [`${stamp(query.from)} to ${stamp(query.to)}`] })],
      code: code([...lines.slice(0, mostQueryLines), ...cut]),
      links: link === undefined ? [] : [link],
    }),
  ];
}

function noteLines({ alert }: AlertCardState): readonly Line[] {
  return alert.notes.slice(-6).map(({ at, name, text }) => ({
    label: clock(at),
    facts: [`${personName(name)}: ${name === 'timer' ? outside(text, 200) : quoted(text, 200)}`],
  }));
}
