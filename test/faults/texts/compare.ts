import fc from 'fast-check';
import { hostileText } from '../../cards/hostile';
import { hostileCards } from '../../cards/hostile-cards';
import type { CardRenderer } from './renderer';

export interface TextOrder {
  readonly inputs: number;
  /** How many of the painters draw each text, the next ones for the next text. */
  readonly cardsEach: number;
  readonly seed: number;
}

const leftOut = 'the rest is left out';

/** Texts sent to the browser at once. */
const batch = 25;

/** Draws cards whose outside texts are hostile beside the same cards about `x`; answers with what became something else than words. */
export async function compareShapes(renderer: CardRenderer, order: TextOrder): Promise<readonly string[]> {
  const harmless = await renderer.shapes(hostileCards.map((paint) => paint('x')));
  const problems: string[] = [];
  const texts = fc.sample(hostileText, { numRuns: order.inputs, seed: order.seed });
  let turn = 0;
  for (let start = 0; start < texts.length; start += batch) {
    const jobs = texts.slice(start, start + batch).flatMap((text) => {
      return Array.from({ length: order.cardsEach }, () => ({ text, painter: turn++ % hostileCards.length }));
    });
    // Line breaks in a query are lines on the card, as they should be; here only what is drawn inside a line is compared.
    const cards = jobs.map(({ text, painter }) => hostileCards[painter]?.(text.replace(/[\r\n]/g, ' ')) ?? {});
    const shapes = await renderer.shapes(cards);
    for (const [index, { text, painter }] of jobs.entries()) {
      // A card too long for Teams is cut in its folds and says so; what can be pressed must stay even then.
      const compared = JSON.stringify(cards[index]).includes(leftOut) ? active : (shape: string) => shape;
      const [wanted, seen] = [compared(harmless[painter] ?? ''), compared(shapes[index] ?? '')];
      if (wanted !== seen) problems.push(difference(text, painter, wanted, seen));
    }
  }
  return problems;
}

/** What can be pressed, followed, filled in or loaded, in order. */
function active(shape: string): string {
  return (
    shape.match(
      /<(?:a|button|img|input|select|textarea|iframe|script|object|video)\b[^>]*>|<[^>]*role=button[^>]*>/g,
    ) ?? []
  ).join('');
}

function difference(text: string, painter: number, wanted: string, seen: string): string {
  const at = [...wanted].findIndex((character, place) => seen[place] !== character);
  return `card ${painter} about ${JSON.stringify(text)} draws …${seen.slice(Math.max(0, at - 60), at + 120)}…`;
}
