import { compareShapes } from '../faults/texts/compare';
import { type CardRenderer, canRender, openRenderer } from '../faults/texts/renderer';

if (!canRender) process.stderr.write('\nSKIPPED: test/cards/rendered.test.ts needs a Chromium; no card is drawn.\n\n');

(canRender ? describe : describe.skip)('hostile text on cards, drawn by the official renderer', () => {
  let renderer: CardRenderer;
  beforeAll(async () => {
    renderer = await openRenderer();
  }, 60_000);
  afterAll(() => renderer?.close());

  test('a link, an image, a button from data would be seen', async () => {
    const block = (text: string) => ({ type: 'AdaptiveCard', version: '1.5', body: [{ type: 'TextBlock', text }] });
    const [plain, link, image] = await renderer.shapes(
      ['x', '[x](https://evil.example)', '![x](https://evil.example)'].map(block),
    );
    expect(link).toContain('<a href=https://evil.example');
    expect(image).toContain('<img src=https://evil.example');
    expect(plain).not.toMatch(/<a|<img/);
  });

  test('every card about a hostile text is the card about a harmless one, words aside', async () => {
    expect(await compareShapes(renderer, { inputs: 120, cardsEach: 1, seed: 7 })).toEqual([]);
  }, 60_000);
});
