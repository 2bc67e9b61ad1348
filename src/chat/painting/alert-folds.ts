import { outside, quoted } from '../words/escape';
import { personName } from '../words/names';
import type { Line } from '../words/piece';
import { clock } from '../words/time';
import { whyLines } from '../words/why';
import { type CardAction, toggle } from './actions';
import { type code, type Row, row } from './runs';
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

/** Facts that left the face of the card, then Why and Notes. */
export function alertFolds(state: AlertCardState, folded: readonly Line[]): readonly Fold[] {
  const { alert } = state;
  return [
    ...(folded.length === 0 ? [] : [fold('facts', 'Facts', { rows: folded.map(row) })]),
    fold('why', 'Why', { rows: whyLines(alert).map(row) }),
    ...(alert.notes.length === 0
      ? []
      : [fold('notes', `Notes (${alert.notes.length})`, { rows: noteLines(state).map(row) })]),
  ];
}

function noteLines({ alert }: AlertCardState): readonly Line[] {
  return alert.notes.slice(-6).map(({ objectId, at, name, text }) => ({
    label: clock(at),
    facts: [`${personName(name)}: ${objectId === 'system:timer' ? outside(text, 200) : quoted(text, 200)}`],
  }));
}
