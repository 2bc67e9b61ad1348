// @ts-check
import { avatar, clock, h, icon } from './dom.js';

/**
 * The list at the left: channels, chats or the activity feed.
 * @param {HTMLElement} rail
 * @param {any} world
 * @param {import('./state.js').State} state
 * @param {any[]} entries
 * @param {any[]} notifications
 * @param {(id: string) => void} open
 */
export function drawRail(rail, world, state, entries, notifications, open) {
  const phone = document.documentElement.dataset.width === 'phone';
  const chats = entries.filter(({ kind }) => kind === 'personal');
  const channels = entries.filter(({ kind }) => kind === 'channel');
  if (state.section === 'activity')
    return rail.replaceChildren(h('h2', {}, 'Activity'), feed(world, notifications, open));
  const chatList = chats.map((entry) => drawEntry(entry, state, open));
  if (state.section === 'chat' && !phone) return rail.replaceChildren(h('h2', {}, 'Chat'), ...chatList);
  rail.replaceChildren(
    h('h2', {}, 'Teams'),
    h('h3', {}, h('span.team', {}, world.team.name.slice(0, 2).toUpperCase()), world.team.name),
    ...channels.map((entry) => drawEntry(entry, state, open)),
    h('h2', {}, 'Chat'),
    ...chatList,
  );
  if (phone) rail.append(h('h2', {}, 'Activity'), feed(world, notifications.slice(-8), open));
}

/** @param {any} entry @param {import('./state.js').State} state @param {(id: string) => void} open */
function drawEntry(entry, state, open) {
  const chat = entry.kind === 'personal';
  return h(
    `button.entry.${chat ? 'chat' : ''}.${entry.unread > 0 ? 'unread' : ''}`,
    { type: 'button', 'aria-current': String(entry.id === state.channel), onclick: () => open(entry.id) },
    chat && avatar('bot'),
    h('span.name', {}, entry.name),
    entry.private && !chat && h('span.lock', { title: 'Private channel' }, icon('lock')),
    entry.sounding > 0
      ? h('span.badge', { title: 'Mentions and messages' }, String(entry.sounding))
      : entry.unread > 0 && h('span.dot', { title: 'Unread' }),
  );
}

/** @param {any} world @param {any[]} notifications @param {(id: string) => void} open */
function feed(world, notifications, open) {
  if (notifications.length === 0) return h('p.empty', {}, 'Nothing has happened yet.');
  const place = (/** @type {string} */ id) =>
    world.channels.find((/** @type {any} */ channel) => channel.id === id)?.name ?? 'Chat';
  const kinds = { mention: 'mentioned you', personal: 'wrote to you', post: 'posted' };
  return h(
    'div.feed',
    {},
    ...notifications
      .slice(-60)
      .reverse()
      .map((entry) =>
        h(
          `button.${entry.read ? 'read' : 'unread'}`,
          { type: 'button', onclick: () => open(entry.conversationId) },
          avatar('bot', 'small'),
          h(
            'div.lines',
            {},
            h('b', {}, `${kinds[/** @type {'post'} */ (entry.kind)]} · ${place(entry.conversationId)}`),
            h('span', {}, entry.line),
          ),
          h('time', {}, clock(entry.at)),
        ),
      ),
  );
}
