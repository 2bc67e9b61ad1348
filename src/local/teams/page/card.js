// @ts-check
import { closeOutside, h } from './dom.js';
import { hostConfig } from './host-config.js';
import { mentionsIn, render } from './markdown.js';

const AC = /** @type {any} */ (window).AdaptiveCards;

/**
 * @typedef {{ nth: number, title: string, inputs: Record<string, unknown>, url?: string }} Pressed
 * @typedef {{ mri: string, objectId: string, upn: string }} Reader
 */

let mentions = /** @type {{ text: string, you: boolean }[]} */ ([]);
AC.AdaptiveCard.onProcessMarkdown = (/** @type {string} */ text, /** @type {any} */ result) => {
  result.outputHtml = render(text, mentions);
  result.didProcess = true;
};

/**
 * Draws a card with the official renderer.
 * @param {any} json
 * @param {Reader} me
 * @param {(pressed: Pressed) => Promise<void>} onPress
 * @returns {HTMLElement}
 */
export function drawCard(json, me, onPress) {
  const box = h('div.card');
  const marked = structuredClone(json);
  const originals = markActions(marked);
  delete marked.refresh;
  const card = new AC.AdaptiveCard();
  card.hostConfig = new AC.HostConfig(hostConfig());
  card.parse(marked, new AC.SerializationContext(AC.Versions.v1_6));
  card.onDisplayOverflowActionMenu = showOverflow;
  card.onAnchorClicked = (/** @type {any} */ _element, /** @type {HTMLAnchorElement} */ anchor) => {
    window.open(anchor.href, '_blank', 'noopener');
    return true;
  };
  card.onExecuteAction = async (/** @type {any} */ action) => {
    const nth = Number(/#(\d+)$/.exec(action.id ?? '')?.[1] ?? -1);
    if (action instanceof AC.OpenUrlAction) return void window.open(action.url, '_blank', 'noopener');
    if (box.classList.contains('busy')) return;
    action.renderedElement?.classList.add('pressed');
    box.classList.add('busy');
    try {
      await onPress({ nth, title: originals[nth]?.title ?? '', inputs: inputsOf(card, action) });
    } finally {
      box.classList.remove('busy');
      action.renderedElement?.classList.remove('pressed');
    }
  };
  mentions = mentionsIn(json.msteams?.entities, me);
  const drawn = card.render();
  mentions = [];
  // The box around it has the colour, and a dialog another one.
  drawn?.style.removeProperty('background-color');
  if (drawn) box.append(drawn);
  else box.append(h('p', {}, 'This card cannot be shown.'));
  return box;
}

/** Teams' own menu for actions with `mode: "secondary"` and for those beyond the sixth. @param {any[]} actions @param {HTMLElement} target */
function showOverflow(actions, target) {
  document.querySelector('.menu.overflow')?.remove();
  const menu = h('div.menu.overflow', { role: 'menu' });
  const stop = closeOutside(menu, () => menu.remove());
  for (const action of actions) {
    const run = () => {
      stop();
      action.execute();
    };
    menu.append(
      h(
        'button',
        { role: 'menuitem', type: 'button', onclick: run, disabled: action.isEnabled === false },
        action.title ?? '',
      ),
    );
  }
  document.body.append(menu);
  const place = target.getBoundingClientRect();
  const { offsetHeight: height, offsetWidth: width } = menu;
  const below = place.bottom + 4 + height < innerHeight;
  menu.style.left = `${Math.max(8, Math.min(place.left, innerWidth - width - 8))}px`;
  menu.style.top = `${below ? place.bottom + 4 : Math.max(8, place.top - height - 4)}px`;
  return true;
}

/** Values of the inputs that the renderer merged into this press. @param {any} card @param {any} action */
function inputsOf(card, action) {
  const merged = action.data ?? {};
  const ids = card.getAllInputs().map((/** @type {any} */ input) => input.id);
  return Object.fromEntries(
    ids.filter((/** @type {string} */ id) => id in merged).map((/** @type {string} */ id) => [id, merged[id]]),
  );
}

/**
 * Numbers every action by its place in the document, as the server does (card-actions), so that a press is unambiguous.
 * @param {any} card
 * @returns {{ title: string }[]}
 */
function markActions(card) {
  /** @type {any[]} */
  const found = [];
  const walk = (/** @type {any} */ node) => {
    if (Array.isArray(node)) return node.forEach(walk);
    if (typeof node !== 'object' || node === null) return;
    if (typeof node.type === 'string' && node.type.startsWith('Action.')) {
      found.push({ title: node.title ?? '' });
      node.id = `${node.id ?? 'action'}#${found.length - 1}`;
    }
    for (const [key, value] of Object.entries(node)) {
      if (key !== 'data' && key !== 'fallback' && key !== 'refresh') walk(value);
    }
  };
  walk(card);
  return found;
}
