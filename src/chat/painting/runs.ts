import { codeLine, cut, plain } from '../words/escape';
import { type Fact, type Line, type Tone, textOf } from '../words/piece';

/** Card text. Every run passes the gate here, so no painter can forget it; a `TextRun` is never read as markdown by any client. */
export interface TextRun {
  readonly type: 'TextRun';
  readonly text: string;
  readonly weight?: 'Bolder';
  readonly color?: 'Attention' | 'Good' | 'Warning';
  readonly isSubtle?: boolean;
  readonly fontType?: 'Monospace';
}

const look: Record<Tone, Omit<TextRun, 'type' | 'text'>> = {
  alarm: { color: 'Attention', weight: 'Bolder' },
  good: { color: 'Good' },
  strong: { weight: 'Bolder' },
  quiet: { isSubtle: true },
};

export function run(fact: Fact): TextRun {
  const style = typeof fact === 'string' || fact.tone === undefined ? {} : look[fact.tone];
  return { type: 'TextRun', text: plain(textOf(fact)), ...style };
}

/** Facts joined by a middle dot. Neighbours of the same look share a run, which keeps cards small. */
export function runs(facts: readonly Fact[]): readonly TextRun[] {
  const joined: TextRun[] = [];
  for (const fact of facts) {
    const next = run(fact);
    const last = joined.at(-1);
    if (last === undefined) joined.push(next);
    else if (last.color === next.color && last.weight === next.weight && last.isSubtle === next.isSubtle) {
      joined[joined.length - 1] = { ...last, text: `${last.text} · ${next.text}` };
    } else joined.push({ type: 'TextRun', text: ' · ' }, next);
  }
  return joined;
}

/** A labelled line as the templates bind it. */
export interface Row {
  readonly label: string;
  readonly inlines: readonly TextRun[];
}

export function row({ label, facts }: Line): Row {
  return { label: plain(label) || '\u00a0', inlines: runs(facts) };
}

/** Something with its long runs cut: only where names at their longest would make the card too large. */
export function brief<T extends { readonly inlines: readonly TextRun[] }>(of: T): T {
  return { ...of, inlines: of.inlines.map((one) => ({ ...one, text: cut(one.text, 60) })) };
}

/** Monospaced lines: queries, commands, ticket text. */
export function code(lines: readonly string[]): readonly { readonly inlines: readonly TextRun[] }[] {
  return lines.map((line) => {
    const text = codeLine(line);
    return { inlines: [{ type: 'TextRun', text: text === '' ? '\u00a0' : text, fontType: 'Monospace' }] };
  });
}
