import { envelope, invokeActivity } from './activities';
import type { BotAnswer, BotLink } from './bot-link';
import { actionAt, actionsOf, type FoundAction, findActions } from './card-actions';
import { gatherInputs, type InputValues } from './card-inputs';
import { isObject, type Json, type Message, type Person, text } from './model';
import { type DialogResult, type DialogView, type PressResult, UNREACHABLE } from './results';
import type { World } from './world';

export interface Dialogs {
  /** An `Action.Submit` with `msteams.type` `task/fetch` was pressed. */
  open(opening: { person: Person; message: Message; data: Json }): Promise<PressResult>;
  /** Presses a button of the dialog's card; its only one when `action` is missing. */
  submit(person: Person, dialogId: string, inputs: InputValues, action?: string, nth?: number): Promise<DialogResult>;
  close(person: Person, dialogId: string): void;
}

interface OpenDialog {
  readonly view: DialogView;
  readonly person: Person;
  readonly message: Message;
}

export function createDialogs(world: World, bot: BotLink, serviceUrl: () => string): Dialogs {
  const open = new Map<string, OpenDialog>();
  let counter = 0;

  function keep(person: Person, message: Message, task: Json): DialogView | undefined {
    const value = isObject(task.value) ? task.value : {};
    const card = isObject(value.card) && isObject(value.card.content) ? value.card.content : undefined;
    if (!card) return undefined;
    counter += 1;
    const view = {
      id: `dialog-${counter}`,
      title: text(value.title) ?? world.bot.name,
      card,
      height: value.height ?? 'medium',
      width: value.width ?? 'medium',
    };
    open.set(view.id, { view, person, message });
    return view;
  }

  function ask(name: string, { person, message }: Omit<OpenDialog, 'view'>, data: Json): Promise<BotAnswer> {
    const base = envelope(world, serviceUrl(), person, message);
    return bot.deliver(invokeActivity(base, name, { data, context: { theme: 'default' } }, message.id));
  }

  return {
    async open({ person, message, data }) {
      const answer = await ask('task/fetch', { person, message }, data);
      const task = taskIn(answer);
      if (task?.type === 'message') return { outcome: 'message', answer, text: String(task.value) };
      const dialog = task && keep(person, message, task);
      return dialog ? { outcome: 'dialog', answer, dialog } : { outcome: 'unreachable', answer, text: UNREACHABLE };
    },
    async submit(person, dialogId, inputs, wanted, nth) {
      const dialog = open.get(dialogId);
      if (!dialog || dialog.person.id !== person.id) throw new Error(`No dialog ${dialogId} is open for ${person.id}.`);
      const found = pick(dialog.view.card, wanted, nth);
      const gathered = gatherInputs(found, inputs);
      if ('complaint' in gathered) return { outcome: 'refused-by-client', text: gathered.complaint };
      const data = isObject(found.action.data) ? found.action.data : {};
      const answer = await ask('task/submit', dialog, { ...data, ...gathered.values });
      if (answer.status !== 200) return { outcome: 'unreachable', answer, text: UNREACHABLE };
      open.delete(dialogId);
      const task = taskIn(answer);
      if (!task) return { outcome: 'closed', answer };
      if (task.type === 'message') return { outcome: 'message', answer, text: String(task.value) };
      const next = keep(person, dialog.message, task);
      return next ? { outcome: 'dialog', answer, dialog: next } : { outcome: 'unreachable', answer, text: UNREACHABLE };
    },
    close(person, dialogId) {
      if (open.get(dialogId)?.person.id === person.id) open.delete(dialogId);
    },
  };
}

function taskIn({ status, body }: BotAnswer): Json | undefined {
  return status === 200 && isObject(body) && isObject(body.task) ? body.task : undefined;
}

function pick(card: Json, wanted: string | undefined, nth: number | undefined): FoundAction {
  const submits = actionsOf(card).filter(({ action }) => action.type === 'Action.Submit');
  const named = wanted === undefined ? submits[0] : findActions(card, wanted)[0];
  const found = nth === undefined ? named : actionAt(card, nth, wanted ?? '');
  if (!found) throw new Error(`The dialog has no action "${wanted ?? 'Submit'}".`);
  return found;
}
