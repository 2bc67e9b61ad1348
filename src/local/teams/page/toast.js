// @ts-check
import { h, icon } from './dom.js';

const SHOWN_MS = 6_000;

/**
 * @param {'info' | 'warning' | 'bell'} kind
 * @param {string} title
 * @param {string} text
 * @param {() => void} [onOpen]
 */
export function toast(kind, title, text, onOpen) {
  const box = h(
    'button.toast',
    {
      type: 'button',
      onclick: () => {
        box.remove();
        onOpen?.();
      },
    },
    icon(kind),
    h('div', {}, h('b', {}, title), h('span', {}, text)),
  );
  document.getElementById('toasts')?.append(box);
  setTimeout(() => box.remove(), SHOWN_MS);
}
