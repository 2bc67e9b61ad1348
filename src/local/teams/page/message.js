// @ts-check
import { post } from './api.js';
import { drawCard } from './card.js';
import { openDialog } from './dialog.js';
import { avatar, clock, h, icon } from './dom.js';
import { escapeMarkup, mentionsIn, render } from './markdown.js';
import { toast } from './toast.js';

/**
 * One message as the person sees it.
 * @param {any} message
 * @param {any} me
 */
export function drawMessage(message, me) {
  const bot = message.author.kind === 'bot';
  const mine = message.author.id === me.id;
  const classes = [
    message.mentionsYou && 'mentions-you',
    message.onlyYou && 'private',
    mine && 'mine',
    message.card && 'has-card',
  ].filter(Boolean);
  return h(
    `article.message.${classes.join('.')}`,
    { 'data-id': message.id },
    avatar(bot ? 'bot' : message.author),
    h(
      'div.body',
      {},
      line(message, bot),
      ...(message.deleted ? [h('p.deleted', {}, 'This message has been deleted.')] : content(message, me)),
    ),
  );
}

/** @param {any} message @param {boolean} bot */
function line(message, bot) {
  return h(
    'div.line',
    {},
    h('b', {}, message.author.name),
    bot && h('span.tag', {}, 'APP'),
    h('time', {}, clock(message.at)),
    message.editedAt && h('span.edited', { title: `Edited ${clock(message.editedAt)}` }, 'Edited'),
    message.onlyYou && h('span.only-you', {}, icon('eye'), 'Only you can see this'),
  );
}

/** @param {any} message @param {any} me @returns {HTMLElement[]} */
function content(message, me) {
  const parts = [];
  if (message.text) parts.push(drawText(message, me));
  if (message.card) parts.push(drawCard(message.card, me, (pressed) => press(message, me, pressed)));
  for (const file of message.files) parts.push(drawFile(file, message, me));
  if (message.notice) parts.push(drawNotice(message, me));
  return parts;
}

/** @param {any} message @param {any} me */
function drawText(message, me) {
  const mentions = mentionsIn(message.entities, me);
  const box = h('div.text');
  // Both ways yield markup only from markdown-it (html off) or from escaped text.
  box.innerHTML = message.author.kind === 'bot' ? render(message.text, mentions) : plain(message.text, mentions);
  for (const link of box.querySelectorAll('a')) {
    link.target = '_blank';
    link.rel = 'noopener noreferrer';
  }
  return box;
}

/** @param {string} text @param {{ text: string, you: boolean }[]} mentions */
function plain(text, mentions) {
  let markup = escapeMarkup(text).replaceAll('\n', '<br>');
  for (const { text: marker, you } of mentions) {
    const name = escapeMarkup(marker.replace(/<[^>]*>/g, ''));
    markup = markup.replaceAll(escapeMarkup(marker), `<span class="at${you ? ' you' : ''}">${name}</span>`);
  }
  return `<p>${markup}</p>`;
}

/** An offered file with its two buttons, or one that was stored. @param {any} file @param {any} message @param {any} me */
function drawFile(file, message, me) {
  const offered = file.contentType.endsWith('.consent');
  const answer = (/** @type {boolean} */ accepted) => async () => {
    const { status } = await post('/api/file', { as: me.id, activityId: message.id, accepted });
    if (status !== 200) toast('warning', 'Not sent', 'Unable to reach app.');
  };
  return h(
    'div.file',
    { role: 'group', 'aria-label': file.name },
    h('b', {}, file.name),
    offered
      ? h('p', {}, `${file.content.description} (${Math.ceil(file.content.sizeInBytes / 1024)} KB)`)
      : h('p', {}, 'In your OneDrive'),
    offered && h('button', { type: 'button', className: 'primary', onclick: answer(true) }, 'Allow'),
    offered && h('button', { type: 'button', onclick: answer(false) }, 'Decline'),
  );
}

/** @param {any} message @param {any} me */
function drawNotice({ id, notice }, me) {
  const dismiss = () => post('/api/dismiss', { as: me.id, activityId: id });
  return h(
    `div.notice.${notice.kind}`,
    { role: 'alert' },
    icon(notice.kind === 'error' ? 'warning' : 'info'),
    h('div.words', {}, notice.text, h('small', {}, 'Only you can see this')),
    h('button', { type: 'button', title: 'Dismiss', 'aria-label': 'Dismiss', onclick: dismiss }, icon('close')),
  );
}

/** @param {any} message @param {any} me @param {import('./card.js').Pressed} pressed */
async function press(message, me, { nth, title, inputs }) {
  try {
    const result = await post('/api/press', { as: me.id, activityId: message.id, action: title, nth, inputs });
    if (result.outcome === 'dialog') openDialog(result.dialog, me);
    if (result.outcome === 'refused-by-client') toast('warning', 'Not sent', result.text);
  } catch (error) {
    toast('warning', 'Not sent', error instanceof Error ? error.message : String(error));
  }
}
