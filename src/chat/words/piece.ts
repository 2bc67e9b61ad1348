/** A short stretch of a line with its weight. Colour never stands alone: the words say it too. */
export interface Piece {
  readonly text: string;
  readonly tone?: Tone;
}

/** `alarm` speaks against, `good` for; `strong` is what the eye should find; `quiet` may be skipped. */
export type Tone = 'alarm' | 'good' | 'strong' | 'quiet';

/** One fact of a line; facts are joined by a middle dot. */
export type Fact = string | Piece;

/** A labelled line of a card. */
export interface Line {
  readonly label: string;
  readonly facts: readonly Fact[];
}

export const alarm = (text: string): Piece => ({ text, tone: 'alarm' });
export const good = (text: string): Piece => ({ text, tone: 'good' });
export const strong = (text: string): Piece => ({ text, tone: 'strong' });
export const quiet = (text: string): Piece => ({ text, tone: 'quiet' });

/** Drops what is missing. */
export function facts(...some: readonly (Fact | false | undefined)[]): readonly Fact[] {
  return some.filter((fact): fact is Fact => fact !== undefined && fact !== false && textOf(fact) !== '');
}

export function textOf(fact: Fact): string {
  return typeof fact === 'string' ? fact : fact.text;
}
