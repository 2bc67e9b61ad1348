// @ts-check
/**
 * What is open: who acts, where, in which clothes. It lives in the address, so that a screenshot or a colleague can be given it.
 * @typedef {{ as: string, channel: string, theme: 'light' | 'dark' | 'contrast', width: 'desktop' | 'phone', section: 'teams' | 'chat' | 'activity' }} State
 */
const THEMES = /** @type {const} */ (['light', 'dark', 'contrast']);

/** @returns {State} */
export function readState() {
  const query = new URLSearchParams(location.search);
  const theme = THEMES.find((name) => name === query.get('theme')) ?? preferredTheme();
  const section = query.get('section');
  return {
    as: query.get('as') ?? '',
    channel: query.get('channel') ?? '',
    theme,
    width: query.get('width') === 'phone' ? 'phone' : 'desktop',
    section: section === 'chat' || section === 'activity' ? section : 'teams',
  };
}

/** @param {State} state */
export function keepState(state) {
  const query = new URLSearchParams(location.search);
  for (const key of /** @type {const} */ (['as', 'channel', 'theme', 'width', 'section'])) query.set(key, state[key]);
  history.replaceState(null, '', `?${query}`);
  const root = document.documentElement;
  const narrow = matchMedia('(max-width: 640px)').matches;
  root.dataset.theme = state.theme;
  root.dataset.width = narrow ? 'phone' : state.width;
  root.toggleAttribute('data-narrow', narrow);
  remember('theme', state.theme);
}

/** @param {State['theme']} theme */
export function nextTheme(theme) {
  return THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length] ?? 'light';
}

/** @returns {State['theme']} */
function preferredTheme() {
  const kept = THEMES.find((name) => name === recall('theme'));
  return kept ?? (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light');
}

/** Storage may be switched off; the page works without. @param {string} key @param {string} value */
function remember(key, value) {
  try {
    localStorage.setItem(key, value);
  } catch {
    // Nothing is lost but the preference.
  }
}

/** @param {string} key */
function recall(key) {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}
