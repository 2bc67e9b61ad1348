import type { Answer, Incoming, Messenger, Outgoing, Target } from '../chat/ports';
import { type DeliveryFailure, retryAfterOf } from '../chat/ports';
import type { Clock } from '../core/clock';
import type { Log } from '../core/log';
import type { Outcome } from '../core/outcome';

/** A throttled answer is tried this often in all; what is older than that is no answer any more. */
const ATTEMPTS = 3;

/** Longer waits are not sat out: Teams gives up on the request after 15 s. */
const LONGEST_WAIT_MS = 4_000;

export interface MessageAnswerDeps {
  readonly messenger: Messenger;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * Sends what the chat room answers to a message. Private answers go to the sender alone: whispered in the channel, and into the personal chat when
 * that fails, never to the channel.
 */
export async function answerMessage(incoming: Incoming, answer: Answer, deps: MessageAnswerDeps): Promise<void> {
  const message = toOutgoing(answer);
  if (!message) return;
  const { place, caller, id } = incoming;
  const here: Target = { serviceUrl: place.serviceUrl, conversationId: place.conversationId };
  const isPrivate = answer.kind === 'refused' || ('private' in answer && answer.private === true);
  const sent =
    isPrivate && place.kind !== 'personal'
      ? await whisper(incoming, here, message, deps)
      : await patiently(() => deps.messenger.reply(here, message), deps.clock);
  if (!sent.ok) {
    const fields = { activity: id, caller: caller.objectId, reason: sent.reason, error: sent.message };
    deps.log.warn(fields, 'An answer could not be delivered.');
  }
}

async function whisper(
  { caller, place }: Incoming,
  here: Target,
  message: Outgoing,
  { messenger, clock }: MessageAnswerDeps,
): Promise<Outcome<unknown, DeliveryFailure>> {
  const whispered = await patiently(() => messenger.whisper(here, caller, message), clock);
  if (whispered.ok) return whispered;
  const chat = await patiently(() => messenger.personal(place.serviceUrl, caller.objectId), clock);
  return chat.ok ? patiently(() => messenger.reply(chat.value, message), clock) : chat;
}

async function patiently<T>(
  send: () => Promise<Outcome<T, DeliveryFailure>>,
  clock: Clock,
): Promise<Outcome<T, DeliveryFailure>> {
  let outcome = await send();
  for (let attempt = 1; attempt < ATTEMPTS && !outcome.ok && outcome.reason === 'throttled'; attempt += 1) {
    const waitMs = retryAfterOf(outcome) ?? 1_000;
    if (waitMs > LONGEST_WAIT_MS) break;
    await new Promise<void>((resolve) => clock.after(waitMs, resolve));
    outcome = await send();
  }
  return outcome;
}

function toOutgoing(answer: Answer): Outgoing | undefined {
  switch (answer.kind) {
    case 'none':
      return undefined;
    case 'card':
      return { card: answer.card, summary: answer.summary };
    case 'file':
      return { offer: answer.offer, summary: answer.offer.name };
    case 'words':
      return { text: answer.text, summary: firstLine(answer.text) };
    case 'refused':
      return { text: answer.message, summary: firstLine(answer.message) };
    case 'dialog':
      // A dialog opens only from a button; the words say so instead of leaving the person without an answer.
      return { text: 'This needs a dialog, which opens from a button on the card.', summary: 'Needs a dialog' };
  }
}

function firstLine(text: string): string {
  return (text.split('\n')[0] ?? '').slice(0, 120);
}
