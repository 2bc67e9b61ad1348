// @ts-check
import { drawComposer } from './composer.js';
import { avatar, day, h, icon } from './dom.js';
import { drawMessage } from './message.js';

/**
 * The open conversation. It is redrawn message by message: what did not change keeps its element, and with it half-typed inputs and unfolded cards.
 * @param {HTMLElement} main
 * @param {() => void} onBack
 */
export function createConversation(main, onBack) {
  /** @type {Map<string, { signature: string, element: HTMLElement }>} */
  const drawn = new Map();
  let key = '';
  /** Where this person has just sent something that is not drawn yet: a thread, or the conversation itself (empty). */
  /** @type {string | undefined} */
  let sent;
  /** @type {HTMLElement} */
  let lane = h('div.lane');
  /** @type {HTMLElement} */
  let scroll = h('div.scroll');

  /** @param {any} world @param {any} me @param {any} conversation @param {string} look anything that changes how all is drawn */
  function show(world, me, conversation, look) {
    const fresh = key !== `${me.id} ${conversation.id} ${look}`;
    if (fresh) {
      key = `${me.id} ${conversation.id} ${look}`;
      sent = undefined;
      drawn.clear();
      frame(world, me, conversation);
    }
    const atEnd = fresh || scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < 120;
    const grown =
      conversation.kind === 'channel' ? threads(world, me, conversation, fresh) : bubbles(me, conversation, fresh);
    if (fresh) toNewest();
    else if (grown && sent !== undefined) follow();
    else if (atEnd && grown) scroll.scrollTop = scroll.scrollHeight;
  }

  /** Who opens a channel reads the newest post from its top, however long its thread is. */
  function toNewest() {
    const newest = lane.lastElementChild;
    if (newest) scroll.scrollTop += newest.getBoundingClientRect().top - scroll.getBoundingClientRect().top - 8;
  }

  /** Who sent something sees it, wherever they were reading. */
  function follow() {
    const thread = sent === '' ? undefined : drawn.get(`thread ${sent}`)?.element;
    sent = undefined;
    if (thread) thread.querySelector('.replies')?.lastElementChild?.scrollIntoView({ block: 'nearest' });
    else scroll.scrollTop = scroll.scrollHeight;
  }

  /** @param {any} world @param {any} me @param {any} conversation */
  function frame(world, me, conversation) {
    const channel = conversation.kind === 'channel';
    lane = h(`div.lane.${channel ? '' : 'bubbles'}`);
    scroll = h('div.scroll', { tabIndex: 0, 'aria-label': 'Messages' }, lane);
    main.replaceChildren(
      h(
        'header.head',
        {},
        h(
          'button.tool.back',
          { type: 'button', title: 'Back', 'aria-label': 'Back to the list', onclick: onBack },
          icon('back'),
        ),
        channel
          ? h('span.avatar', { className: 'avatar bot' }, world.team.name.slice(0, 2).toUpperCase())
          : avatar('bot'),
        h(
          'div',
          {},
          h('h1', {}, conversation.name),
          h('div.sub', {}, channel ? `${world.team.name} · ${conversation.members} people` : 'App · personal chat'),
        ),
        h('div.tab', {}, channel ? 'Posts' : 'Chat'),
      ),
      scroll,
      drawComposer({
        world,
        me,
        conversationId: conversation.id,
        kind: conversation.kind,
        onSent: () => {
          sent = '';
        },
        placeholder: channel
          ? 'Start a post. @ mentions, / lists commands'
          : `Message ${world.bot.name}. / lists commands`,
      }),
    );
    if (conversation.threads.length === 0) lane.append(h('p.empty', {}, 'Nothing here yet.'));
  }

  /** @param {any} world @param {any} me @param {any} conversation @param {boolean} fresh */
  function threads(world, me, conversation, fresh) {
    let grown = false;
    /** @type {HTMLElement[]} */
    const wanted = [];
    let lastDay = '';
    for (const thread of conversation.threads) {
      if (day(thread.root.at) !== lastDay) wanted.push(divider(day(thread.root.at)));
      lastDay = day(thread.root.at);
      const box = keep(`thread ${thread.id}`, 'once', () => {
        grown = true;
        return h(
          'section.thread',
          { 'aria-label': thread.root.summary ?? 'Thread' },
          h('div.root'),
          h('div.replies'),
          replyBar(world, me, thread, () => {
            sent = thread.id;
          }),
        );
      });
      box.classList.toggle('mentions-you', thread.root.mentionsYou);
      sync(/** @type {HTMLElement} */ (box.querySelector('.root')), [messageElement(thread.root, me, fresh)]);
      const replies = /** @type {HTMLElement} */ (box.querySelector('.replies'));
      if (replies.childElementCount !== thread.replies.length) grown = true;
      sync(
        replies,
        thread.replies.map((/** @type {any} */ reply) => messageElement(reply, me, fresh)),
      );
      replies.hidden = thread.replies.length === 0;
      wanted.push(box);
    }
    if (wanted.length > 0) sync(lane, wanted);
    return grown;
  }

  /** @param {any} me @param {any} conversation @param {boolean} fresh */
  function bubbles(me, conversation, fresh) {
    const before = lane.childElementCount;
    /** @type {HTMLElement[]} */
    const wanted = [];
    let lastDay = '';
    for (const { root } of conversation.threads) {
      if (day(root.at) !== lastDay) wanted.push(divider(day(root.at)));
      lastDay = day(root.at);
      wanted.push(messageElement(root, me, fresh));
    }
    if (wanted.length > 0) sync(lane, wanted);
    return lane.childElementCount > before;
  }

  /** @param {any} message @param {any} me @param {boolean} fresh */
  function messageElement(message, me, fresh) {
    const id = `message ${message.id}`;
    const shownCard = drawn.get(id)?.element.dataset.card;
    const element = keep(id, JSON.stringify(message), () => drawMessage(message, me));
    element.dataset.card = JSON.stringify(message.card ?? null);
    // A repaint under somebody's eyes is made visible; a notice under the card is seen anyway.
    const repainted = !fresh && shownCard !== undefined && shownCard !== element.dataset.card;
    if (repainted) element.classList.add('changed');
    return element;
  }

  /** @param {string} id @param {string} signature @param {() => HTMLElement} draw */
  function keep(id, signature, draw) {
    const existing = drawn.get(id);
    if (existing?.signature === signature) return existing.element;
    const element = draw();
    drawn.set(id, { signature, element });
    return element;
  }

  /** @param {string} name */
  function divider(name) {
    return keep(`day ${name}`, name, () => h('div.day', {}, name));
  }

  return { show };
}

/** @param {any} world @param {any} me @param {any} thread @param {() => void} onSent */
function replyBar(world, me, thread, onSent) {
  const bar = h('div.reply-bar');
  const closed = h('button', { type: 'button', onclick: open }, icon('reply'), 'Reply');
  function open() {
    const composer = drawComposer({
      world,
      me,
      conversationId: thread.id,
      kind: 'channel',
      inline: true,
      placeholder: 'Reply',
      onSent,
      onDone: () => bar.replaceChildren(closed),
    });
    bar.replaceChildren(composer);
    composer.querySelector('textarea')?.focus();
  }
  bar.append(closed);
  return bar;
}

/** Makes the parent's children these, moving nothing that stands right. @param {HTMLElement} parent @param {HTMLElement[]} wanted */
function sync(parent, wanted) {
  wanted.forEach((element, index) => {
    if (parent.children[index] !== element) parent.insertBefore(element, parent.children[index] ?? null);
  });
  while (parent.children.length > wanted.length) parent.lastElementChild?.remove();
}
