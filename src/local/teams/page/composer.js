// @ts-check
import { post } from './api.js';
import { avatar, h, icon } from './dom.js';
import { toast } from './toast.js';

/**
 * The box one writes in, with the `@` menu of people and the `/` menu of the bot's commands.
 * @param {{ world: any, me: any, conversationId: string, kind: 'channel' | 'personal', inline?: boolean, placeholder: string, onSent: () => void, onDone?: () => void }} options
 */
export function drawComposer({ world, me, conversationId, kind, inline, placeholder, onSent, onDone }) {
  const area = /** @type {HTMLTextAreaElement} */ (h('textarea', { rows: 1, placeholder, 'aria-label': placeholder }));
  const sendButton = /** @type {HTMLButtonElement} */ (
    h('button.send', { type: 'button', title: 'Send (Enter)', 'aria-label': 'Send', disabled: true }, icon('send'))
  );
  const quiet = h('div.quiet');
  const box = h(`div.composer.${inline ? 'inline' : ''}`, {}, quiet, h('div.box', {}, area, sendButton));
  /** @type {{ list: HTMLElement, choose: (() => void)[], at: number } | undefined} */
  let menu;

  function closeMenu() {
    menu?.list.remove();
    menu = undefined;
  }

  /** @param {{ label: Node[], choose: () => void }[]} choices @param {string} hint */
  function openMenu(choices, hint) {
    closeMenu();
    if (choices.length === 0) return;
    const list = h('div.menu', { role: 'listbox' }, h('div.hint', {}, hint));
    for (const { label, choose } of choices) {
      const pick = (/** @type {Event} */ event) => {
        event.preventDefault();
        choose();
      };
      list.append(h('button', { type: 'button', role: 'option', onmousedown: pick }, ...label));
    }
    menu = { list, choose: choices.map(({ choose }) => choose), at: 0 };
    box.append(list);
    mark(0);
  }

  /** @param {number} at */
  function mark(at) {
    if (!menu) return;
    menu.at = (at + menu.choose.length) % menu.choose.length;
    for (const [index, button] of menu.list.querySelectorAll('button').entries())
      button.classList.toggle('on', index === menu.at);
    menu.list.querySelectorAll('button')[menu.at]?.scrollIntoView({ block: 'nearest' });
  }

  /** @param {string} before what stands left of the cursor is replaced by it */
  function fill(before) {
    area.value = before + area.value.slice(area.selectionStart);
    area.setSelectionRange(before.length, before.length);
    closeMenu();
    changed();
    area.focus();
  }

  function changed() {
    area.style.height = 'auto';
    area.style.height = `${area.scrollHeight}px`;
    sendButton.disabled = area.value.trim() === '';
    const slash = kind === 'channel' && area.value.startsWith('/');
    const unheard =
      kind === 'channel' && area.value.trim() !== '' && !slash && !area.value.includes(`@${world.bot.name}`);
    quiet.textContent = slash
      ? 'A slash command: only you and the app see it.'
      : unheard
        ? `Without @${world.bot.name} this goes to the people here, not to the app.`
        : '';
    suggest();
  }

  function suggest() {
    const left = area.value.slice(0, area.selectionStart);
    const at = /(^|\s)@([\p{L}\d .]*)$/u.exec(left);
    if (at) return suggestPeople(left, at[2] ?? '');
    if (/^\/?[\w ]*$/.test(left) && left.startsWith('/')) return suggestCommands(left);
    closeMenu();
  }

  /** @param {string} left @param {string} typed */
  function suggestPeople(left, typed) {
    const known = [
      { ...world.bot, bot: true },
      ...world.people.filter((/** @type {any} */ person) => person.id !== me.id),
    ];
    const fits = known.filter(({ name }) => name.toLowerCase().startsWith(typed.toLowerCase()) && name !== typed);
    const choices = fits.map((person) => ({
      label: [
        avatar(person.bot ? 'bot' : person, 'small'),
        h('div.lines', {}, person.name, h('span', {}, person.bot ? 'App' : (person.role ?? person.upn))),
      ],
      choose: () => fill(`${left.slice(0, left.length - typed.length)}${person.name} `),
    }));
    openMenu(choices, 'Mention');
  }

  /** @param {string} left */
  function suggestCommands(left) {
    const typed = left.replace(/^\/(serialconsole ?)?/, '').toLowerCase();
    const started =
      '/serialconsole '.startsWith(left.toLowerCase()) || left.toLowerCase().startsWith('/serialconsole ');
    const fits = world.commands.filter(
      ({ title }) =>
        started &&
        (typed.length === 0 || title.toLowerCase().startsWith(typed)) &&
        title.toLowerCase() !== typed.trim(),
    );
    const choices = fits.map((/** @type {any} */ { title, description }) => ({
      label: [h('div.lines', {}, `/serialconsole ${title}`, h('span', {}, description))],
      choose: () => fill(`/serialconsole ${title} `),
    }));
    openMenu(choices, world.bot.name);
  }

  async function send() {
    const text = area.value.trim();
    if (text === '') return;
    area.value = '';
    changed();
    onDone?.();
    onSent();
    try {
      const { delivered, answer } = await post('/api/send', { as: me.id, conversationId, text });
      if (delivered && answer.status !== 200)
        toast('warning', 'Not delivered', 'Unable to reach app. Please try again.');
      if (!delivered) quietly(`Not sent to the app: write @${world.bot.name} or / for that.`);
    } catch (error) {
      toast('warning', 'Not sent', error instanceof Error ? error.message : String(error));
    }
  }

  /** A reply's box is gone once it was sent: then the hint stands apart. @param {string} hint */
  function quietly(hint) {
    if (box.isConnected) quiet.textContent = hint;
    else toast('info', 'Posted', hint);
  }

  /** @param {KeyboardEvent} event */
  function key(event) {
    if (menu && (event.key === 'ArrowDown' || event.key === 'ArrowUp')) {
      event.preventDefault();
      mark(menu.at + (event.key === 'ArrowDown' ? 1 : -1));
    } else if (menu && (event.key === 'Tab' || event.key === 'Enter')) {
      event.preventDefault();
      menu.choose[menu.at]?.();
    } else if (event.key === 'Escape') {
      closeMenu();
    } else if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault();
      void send();
    }
  }

  area.addEventListener('input', changed);
  area.addEventListener('keydown', key);
  area.addEventListener('blur', () => setTimeout(closeMenu, 150));
  sendButton.addEventListener('click', () => void send());
  return box;
}
