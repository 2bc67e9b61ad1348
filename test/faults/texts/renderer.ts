import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { packageRoot } from '../../../src/core/package-root';

/** The official renderer in a real browser, with a markdown processor that would do everything a text asks for. */
export interface CardRenderer {
  /** What each card becomes on the screen but its words: elements in order, with what can be pressed, followed or loaded. */
  shapes(cards: readonly object[]): Promise<readonly string[]>;
  close(): Promise<void>;
}

const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';

/** Whether there is a browser at all. */
export const canRender = existsSync(executablePath);

const bundles = ['markdown-it/dist/markdown-it.min.js', 'adaptivecards/dist/adaptivecards.min.js'];
const offline = ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--host-resolver-rules=MAP * ~NOTFOUND'];

export async function openRenderer(): Promise<CardRenderer> {
  const browser = await chromium.launch({ executablePath, args: offline });
  const page = await browser.newPage();
  for (const bundle of bundles) await page.addScriptTag({ path: join(packageRoot, 'node_modules', bundle) });
  await page.evaluate(prepare);
  return {
    shapes: (cards) => page.evaluate(`shapesOf(${JSON.stringify(cards)})`) as Promise<readonly string[]>,
    close: () => browser.close(),
  };
}

/** Runs in the page: text, since this project's types know no browser. */
const prepare = `
  const md = markdownit({ html: true, linkify: true, breaks: true });
  AdaptiveCards.AdaptiveCard.onProcessMarkdown = (text, result) => {
    result.outputHtml = md.render(text);
    result.didProcess = true;
  };
  const shown = ['href', 'src', 'type', 'role', 'data', 'action', 'onclick', 'onerror', 'style.backgroundImage'];
  const shapeOf = (node) => {
    const attributes = shown.flatMap((name) => (node.getAttribute(name) === null ? [] : [name + '=' + node.getAttribute(name)]));
    // A run of words is a bare span: how many there are is a matter of words.
    if (node.tagName === 'SPAN' && attributes.length === 0) return [...node.children].map(shapeOf).join('');
    return '<' + [node.tagName.toLowerCase(), ...attributes].join(' ') + '>' + [...node.children].map(shapeOf).join('') + '/';
  };
  globalThis.shapesOf = (cards) =>
    cards.map((json) => {
      const card = new AdaptiveCards.AdaptiveCard();
      card.hostConfig = new AdaptiveCards.HostConfig({ actions: { maxActions: 30 }, supportsInteractivity: true });
      card.parse(json);
      const drawn = card.render();
      return drawn === undefined ? 'nothing was drawn' : shapeOf(drawn);
    });
`;
