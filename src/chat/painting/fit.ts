import type { Card } from '../ports';

/** Teams takes about 100 KB; a card people load on a phone stays far below. Bytes of JSON in UTF-8. */
export const largestCard = 20_000;

/** The first of the makers whose card is small enough; the last one's whatever its size. Makers are ordered from everything to the least. */
export function fitting(makers: readonly [() => Card, ...(() => Card)[]]): Card {
  for (const make of makers.slice(0, -1)) {
    const card = make();
    if (Buffer.byteLength(JSON.stringify(card)) < largestCard) return card;
  }
  return (makers.at(-1) ?? makers[0])();
}
