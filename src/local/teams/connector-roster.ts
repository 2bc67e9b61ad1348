import type { ConnectorDeps, ConnectorRequest, ConnectorRoute } from './connector';
import { fail, type Reply } from './http';
import type { Json, Person } from './model';
import type { World } from './world';

const DEFAULT_PAGE = 200;

export const rosterRoutes: readonly ConnectorRoute[] = [
  { method: 'GET', pattern: /^v3\/conversations\/([^/]+)\/pagedmembers$/, limit: 'read', handle: pagedMembers },
  { method: 'GET', pattern: /^v3\/conversations\/([^/]+)\/members$/, limit: 'read', handle: allMembers },
  { method: 'GET', pattern: /^v3\/conversations\/([^/]+)\/members\/([^/]+)$/, limit: 'read', handle: oneMember },
  { method: 'GET', pattern: /^v3\/teams\/([^/]+)$/, limit: 'read', handle: team },
  { method: 'GET', pattern: /^v3\/teams\/([^/]+)\/conversations$/, limit: 'read', handle: channels },
];

function pagedMembers({ params, query }: ConnectorRequest, { world }: ConnectorDeps): Reply {
  const refusal = refuse(params[0] ?? '', world);
  if (refusal) return refusal;
  const members = world.membersOf(params[0] ?? '');
  const size = Number(query.get('pageSize') ?? DEFAULT_PAGE);
  const from = Number(query.get('continuationToken') ?? 0);
  const next = from + size;
  const page = members.slice(from, next).map((person) => toMember(person, world));
  return {
    status: 200,
    body: { members: page, ...(next < members.length ? { continuationToken: String(next) } : {}) },
  };
}

function allMembers({ params }: ConnectorRequest, { world }: ConnectorDeps): Reply {
  const refusal = refuse(params[0] ?? '', world);
  return refusal ?? { status: 200, body: world.membersOf(params[0] ?? '').map((person) => toMember(person, world)) };
}

function oneMember({ params }: ConnectorRequest, { world }: ConnectorDeps): Reply {
  const refusal = refuse(params[0] ?? '', world);
  if (refusal) return refusal;
  const key = params[1] ?? '';
  const person = world.membersOf(params[0] ?? '').find(({ mri, objectId }) => mri === key || objectId === key);
  if (!person) return fail(404, 'MemberNotFoundInConversation', 'The member was not found in the conversation.');
  return { status: 200, body: toMember(person, world) };
}

function team({ params }: ConnectorRequest, { world }: ConnectorDeps): Reply {
  const refusal = refuse(params[0] ?? '', world);
  if (refusal) return refusal;
  const { id, name, aadGroupId } = world.team;
  const channelCount = world.channels.filter(({ deleted }) => !deleted).length;
  return { status: 200, body: { id, name, aadGroupId, channelCount, memberCount: world.people.length } };
}

function channels({ params }: ConnectorRequest, { world }: ConnectorDeps): Reply {
  const refusal = refuse(params[0] ?? '', world);
  if (refusal) return refusal;
  // Teams leaves the name out for the General channel, whose id is the team's.
  const conversations = world.channels
    .filter(({ deleted }) => !deleted)
    .map(({ id, name }) => (id === world.team.id ? { id } : { id, name }));
  return { status: 200, body: { conversations } };
}

function refuse(conversationId: string, world: World): Reply | undefined {
  if (world.chat(conversationId)) return undefined;
  const channel = world.channel(conversationId);
  if (!channel || channel.deleted) return fail(404, 'ConversationNotFound', 'Conversation not found.');
  if (world.botInTeam) return undefined;
  return fail(403, 'BotNotInConversationRoster', 'The bot is not part of the conversation roster.');
}

function toMember(person: Person, world: World): Json {
  const [givenName = '', ...rest] = person.name.split(' ');
  return {
    id: person.mri,
    name: person.name,
    givenName,
    surname: rest.join(' '),
    email: person.upn,
    userPrincipalName: person.upn,
    tenantId: world.tenantId,
    userRole: person.guest ? 'guest' : 'user',
    aadObjectId: person.objectId,
    // Older clients of the route read the object id under this name.
    objectId: person.objectId,
  };
}
