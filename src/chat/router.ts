import { describeError } from '../core/log';
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
    const first = key === undefined ? undefined : await room.uow.run((tx) => room.seen.get(tx, key));
    if (first !== undefined) return first;
    await remember(room, incoming, now);
    const actor = await room.actorOf(incoming.caller);
    let answer: Answer;
    try {
      answer = await handle({ room, incoming, actor, now });
    } catch (error) {
      room.log.error({ ...describeError(error), activity: incoming.id, kind: incoming.kind }, 'chat: a handler failed');
      return { kind: 'refused', status: 500, code: 'fault', message: replies.fault(incoming.id) };
    }
    if (key !== undefined) await room.uow.run((tx) => room.seen.put(tx, key, answer, now));
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

/** How to reach this person later: their Bot Framework conversation is learnt from what they send. */
async function remember(room: ChatRoom, { caller, place, ...rest }: Incoming, now: number): Promise<void> {
  if (rest.kind === 'membership' || caller.objectId === '') return;
  const personal = place.kind === 'personal' ? { personalConversationId: place.conversationId } : {};
  const { objectId, name } = caller;
  await room.uow.run((tx) =>
    room.people.put(tx, { objectId, name, serviceUrl: place.serviceUrl, seenAt: now, ...personal }),
  );
}
