import { demoChannels } from '../../../src/cli/world/demo-tenant';
import { systemClock } from '../../../src/core/clock';
import { envelope, invokeActivity } from '../../../src/local/teams/activities';
import type { BotAnswer } from '../../../src/local/teams/bot-link';
import { cardOf, isObject, type Json, type Message, type Person } from '../../../src/local/teams/model';
import type { Rng } from '../../../src/local/tenant/random';
import type { Ledger, Sent } from './ledger';
import type { Stage } from './stage';

/** A button on a card, with the data it would send. */
interface Button {
  readonly message: Message;
  readonly verb: string;
  readonly data: Json;
  readonly dialog: boolean;
}

export interface People {
  /** One random act of somebody on some card; resolves when it is answered or the connection is gone. False: nothing to press. */
  act(eager?: readonly string[]): Promise<boolean>;
  /** Sends again what got no answer, under the same ids. */
  resend(share: number): Promise<void>;
  press(as: string, message: Message, verb: string, data: Json): Promise<Sent>;
  /** Called with every press as it leaves. */
  onSend(listener: (sent: Sent) => void): void;
  /** Cards of the bot, oldest first. */
  cards(): readonly Message[];
}

/** How often each button is chosen, against the others on the same cards. */
const weights: Readonly<Record<string, number>> = {
  note: 3,
  acknowledge: 3,
  release: 1,
  assign: 1,
  escalate: 0.6,
  resolve: 0.8,
  reopen: 0.8,
  review: 3,
  toggle: 0.3,
  'ask-approval': 8,
  'cancel-review': 0.2,
  approve: 8,
  reject: 0.5,
  undo: 0.2,
  refresh: 0.5,
};

const responders = ['mia', 'ken', 'lee'];
const approvers = ['ana', 'tom'];
/** Cards looked at: people press what is new. */
const lookedAt = 30;
const reviewPatienceMs = 60_000;

export function createPeople({ emulators }: Stage, ledger: Ledger, rng: Rng): People {
  const { teams } = emulators;
  const { world } = teams.control;
  const listeners: ((sent: Sent) => void)[] = [];

  function cards(): readonly Message[] {
    const places = [demoChannels.alerts, ...world.chats.map(({ id }) => id)];
    return places
      .flatMap((place) => teams.log.in(place))
      .filter((message) => message.author.kind === 'bot' && !message.deleted && cardOf(message) !== undefined)
      .sort((a, b) => Number(a.id) - Number(b.id));
  }

  function person(handle: string): Person {
    const found = world.person(handle);
    if (found === undefined) throw new Error(`nobody is called ${handle}`);
    return found;
  }

  async function deliver(sent: Sent): Promise<void> {
    for (const listener of listeners) listener(sent);
    judge(sent, await teams.control.deliver(sent.activity));
  }

  async function press(as: string, message: Message, verb: string, data: Json, dialog = false): Promise<Sent> {
    const base = envelope(world, teams.url, person(as), message);
    const activity = dialog
      ? invokeActivity(base, 'task/submit', { data: { ...data, verb } }, message.id)
      : invokeActivity(
          base,
          'adaptiveCard/action',
          { action: { type: 'Action.Execute', verb, data }, trigger: 'manual' },
          message.id,
        );
    const sent: Sent = {
      id: String(base.id),
      as,
      verb,
      subject: String(data.subject ?? ''),
      activity,
      sentAt: systemClock.now(),
      outcome: 'unanswered',
      resent: 0,
      ...(verb === 'note' ? { note: String(data.text) } : {}),
    };
    ledger.sent.push(sent);
    await deliver(sent);
    return sent;
  }

  /** Asking for a review again replaces the one that is being read; people wait a little before they do. */
  function underReview({ verb, data }: Button): boolean {
    if (verb !== 'review') return false;
    return ledger.sent.some(
      (sent) =>
        sent.verb === 'review' && sent.subject === data.subject && sent.sentAt > systemClock.now() - reviewPatienceMs,
    );
  }

  function presser({ verb, message }: Button): string {
    const chat = world.chat(message.conversationId);
    if (chat !== undefined) return chat.personId;
    return rng.pick(verb === 'approve' || verb === 'reject' ? approvers : responders);
  }

  return {
    cards,
    press,
    onSend: (listener) => void listeners.push(listener),
    async act(eager = []) {
      const found = cards()
        .slice(-lookedAt)
        .flatMap(buttonsOf)
        .filter((button) => !underReview(button));
      const wanted = found.filter(({ verb }) => eager.includes(verb));
      const choices = (wanted.length > 0 && rng.chance(0.8) ? wanted : found).map(
        (button) => [button, weights[button.verb] ?? 0] as const,
      );
      if (choices.every(([, weight]) => weight === 0)) return false;
      const button = rng.weighted(choices);
      const { verb, message, data, dialog } = button;
      await press(presser(button), message, verb, { ...data, ...inputsFor(verb, ledger.sent.length, rng) }, dialog);
      return true;
    },
    async resend(share) {
      const lost = ledger.sent.filter(({ outcome }) => outcome === 'unanswered');
      for (const sent of lost) {
        if (!rng.chance(share)) continue;
        sent.resent += 1;
        await deliver(sent);
      }
    },
  };
}

function inputsFor(verb: string, count: number, rng: Rng): Json {
  const sentence = `because of reason ${count}`;
  return {
    ...(verb === 'note' ? { text: `note number ${count}.` } : {}),
    ...(verb === 'assign' ? { to: '' } : {}),
    reason: sentence,
    sentence,
    disposition: rng.pick(['malicious', 'benign-expected', 'false-positive']),
  };
}

/** Every button of a card: `Action.Execute`, and submits that open a dialog (answered here as the dialog's submit would be). */
function buttonsOf(message: Message): readonly Button[] {
  const found: Button[] = [];
  const walk = (node: unknown): void => {
    if (Array.isArray(node)) {
      for (const child of node) walk(child);
      return;
    }
    if (!isObject(node)) return;
    const data = isObject(node.data) ? node.data : {};
    if (node.type === 'Action.Execute' && typeof node.verb === 'string')
      found.push({ message, verb: node.verb, data, dialog: false });
    else if (node.type === 'Action.Submit' && typeof data.verb === 'string' && data.msteams !== undefined)
      found.push({ message, verb: data.verb, data, dialog: true });
    for (const [key, value] of Object.entries(node)) if (key !== 'fallback' && key !== 'data') walk(value);
  };
  walk(cardOf(message));
  return found;
}

/** A card or a sentence under 200 is a success; anything the bot says besides is a refusal; anything else is no answer. */
function judge(sent: Sent, { status, body }: BotAnswer): void {
  if (sent.outcome === 'done') return;
  if (status !== 200) {
    if (status !== 0) sent.code = `http ${status}`;
    return;
  }
  const task = isObject(body) && isObject(body.task) ? body.task : undefined;
  const statusCode = isObject(body) ? body.statusCode : undefined;
  const good = task === undefined ? statusCode === undefined || statusCode === 200 : task.type !== 'message';
  sent.outcome = good ? 'done' : 'refused';
  sent.answeredAt = systemClock.now();
  if (!good) sent.code = codeOf(body);
}

function codeOf(body: unknown): string {
  if (!isObject(body)) return '';
  const value = isObject(body.value) ? body.value : {};
  const task = isObject(body.task) ? body.task : {};
  return String(value.code ?? task.value ?? '');
}
