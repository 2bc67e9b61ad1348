// @ts-check
import { avatar, closeOutside, h, icon } from './dom.js';

const mostAvatars = 8;

/**
 * @param {HTMLElement} bar
 * @param {any} world
 * @param {any} me
 * @param {import('./state.js').State} state
 * @param {Record<string, number>} badges sounding notifications by person
 * @param {{ become: (id: string) => void, theme: () => void, width: () => void }} act
 */
export function drawTopbar(bar, world, me, state, badges, act) {
  const others = world.people.filter((/** @type {any} */ person) => person.id !== me.id);
  const waiting = others.filter((/** @type {any} */ person) => badges[person.id]);
  // Of many people a few, but never without those whom something waits for.
  const shown =
    others.length <= mostAvatars
      ? others
      : [...new Set([...waiting, ...others])].slice(0, Math.max(mostAvatars, waiting.length));
  const quick = others
    .filter((/** @type {any} */ person) => shown.includes(person))
    .map((/** @type {any} */ person) =>
      h(
        'button',
        {
          type: 'button',
          title: `Become ${person.name}${person.role ? `, ${person.role}` : ''}`,
          'aria-label': `Become ${person.name}`,
          onclick: () => act.become(person.id),
        },
        avatar(person, 'small'),
        badges[person.id] ? h('span.badge.corner', {}, String(badges[person.id])) : null,
      ),
    );
  const switcher = h('div.switcher', {}, h('div.others', {}, ...quick));
  switcher.append(
    h(
      'button.me',
      {
        type: 'button',
        'aria-haspopup': 'menu',
        title: 'Change person',
        onclick: () => openPeople(switcher, world, badges, act.become),
      },
      avatar(me),
      h('span.who', {}, h('b', {}, me.name), h('span', {}, me.role || (me.guest ? 'Guest' : 'Member'))),
      icon('chevron'),
    ),
  );
  const nextIcon = { light: 'sun', dark: 'theme', contrast: 'contrast' };
  bar.replaceChildren(
    h(
      'div.place',
      {},
      h('img', { src: '/icon.svg', alt: '' }),
      h('span', {}, 'Teams ', h('small', {}, 'local, on this machine')),
    ),
    h('div.spring'),
    switcher,
    h(
      'div.tools',
      {},
      h(
        'button.tool',
        { type: 'button', title: `Theme: ${state.theme}`, 'aria-label': 'Change theme', onclick: act.theme },
        icon(/** @type {'sun'} */ (nextIcon[state.theme])),
      ),
      h(
        'button.tool',
        {
          type: 'button',
          title: 'Phone width',
          'aria-label': 'Phone width',
          'aria-pressed': String(state.width === 'phone'),
          onclick: act.width,
        },
        icon('phone'),
      ),
    ),
  );
}

/** @param {HTMLElement} switcher @param {any} world @param {Record<string, number>} badges @param {(id: string) => void} become */
function openPeople(switcher, world, badges, become) {
  if (switcher.querySelector('.menu')) return;
  const menu = h('div.menu', { role: 'menu' }, h('div.hint', {}, 'Act as'));
  const stop = closeOutside(menu, () => menu.remove());
  for (const person of world.people) {
    const choose = () => {
      stop();
      become(person.id);
    };
    menu.append(
      h(
        'button',
        { type: 'button', role: 'menuitem', onclick: choose },
        avatar(person),
        h(
          'div.lines',
          {},
          person.name,
          h(
            'span',
            {},
            [person.role, person.guest && !/guest/i.test(person.role ?? '') && 'Guest', person.upn]
              .filter(Boolean)
              .join(' · '),
          ),
        ),
        badges[person.id] ? h('span.badge', {}, String(badges[person.id])) : null,
      ),
    );
  }
  switcher.append(menu);
}

/**
 * @param {HTMLElement} bar
 * @param {import('./state.js').State} state
 * @param {any[]} entries
 * @param {number} fresh unread notifications that sounded
 * @param {(section: import('./state.js').State['section']) => void} go
 */
export function drawAppbar(bar, state, entries, fresh, go) {
  const sounding = (/** @type {string} */ kind) =>
    entries.filter((entry) => entry.kind === kind).reduce((sum, entry) => sum + entry.sounding, 0);
  const sections = /** @type {const} */ ([
    ['activity', 'bell', 'Activity', fresh],
    ['chat', 'chat', 'Chat', sounding('personal')],
    ['teams', 'team', 'Teams', sounding('channel')],
  ]);
  bar.replaceChildren(
    ...sections.map(([section, name, label, count]) =>
      h(
        'button',
        { type: 'button', 'aria-current': state.section === section ? 'page' : 'false', onclick: () => go(section) },
        icon(name),
        label,
        count > 0 && h('span.badge.corner', {}, String(count)),
      ),
    ),
  );
}
