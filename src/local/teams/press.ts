import { envelope, invokeActivity, submitActivity } from './activities';
import type { BotAnswer, BotLink } from './bot-link';
import { actionAt, actionsOf, findActions, legacyForm } from './card-actions';
import { gatherInputs, type InputValues } from './card-inputs';
import type { Dialogs } from './dialogs';
import { isObject, type Json, type Message, type Person, text } from './model';
import { type PressResult, UNREACHABLE } from './results';
import { cardInAnswer, type Views } from './views';
import type { World } from './world';

export interface PressRequest {
  readonly person: Person;
  readonly message: Message;
  /** Title, id or verb of an action anywhere in the card as this person sees it. */
  readonly action: string;
  readonly inputs: InputValues;
  /** Which one, when several share the title; the first when missing. */
  readonly index?: number;
  /** Its place in the card's document order, from the page; then `action` must be its title. */
  readonly nth?: number;
  /** Presses as a client without Universal Actions does: the action's `fallback` is used. */
  readonly legacy?: boolean;
}

export interface PressDeps {
  readonly world: World;
  readonly bot: BotLink;
  readonly views: Views;
  readonly dialogs: Dialogs;
  readonly serviceUrl: () => string;
}

/** Rejects with a sentence when the card has no such action: a test's mistake, not the bot's. */
export async function press(request: PressRequest, deps: PressDeps): Promise<PressResult> {
  const card = deps.views.cardFor(request.person, request.message);
  if (!card) throw new Error(`Message ${request.message.id} shows no card.`);
  const found =
    request.nth === undefined
      ? findActions(card, request.action)[request.index ?? 0]
      : actionAt(card, request.nth, request.action);
  if (!found) throw new Error(`The card has no action "${request.action}"; it has: ${titles(card)}.`);
  if (found.action.isEnabled === false) return { outcome: 'refused-by-client', text: 'The button is disabled.' };
  const action = request.legacy ? legacyForm(found.action) : found.action;
  if (action.type === 'Action.OpenUrl') return { outcome: 'opened', url: text(action.url) ?? '' };
  if (action.type === 'Action.ShowCard' || action.type === 'Action.ToggleVisibility') return { outcome: 'opened' };
  const gathered = gatherInputs({ ...found, action }, request.inputs);
  if ('complaint' in gathered) return { outcome: 'refused-by-client', text: gathered.complaint };
  deps.views.setNotice(request.person, request.message, undefined);
  const data = isObject(action.data) ? { ...action.data, ...gathered.values } : gathered.values;
  return action.type === 'Action.Execute' ? execute(request, action, data, deps) : submit(request, data, deps);
}

async function execute(request: PressRequest, action: Json, data: Json, deps: PressDeps): Promise<PressResult> {
  const { person, message } = request;
  const base = envelope(deps.world, deps.serviceUrl(), person, message);
  const sent = { type: 'Action.Execute', id: action.id ?? '', verb: action.verb ?? '', title: action.title, data };
  const value = { action: sent, trigger: 'manual' };
  const answer = await deps.bot.deliver(invokeActivity(base, 'adaptiveCard/action', value, message.id));
  const card = cardInAnswer(answer);
  if (card) {
    deps.views.setCard(person, message, card);
    return { outcome: 'card', answer, card };
  }
  const notice = noticeIn(answer);
  deps.views.setNotice(person, message, notice);
  return { outcome: outcomeOf(answer, notice.kind), answer, text: notice.text };
}

function outcomeOf(answer: BotAnswer, kind: 'error' | 'info'): PressResult['outcome'] {
  if (kind === 'info') return 'message';
  return answer.status === 200 && isObject(answer.body) ? 'error' : 'unreachable';
}

/** Teams reads the body only of HTTP 200; anything else is "Unable to reach app". */
function noticeIn({ status, body }: BotAnswer): { kind: 'error' | 'info'; text: string; code?: string } {
  if (status !== 200 || !isObject(body)) return { kind: 'error', text: UNREACHABLE };
  if (body.type === 'application/vnd.microsoft.activity.message') return { kind: 'info', text: String(body.value) };
  const error = isObject(body.value) ? body.value : {};
  const code = text(error.code);
  return { kind: 'error', text: text(error.message) ?? UNREACHABLE, ...(code === undefined ? {} : { code }) };
}

async function submit(request: PressRequest, data: Json, deps: PressDeps): Promise<PressResult> {
  const { person, message } = request;
  const special = isObject(data.msteams) ? text(data.msteams.type) : undefined;
  if (special === 'task/fetch') return deps.dialogs.open({ person, message, data });
  const base = envelope(deps.world, deps.serviceUrl(), person, message);
  const answer = await deps.bot.deliver(submitActivity(base, message, data));
  if (answer.status >= 200 && answer.status < 300) return { outcome: 'sent', answer };
  deps.views.setNotice(person, message, { kind: 'error', text: UNREACHABLE });
  return { outcome: 'unreachable', answer, text: UNREACHABLE };
}

function titles(card: Json): string {
  const all = actionsOf(card).map(({ action }) => `"${text(action.title) ?? text(action.verb) ?? ''}"`);
  return all.join(', ') || 'none';
}
