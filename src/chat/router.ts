import { describeError } from '../core/log';
import type { Tx } from '../core/unit-of-work';
import { adopt } from './adopt';
import { commands } from './commands';
import type { Command } from './commands/command';
import { onFileConsent } from './file-consent';
import { parseCommand } from './grammar';
import { refusedBy } from './guard';
import { onMembership } from './membership';
import type { Answer, HandleIncoming, Incoming, MessageIn } from './ports';
import { presses } from './presses';
import { deniedPress } from './presses/authority';
import type { PressAsk } from './presses/press';
import type { Ask, ChatRoom } from './room';
import { replies } from './words/replies';

/**
 * The chat room's one entrance: remembers who spoke, answers a repeated activity with its first answer, finds the handler in a table, and turns a fault
 * into words. Nothing here decides authority; handlers ask `may` about the very case.
 */
export function createRouter(room: ChatRoom): HandleIncoming {
  return async (incoming) => {
    const now = room.clock.now();
    // Teams repeats an activity it thinks was lost; a refresh is asked often, with a new id each time, and changes nothing.
    const key = isRefresh(incoming) ? undefined : activityKey(incoming);
    const first = await room.uow.run(async (tx) => {
      const given = key === undefined ? undefined : await room.seen.get(tx, key);
      if (given === undefined) await remember(room, tx, incoming, now);
      return given;
    });
    if (first !== undefined) return first;
    const actor = await room.actorOf(incoming.caller);
    let answer: Answer;
    try {
      answer = await handle({ room, incoming, actor, now });
    } catch (error) {
      room.log.error({ ...describeError(error), activity: incoming.id, kind: incoming.kind }, 'chat: a handler failed');
      return { kind: 'refused', status: 500, code: 'fault', message: replies.fault(incoming.id) };
    }
    if (key !== undefined) keepAnswer(room, key, answer, now);
    return answer;
  };
}

async function handle(ask: Ask): Promise<Answer> {
  const { incoming } = ask;
  switch (incoming.kind) {
    case 'message':
      return incoming.value === undefined
        ? onMessage({ ...ask, incoming })
        : onPress({ ...ask, incoming }, String(incoming.value.verb ?? ''), incoming.value);
    case 'press':
      return onPress({ ...ask, incoming }, incoming.verb, incoming.data);
    case 'dialog-open':
      return onPress({ ...ask, incoming }, String(incoming.data.verb ?? ''), incoming.data);
    case 'dialog-submit': {
      const answer = await onPress({ ...ask, incoming }, String(incoming.data.verb ?? ''), incoming.data);
      // A card would open as a further dialog; the one in the channel is repainted for everybody, so this one closes.
      return answer.kind === 'card' ? { kind: 'none' } : answer;
    }
    case 'file-consent':
      return onFileConsent({ ...ask, incoming });
    case 'membership':
      return onMembership({ ...ask, incoming });
  }
}

async function onMessage(ask: Ask<MessageIn>): Promise<Answer> {
  const parsed = parseCommand(ask.incoming.text, commands);
  const privately = ask.incoming.targeted;
  if (parsed.kind === 'unknown') {
    return { kind: 'words', text: replies.unknownCommand(parsed.typed, parsed.nearest?.examples[0]), private: true };
  }
  const command: Command | undefined =
    parsed.kind === 'empty' ? commands.find(({ id }) => id === 'help') : parsed.command;
  if (command === undefined) throw new Error('the help command is missing from the table');
  if (command.needs !== 'nothing') {
    const denied = await refusedBy(ask, command.needs, command.id);
    if (denied !== undefined) return denied;
  }
  const answer = await command.run(ask, parsed.kind === 'empty' ? '' : parsed.args);
  return privately && (answer.kind === 'card' || answer.kind === 'words') ? { ...answer, private: true } : answer;
}

async function onPress(ask: PressAsk, verb: string, data: Readonly<Record<string, unknown>>): Promise<Answer> {
  const press = presses.find((known) => known.verb === verb);
  const subject = typeof data.subject === 'string' ? data.subject.slice(0, 40) : '';
  if (press === undefined || subject === '') {
    return {
      kind: 'refused',
      status: 400,
      code: 'unknown-verb',
      message: replies.unknownVerb(
        verb,
        presses.map((known) => known.verb),
      ),
    };
  }
  const denied = await deniedPress(ask, press, subject);
  if (denied !== undefined) return denied;
  const mismatch = await adopt(ask, subject, press.verb);
  if (mismatch !== undefined) return mismatch;
  if (ask.incoming.kind === 'dialog-open') {
    if (press.open === undefined)
      return { kind: 'refused', status: 400, code: 'no-dialog', message: replies.noDialog(verb) };
    return press.open(ask, subject);
  }
  return press.run(ask, subject, data);
}

/** The sender is part of it: an answer may be private, and a copied id must not fetch somebody else's. */
function activityKey({ place, id, kind, caller }: Incoming): string {
  return `${place.conversationId}|${id}|${kind}|${caller.objectId}`;
}

function isRefresh(incoming: Incoming): boolean {
  return incoming.kind === 'press' && incoming.verb === 'refresh';
}

/** Known people are written again no sooner than this: a press should not wait for the disk to learn what is known. */
const knownForMs = 3_600_000;

/** How to reach this person later: their Bot Framework conversation is learnt from what they send. */
async function remember(room: ChatRoom, tx: Tx, { caller, place, ...rest }: Incoming, now: number): Promise<void> {
  const { objectId, name } = caller;
  if (rest.kind === 'membership' || objectId === '') return;
  const { serviceUrl } = place;
  const personal = place.kind === 'personal' ? { personalConversationId: place.conversationId } : {};
  const known = await room.people.get(tx, objectId);
  const same =
    known?.name === name &&
    known.serviceUrl === serviceUrl &&
    (personal.personalConversationId ?? known.personalConversationId) === known.personalConversationId;
  if (same && Math.abs(now - known.seenAt) < knownForMs) return;
  await room.people.put(tx, { objectId, name, serviceUrl, seenAt: now, ...personal });
}

/**
 * Kept for the activity's repetition, once the first answer is on its way: nobody waits for this commit. What a kill in between leaves undone is
 * covered by the audit, which names the activity of every change.
 */
function keepAnswer(room: ChatRoom, key: string, answer: Answer, now: number): void {
  setImmediate(() => {
    room.uow
      .run((tx) => room.seen.put(tx, key, answer, now))
      .catch((error: unknown) => room.log.error(describeError(error), 'chat: an answer could not be kept'));
  });
}
