import { envelope, markMentions, messageActivity } from './activities';
import type { BotAnswer, BotLink } from './bot-link';
import type { MessageLog } from './message-log';
import type { Message, Person } from './model';
import { baseId, threadOf, type World } from './world';

export interface SendRequest {
  readonly person: Person;
  /** A channel (new thread), a thread (`…;messageid=`) or the personal chat with the bot. */
  readonly conversationId: string;
  /** `@Name` mentions the bot or a person. */
  readonly text: string;
  /** A slash command: only sender and bot see it. By default what starts with `/` in a channel is one. */
  readonly targeted?: boolean;
}

export interface SendResult {
  readonly messageId: string;
  /** False for a channel message without the bot's mention: Teams does not show those to a bot. */
  readonly delivered: boolean;
  readonly answer?: BotAnswer;
}

export interface SendDeps {
  readonly world: World;
  readonly log: MessageLog;
  readonly bot: BotLink;
  readonly serviceUrl: () => string;
}

export async function send(request: SendRequest, deps: SendDeps): Promise<SendResult> {
  const { world } = deps;
  const { person, conversationId } = request;
  if (!world.membersOf(conversationId).some(({ id }) => id === person.id)) {
    throw new Error(`${person.id} is not in ${conversationId}.`);
  }
  const personal = world.chat(conversationId) !== undefined;
  const targeted = !personal && (request.targeted ?? request.text.startsWith('/'));
  const message = keep(request, targeted, deps);
  if (!reachesBot(request.text, personal || targeted, world)) return { messageId: message.id, delivered: false };
  const base = envelope(world, deps.serviceUrl(), person, message, message.id);
  const answer = await deps.bot.deliver(messageActivity(base, request.text, world, targeted));
  return { messageId: message.id, delivered: true, answer };
}

function keep({ person, conversationId, text }: SendRequest, targeted: boolean, { world, log }: SendDeps): Message {
  const rootId = threadOf(conversationId);
  const { marked, entities } = markMentions(text, world);
  return log.add({
    conversationId: baseId(conversationId),
    ...(rootId === undefined ? {} : { rootId }),
    author: { kind: 'person', personId: person.id },
    ...(targeted ? { onlyFor: person.id } : {}),
    content: { text: marked.replaceAll('&nbsp;', ' '), textFormat: 'plain', attachments: [], entities },
  });
}

function reachesBot(typed: string, addressed: boolean, world: World): boolean {
  return addressed || (world.botInTeam && typed.includes(`@${world.bot.name}`));
}
