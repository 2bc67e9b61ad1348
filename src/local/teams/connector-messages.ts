import type { ConnectorDeps, ConnectorRequest, ConnectorRoute } from './connector';
import { isReply, readContent } from './connector-content';
import { fail, type Reply } from './http';
import { isObject, type Message, type Person, text } from './model';
import { baseId, threadOf } from './world';

const ACTIVITIES = /^v3\/conversations\/([^/]+)\/activities$/;
const ACTIVITY = /^v3\/conversations\/([^/]+)\/activities\/([^/]+)$/;

export const messageRoutes: readonly ConnectorRoute[] = [
  { method: 'POST', pattern: ACTIVITIES, limit: 'send', handle: post },
  // The reply route: its second id may be anything (the SDK invents one for proactive turns), the conversation id decides the thread.
  { method: 'POST', pattern: ACTIVITY, limit: 'send', handle: post },
  { method: 'PUT', pattern: ACTIVITY, limit: 'send', handle: update },
  { method: 'DELETE', pattern: ACTIVITY, limit: 'send', handle: remove },
];

function post(request: ConnectorRequest, deps: ConnectorDeps): Reply {
  const conversationId = request.params[0] ?? '';
  const refusal = refuseConversation(conversationId, deps);
  if (refusal) return refusal;
  if (request.body.type === 'typing') {
    deps.changes.tell({ kind: 'bot-typing', conversationId: baseId(conversationId) });
    return { status: 201, body: { id: deps.world.nextId() } };
  }
  const rootId = threadOf(conversationId);
  if (rootId !== undefined && !deps.log.byId(rootId)) {
    return fail(404, 'ConversationNotFound', `No thread ${rootId}.`);
  }
  const target = targetOf(request, deps);
  if (target && 'status' in target) return target;
  const content = readContent(request.body);
  if (isReply(content)) return content;
  const message = deps.log.add({
    conversationId: baseId(conversationId),
    ...(rootId === undefined ? {} : { rootId }),
    author: { kind: 'bot' },
    ...(target ? { onlyFor: target.id } : {}),
    content,
  });
  return { status: 201, body: { id: message.id } };
}

function update(request: ConnectorRequest, deps: ConnectorDeps): Reply {
  const message = findOwn(request, deps);
  if ('status' in message) return message;
  if (isTargeted(request) && request.body.recipient !== undefined) {
    return fail(400, 'BadRequest', 'Recipient cannot be changed by an update.');
  }
  const content = readContent(request.body);
  if (isReply(content)) return content;
  deps.log.edit(message, content);
  return { status: 200, body: { id: message.id } };
}

function remove(request: ConnectorRequest, deps: ConnectorDeps): Reply {
  const message = findOwn(request, deps);
  if ('status' in message) return message;
  deps.log.remove(message);
  return { status: 200 };
}

/** The bot's own message named by the path, looked up in its conversation, or the refusal. */
function findOwn({ params }: ConnectorRequest, deps: ConnectorDeps): Message | Reply {
  const conversationId = params[0] ?? '';
  const refusal = refuseConversation(conversationId, deps);
  if (refusal) return refusal;
  const message = deps.log.byId(params[1] ?? '');
  const here = message && !message.deleted && message.conversationId === baseId(conversationId);
  if (!here || (threadOf(conversationId) ?? message.rootId) !== message.rootId) {
    return fail(404, 'ActivityNotFoundInConversation', 'The activity was not found in the conversation.');
  }
  if (message.author.kind !== 'bot') return fail(403, 'Forbidden', 'A bot may only change its own messages.');
  return message;
}

function refuseConversation(conversationId: string, { world }: ConnectorDeps): Reply | undefined {
  if (world.chat(conversationId)) return undefined;
  const channel = world.channel(conversationId);
  if (!channel || channel.deleted) return fail(404, 'ConversationNotFound', 'Conversation not found.');
  if (world.botInTeam) return undefined;
  return fail(403, 'BotNotInConversationRoster', 'The bot is not part of the conversation roster.');
}

function isTargeted({ query }: ConnectorRequest): boolean {
  return query.get('isTargetedActivity') === 'true';
}

/** The only reader of a targeted message; undefined for ordinary messages. */
function targetOf(request: ConnectorRequest, { world }: ConnectorDeps): Person | Reply | undefined {
  if (!isTargeted(request)) return undefined;
  const conversationId = request.params[0] ?? '';
  const { recipient } = request.body;
  const id = isObject(recipient) ? text(recipient.id) : undefined;
  if (id === undefined) return fail(400, 'BadRequest', 'A targeted message needs a recipient.');
  if (world.chat(conversationId)) return fail(400, 'BadRequest', 'Targeted messages are not for one-to-one chats.');
  const person = world.membersOf(conversationId).find(({ mri }) => mri === id);
  return (
    person ?? fail(403, 'RecipientNotInConversationRoster', 'The recipient is not part of the conversation roster.')
  );
}
