// @ts-check
import { post } from './api.js';
import { drawCard } from './card.js';
import { h, icon } from './dom.js';
import { toast } from './toast.js';

/**
 * Shows a dialog the bot opened, and goes on with what it answers.
 * @param {any} view
 * @param {any} me
 */
export function openDialog(view, me) {
  const size = ['small', 'medium', 'large'].includes(view.width) ? view.width : 'medium';
  const box = /** @type {HTMLDialogElement} */ (h(`dialog.${size}`, { 'aria-label': view.title }));
  const close = () => {
    box.close();
    box.remove();
  };
  const cancel = () => {
    void post('/api/dialog/close', { as: me.id, dialogId: view.id });
    close();
  };
  const submit = async (/** @type {any} */ { nth, title, inputs }) => {
    const result = await post('/api/dialog/submit', { as: me.id, dialogId: view.id, nth, action: title, inputs });
    if (result.outcome === 'refused-by-client') return toast('warning', 'Not sent', result.text);
    close();
    if (result.outcome === 'dialog') openDialog(result.dialog, me);
    else if (result.text) toast(result.outcome === 'unreachable' ? 'warning' : 'info', view.title, result.text);
  };
  box.append(
    h(
      'header.dialog-head',
      {},
      h('h2', {}, view.title),
      h('button', { type: 'button', title: 'Close', 'aria-label': 'Close', onclick: cancel }, icon('close')),
    ),
    h('div.inside', {}, drawCard(view.card, me, submit)),
  );
  box.addEventListener('cancel', (event) => {
    event.preventDefault();
    cancel();
  });
  document.body.append(box);
  box.showModal();
  /** @type {HTMLElement | null} */ (box.querySelector('.inside input, .inside textarea, .inside select'))?.focus();
}
