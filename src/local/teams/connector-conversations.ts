import type { ConnectorDeps, ConnectorRequest, ConnectorRoute } from './connector';
import { isReply, readContent } from './connector-content';
import { fail, type Reply } from './http';
import { isObject, type Json, text } from './model';

/** `POST v3/conversations`: a new thread in a channel, or the one-to-one conversation with a person. */
export const conversationRoutes: readonly ConnectorRoute[] = [
  { method: 'POST', pattern: /^v3\/conversations$/, limit: 'send', handle: create },
];

function create(request: ConnectorRequest, deps: ConnectorDeps): Reply {
  const { body } = request;
  const tenant = text(body.tenantId) ?? nested(body, 'tenant');
  if (tenant !== undefined && tenant !== deps.world.tenantId) {
    return fail(403, 'Forbidden', `The bot is not installed in tenant ${tenant}.`);
  }
  const channelId = nested(body, 'channel');
  return channelId === undefined ? createPersonal(body, deps) : createThread(channelId, body, deps);
}

function createThread(channelId: string, body: Json, { world, log }: ConnectorDeps): Reply {
  const channel = world.channel(channelId);
  if (!channel || channel.deleted) return fail(404, 'ConversationNotFound', `Channel ${channelId} not found.`);
  if (!world.botInTeam)
    return fail(403, 'BotNotInConversationRoster', 'The bot is not part of the conversation roster.');
  if (!isObject(body.activity)) return fail(400, 'BadSyntax', 'A new thread needs its first activity.');
  const content = readContent(body.activity);
  if (isReply(content)) return content;
  const message = log.add({ conversationId: channel.id, author: { kind: 'bot' }, content });
  return { status: 201, body: { id: `${channel.id};messageid=${message.id}`, activityId: message.id } };
}

function createPersonal(body: Json, { world, log }: ConnectorDeps): Reply {
  const members = Array.isArray(body.members) ? body.members.filter(isObject) : [];
  const id = text(members[0]?.id);
  if (members.length !== 1 || id === undefined) {
    return fail(400, 'BadSyntax', 'Bots may only create one-to-one conversations or channel threads.');
  }
  const person = world.people.find(({ mri, objectId }) => mri === id || objectId === id);
  if (!person) return fail(404, 'MemberNotFound', `No member with the id ${id}.`);
  const chat = world.chatWith(person);
  if (!isObject(body.activity)) return { status: 201, body: { id: chat.id } };
  const content = readContent(body.activity);
  if (isReply(content)) return content;
  const message = log.add({ conversationId: chat.id, author: { kind: 'bot' }, content });
  return { status: 201, body: { id: chat.id, activityId: message.id } };
}

/** `channelData.<key>.id`. */
function nested(body: Json, key: string): string | undefined {
  const inner = isObject(body.channelData) ? body.channelData[key] : undefined;
  return isObject(inner) ? text(inner.id) : undefined;
}
