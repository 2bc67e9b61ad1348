import fc from 'fast-check';
import { alertSummary } from '../../src/chat/painting/alert';
import { markdown, plain } from '../../src/chat/words/escape';
import { lint, nodes } from './card-lint';
import { alertOf, hostileText } from './hostile';
import { hostileCards } from './hostile-cards';

interface Token {
  readonly type: string;
  readonly children: readonly Token[] | null;
}

// The package has no types of its own.
const MarkdownIt: new (options: object) => { parse(text: string, env: object): Token[] } = require('markdown-it');

/** `FC_RUNS=10000` for the long run. */
const numRuns = Number(process.env.FC_RUNS ?? 50);
/** The short run is the same every time, and tells the first text that fails instead of painting for minutes to find a shorter one. */
const settled = process.env.FC_RUNS === undefined ? { seed: 1, endOnFailure: true } : { endOnFailure: true };

const lengths = [1, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 4096];

const painted = (text: string) => hostileCards.map((paint) => paint(text));

/** A card without its words: what can be pressed, followed, seen as an element. */
function skeleton(card: object): string {
  return JSON.stringify(card, (key, value: unknown) =>
    ['text', 'fallbackText', 'inlines'].includes(key) || (key === 'title' && typeof value === 'string')
      ? undefined
      : value,
  );
}

test('hostile text: same buttons, links and elements, a valid card under the limit, and every run clean', () => {
  // A long text, harmless or not, costs a card its folds: what it may look like is what harmless texts of every length make of it.
  const harmless = hostileCards.map(
    (paint) =>
      new Set(lengths.flatMap((length) => ['x', '漢'].map((letter) => skeleton(paint(letter.repeat(length)))))),
  );
  fc.assert(
    fc.property(hostileText, (text) => {
      // Line breaks in a query are lines on the card: runs, which are checked as such.
      const cards = painted(text.replace(/[\r\n]/g, ' '));
      expect(firstDifference(harmless, cards.map(skeleton))).toBeUndefined();
      expect(cards.flatMap((card) => lint(card).problems)).toEqual([]);
      expect(painted(text).flatMap(dirtyRuns)).toEqual([]);
    }),
    { numRuns, ...settled },
  );
});

/** Runs with a control, bidi, zero-width or private character, or a mention tag. */
function dirtyRuns(card: object): readonly unknown[] {
  const dirty = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}]|<\s*\/?\s*at\b/iu;
  return nodes(card).filter(({ type, text }) => type === 'TextRun' && dirty.test(String(text)));
}

/** A short excerpt instead of whole cards, so that a failure can be read: against the known shape it follows furthest. */
function firstDifference(known: readonly ReadonlySet<string>[], seen: readonly string[]): string | undefined {
  const index = seen.findIndex((card, place) => !known[place]?.has(card));
  const card = seen[index];
  if (card === undefined) return undefined;
  const parts = [...(known[index] ?? [])].map((one) => [...one].findIndex((letter, place) => card[place] !== letter));
  const at = Math.max(0, ...parts);
  return `card ${index}: …${card.slice(Math.max(0, at - 80), at + 80)}…`;
}

test('hostile text at its longest keeps every card under the limit', () => {
  for (const text of ['😀'.repeat(5000), '<at>'.repeat(2000), '漢'.repeat(5000), '"\\'.repeat(3000)]) {
    for (const card of painted(text)) expect(lint(card).problems).toEqual([]);
  }
});

test('the lock-screen line is one clean line', () => {
  fc.assert(
    fc.property(hostileText, (text) => {
      const summary = alertSummary(alertOf(text));
      expect(summary).toBe(plain(summary));
      expect(summary).not.toMatch(/[\r\n]/);
    }),
    { numRuns, ...settled },
  );
});

test('message text renders as one paragraph of plain text, in a renderer that would do everything', () => {
  const renderer = new MarkdownIt({ html: true, linkify: true, breaks: true, typographer: false });
  fc.assert(
    fc.property(hostileText, (text) => {
      const tokens = renderer
        .parse(markdown(text), {})
        .flatMap((token) => [token.type, ...(token.children ?? []).map(({ type }) => type)]);
      const allowed = ['paragraph_open', 'paragraph_close', 'inline', 'text', 'text_special'];
      expect(tokens.filter((type) => !allowed.includes(type))).toEqual([]);
    }),
    { numRuns: numRuns * 4, ...settled },
  );
});
