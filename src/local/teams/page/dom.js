// @ts-check
/**
 * Makes an element. `on…` properties become listeners, `data-…`/`aria-…` and other hyphenated names become attributes; false, null and undefined are left out.
 * Children that are strings become text, never markup.
 * @param {string} name element name, with classes after dots: `button.tool.on`
 * @param {Record<string, unknown>} [properties]
 * @param {...(Node | string | false | null | undefined)} children
 * @returns {HTMLElement}
 */
export function h(name, properties = {}, ...children) {
  const [tag, ...classes] = name.split('.');
  const element = document.createElement(tag || 'div');
  if (classes.length > 0) element.className = classes.filter(Boolean).join(' ');
  for (const [key, value] of Object.entries(properties)) {
    if (value === undefined || value === null || value === false) continue;
    if (key.startsWith('on')) element.addEventListener(key.slice(2), /** @type {EventListener} */ (value));
    else if (key.includes('-') || key === 'role') element.setAttribute(key, String(value));
    /** @type {any} */ else element[key] = value;
  }
  element.append(.../** @type {(Node | string)[]} */ (children.filter((child) => child !== false && child != null)));
  return element;
}

const PATHS = {
  bell: 'M6 16v-5a6 6 0 0 1 12 0v5l1.5 2h-15zM10 20.5a2 2 0 0 0 4 0',
  chat: 'M4 5h16v11H10l-4 4v-4H4z',
  team: 'M9 11a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM3.5 19a5.5 5.5 0 0 1 11 0M16 11.2a2.6 2.6 0 1 0-1-5M16.5 14.2a4.8 4.8 0 0 1 4 4.8',
  phone: 'M8 3h8a1.5 1.5 0 0 1 1.5 1.5v15A1.5 1.5 0 0 1 16 21H8a1.5 1.5 0 0 1-1.5-1.5v-15A1.5 1.5 0 0 1 8 3zM11 18h2',
  theme: 'M12 4a8 8 0 1 0 8 8 6 6 0 0 1-8-8z',
  contrast: 'M12 4a8 8 0 1 0 0 16zM12 4a8 8 0 0 1 0 16',
  sun: 'M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM12 2.5v2M12 19.5v2M2.5 12h2M19.5 12h2M5.3 5.3l1.4 1.4M17.3 17.3l1.4 1.4M5.3 18.7l1.4-1.4M17.3 6.7l1.4-1.4',
  chevron: 'M7 10l5 5 5-5',
  back: 'M14 6l-6 6 6 6',
  send: 'M4 12l16-8-5 16-3.5-6.5zM11.5 13.5L20 4',
  close: 'M6 6l12 12M18 6L6 18',
  lock: 'M7 11h10v9H7zM9 11V8a3 3 0 0 1 6 0v3',
  reply: 'M9 7l-5 5 5 5M4 12h10a6 6 0 0 1 6 6v1',
  eye: 'M3 12s3.5-6 9-6 9 6 9 6-3.5 6-9 6-9-6-9-6zM12 9.5a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5z',
  warning: 'M12 4l9 16H3zM12 10v4M12 17v.2',
  info: 'M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16zM12 11v5M12 8v.2',
  bot: 'M5 6h14v10H5zM9 20h6M12 16v4M8 10l2 1.5L8 13M12 13h3',
};

/**
 * @param {keyof typeof PATHS} name
 * @returns {SVGSVGElement}
 */
export function icon(name) {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('width', '20');
  svg.setAttribute('height', '20');
  svg.setAttribute('aria-hidden', 'true');
  const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  path.setAttribute('d', PATHS[name]);
  svg.append(path);
  return svg;
}

/**
 * @param {{ id: string, name: string } | 'bot'} who
 * @param {string} [size] `small` or nothing
 */
export function avatar(who, size = '') {
  if (who === 'bot') return h(`span.avatar.bot.${size}`, { 'aria-hidden': 'true' }, icon('bot'));
  const initials = who.name
    .split(/\s+/)
    .map((part) => part[0] ?? '')
    .join('')
    .slice(0, 2)
    .toUpperCase();
  return h(`span.avatar.c${hash(who.id) % 8}.${size}`, { 'aria-hidden': 'true', title: who.name }, initials);
}

/** @param {string} value */
function hash(value) {
  return [...value].reduce((sum, char) => (sum * 31 + char.charCodeAt(0)) >>> 0, 7);
}

/** Closes a menu when something outside it is clicked or Escape is pressed. @param {HTMLElement} menu @param {() => void} close */
export function closeOutside(menu, close) {
  const stop = () => {
    document.removeEventListener('pointerdown', outside, true);
    document.removeEventListener('keydown', onEscape, true);
    close();
  };
  /** @param {Event} event */
  const outside = (event) => {
    if (!menu.contains(/** @type {Node} */ (event.target))) stop();
  };
  /** @param {KeyboardEvent} event */
  const onEscape = (event) => {
    if (event.key === 'Escape') stop();
  };
  document.addEventListener('pointerdown', outside, true);
  document.addEventListener('keydown', onEscape, true);
  return stop;
}

/** @param {number} at epoch milliseconds */
export function clock(at) {
  return new Date(at).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit', hour12: false });
}

/** @param {number} at epoch milliseconds */
export function day(at) {
  return new Date(at).toLocaleDateString([], { weekday: 'long', day: 'numeric', month: 'long' });
}
