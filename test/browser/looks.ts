import type { Page } from 'playwright-core';

/** What the page looks like now, measured in it. */
export interface Look {
  readonly theme: string;
  readonly width: string;
  /** Computed colours, `rgb(…)`. */
  readonly page: string;
  readonly card: string;
  readonly text: string;
  /** Width of the frame in CSS pixels. */
  readonly frame: number;
  /** True when nothing of the first card reaches past its right edge. */
  readonly fits: boolean;
  /** Texts of the first card whose colour is nearer to what lies behind it than WCAG 2.1 AA asks (4.5 to 1). */
  readonly faint: readonly string[];
}

export function lookOf(page: Page): Promise<Look> {
  return page.evaluate(measure) as Promise<Look>;
}

/** Runs in the page: text, since this project's types know no browser. */
const measure = `(() => {
  const root = document.documentElement;
  const card = document.querySelector('section.thread article.message .card');
  const rgb = (colour) => colour.match(/[\\d.]+/g).map(Number);
  const clear = (colour) => { const [, , , alpha = 1] = rgb(colour); return alpha === 0; };
  const behind = (node) => {
    for (let at = node; at !== null; at = at.parentElement) {
      const colour = getComputedStyle(at).backgroundColor;
      if (!clear(colour)) return colour;
    }
    return 'rgb(255, 255, 255)';
  };
  const light = (colour) => {
    const [r, g, b] = rgb(colour).map((part) => part / 255).map((part) => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = (a, b) => { const [low, high] = [light(a), light(b)].sort((x, y) => x - y); return (high + 0.05) / (low + 0.05); };
  const faint = [];
  const words = document.createTreeWalker(card, NodeFilter.SHOW_TEXT);
  while (words.nextNode()) {
    const { parentElement, textContent } = words.currentNode;
    if (textContent.trim() === '' || parentElement.getClientRects().length === 0) continue;
    const ratio = contrast(getComputedStyle(parentElement).color, behind(parentElement));
    if (ratio < 4.5) faint.push(textContent.trim() + ' ' + ratio.toFixed(1));
  }
  const edge = card.getBoundingClientRect().right;
  return {
    theme: root.dataset.theme,
    width: root.dataset.width,
    page: getComputedStyle(document.body).backgroundColor,
    card: behind(card),
    text: getComputedStyle(card).color,
    frame: Math.round(document.querySelector('.frame').getBoundingClientRect().width),
    fits: [...card.querySelectorAll('*')].every((one) => one.getBoundingClientRect().right <= edge + 1),
    faint,
  };
})()`;
