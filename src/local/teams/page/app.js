// @ts-check
import { get, post } from './api.js';
import { createConversation } from './conversation.js';
import { released } from './pressed.js';
import { drawRail } from './rail.js';
import { keepState, nextTheme, readState } from './state.js';
import { toast } from './toast.js';
import { drawAppbar, drawTopbar } from './topbar.js';

const element = (/** @type {string} */ id) => /** @type {HTMLElement} */ (document.getElementById(id));
const state = readState();
const world = await get('/api/world');
const conversation = createConversation(element('main'), () => pane('list'));
let announced = Number.POSITIVE_INFINITY;
/** @type {EventSource | undefined} */
let events;

const me = () => world.people.find((/** @type {any} */ person) => person.id === state.as) ?? world.people[0];

/** @param {'list' | 'conversation'} shown what the phone shows */
function pane(shown) {
  document.documentElement.dataset.pane = shown;
}

/** @param {string} id */
function open(id) {
  state.channel = id;
  const personal = !world.channels.some((/** @type {any} */ channel) => channel.id === id);
  if (state.section !== 'activity') state.section = personal ? 'chat' : 'teams';
  pane('conversation');
  void refresh();
}

/** @param {string} id */
function become(id) {
  const personal = !world.channels.some((/** @type {any} */ channel) => channel.id === state.channel);
  state.as = id;
  if (personal) state.channel = '';
  announced = Number.POSITIVE_INFINITY;
  connect();
  void refresh();
}

async function refresh() {
  const as = me().id;
  const [entries, notifications, badges] = await Promise.all([
    get('/api/conversations', { as }),
    get('/api/notifications', { as }),
    get('/api/badges'),
  ]);
  await released();
  if (as !== me().id) return;
  const wanted = state.section === 'chat' ? 'personal' : 'channel';
  const known = entries.find((/** @type {any} */ entry) => entry.id === state.channel);
  const busiest = entries
    .filter((/** @type {any} */ entry) => entry.kind === wanted)
    .sort((/** @type {any} */ a, /** @type {any} */ b) => (b.lastAt ?? 0) - (a.lastAt ?? 0))[0];
  state.channel = (known ?? busiest ?? entries[0])?.id ?? '';
  state.as = as;
  keepState(state);
  const sounding = notifications.filter((/** @type {any} */ { read, kind }) => !read && kind !== 'post');
  drawTopbar(element('topbar'), world, me(), state, badges, {
    become,
    theme: () => {
      state.theme = nextTheme(state.theme);
      void refresh();
    },
    width: () => {
      state.width = state.width === 'phone' ? 'desktop' : 'phone';
      void refresh();
    },
  });
  drawAppbar(element('appbar'), state, entries, sounding.length, (section) => {
    state.section = section;
    if (section !== 'activity') state.channel = '';
    void refresh();
  });
  drawRail(element('rail'), world, state, entries, notifications, open);
  announce(notifications);
  document.title = sounding.length > 0 ? `(${sounding.length}) Teams, local` : 'Teams, local';
  if (state.channel) await showConversation(as, entries);
}

/** @param {string} as @param {any[]} entries */
async function showConversation(as, entries) {
  const id = state.channel;
  const seen = await get('/api/conversation', { as, id });
  await released();
  if (as !== me().id || id !== state.channel) return;
  conversation.show(world, me(), seen, `${state.theme} ${document.documentElement.dataset.width}`);
  const entry = entries.find((candidate) => candidate.id === id);
  const visible =
    document.visibilityState === 'visible' &&
    !(document.documentElement.dataset.width === 'phone' && document.documentElement.dataset.pane === 'list');
  if (visible && entry?.unread > 0) await post('/api/read', { as, conversationId: id });
}

/** A banner for what makes a sound and is not open anyway; nothing for what was there before the page. @param {any[]} notifications */
function announce(notifications) {
  for (const entry of notifications.filter(({ at, kind }) => at > announced && kind !== 'post').slice(-3)) {
    if (entry.conversationId === state.channel) continue;
    toast('bell', entry.kind === 'mention' ? `${world.bot.name} mentioned you` : world.bot.name, entry.line, () =>
      open(entry.conversationId),
    );
  }
  announced = Math.max(0, ...notifications.map(({ at }) => at));
}

let waiting = false;
/** Many changes in one moment are drawn once. */
function soon() {
  if (waiting) return;
  waiting = true;
  setTimeout(() => {
    waiting = false;
    refresh().catch((error) => toast('warning', 'Lost touch with the server', String(error)));
  }, 60);
}

function connect() {
  events?.close();
  events = new EventSource(`/api/events?as=${encodeURIComponent(me().id)}`);
  events.addEventListener('change', soon);
  events.addEventListener('open', soon);
}

pane('conversation');
matchMedia('(max-width: 640px)').addEventListener('change', soon);
document.addEventListener('visibilitychange', soon);
connect();
await refresh();
document.documentElement.dataset.ready = 'yes';
