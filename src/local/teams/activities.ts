import type { Json, Message, Person } from './model';
import { baseId, type World } from './world';

/** Where an activity happens: a channel thread (`rootId`) or a personal chat. */
export interface Spot {
  readonly conversationId: string;
  readonly rootId?: string;
}

/** The fields every activity from Teams carries, in the shapes Teams uses for channels and personal chats. */
export function envelope(world: World, serviceUrl: string, person: Person, spot: Spot, id = world.nextId()): Json {
  const channel = world.channel(spot.conversationId);
  return {
    id,
    timestamp: new Date(world.clock.now()).toISOString(),
    channelId: 'msteams',
    serviceUrl,
    from: { id: person.mri, name: person.name, aadObjectId: person.objectId },
    recipient: { id: world.bot.id, name: world.bot.name },
    conversation: channel ? channelConversation(world, spot) : personalConversation(world, spot),
    channelData: channel ? channelData(world, channel.id) : { tenant: { id: world.tenantId } },
    locale: 'en-GB',
  };
}

export function messageActivity(base: Json, typed: string, world: World, targeted: boolean): Json {
  const { marked, entities } = markMentions(typed, world);
  const clientInfo = { type: 'clientInfo', locale: 'en-GB', country: 'GB', platform: 'Web' };
  return {
    ...base,
    type: 'message',
    text: marked,
    textFormat: 'plain',
    entities: [...entities, clientInfo],
    attachments: [{ contentType: 'text/html', content: `<div><div>${marked}</div></div>` }],
    ...(targeted ? { recipient: { id: world.bot.id, name: world.bot.name, isTargeted: true } } : {}),
  };
}

/** An `Action.Submit` press: to the bot it is a message with `value` and no text. */
export function submitActivity(base: Json, card: Message, value: unknown): Json {
  return { ...base, type: 'message', value, replyToId: card.id };
}

export function invokeActivity(base: Json, name: string, value: Json, cardId?: string): Json {
  return { ...base, type: 'invoke', name, value, ...(cardId === undefined ? {} : { replyToId: cardId }) };
}

/** `event` as Teams writes it in `channelData.eventType`: `teamMemberAdded`, `channelRenamed`, … */
export function conversationUpdate(base: Json, event: string, extra: Json, channelExtra: Json = {}): Json {
  const channelData = { ...(base.channelData as Json), eventType: event, ...channelExtra };
  return { ...base, type: 'conversationUpdate', channelData, ...extra };
}

function channelConversation(world: World, { conversationId, rootId }: Spot): Json {
  const id = rootId === undefined ? baseId(conversationId) : `${baseId(conversationId)};messageid=${rootId}`;
  return { id, isGroup: true, conversationType: 'channel', tenantId: world.tenantId };
}

function personalConversation(world: World, { conversationId }: Spot): Json {
  return { id: conversationId, conversationType: 'personal', tenantId: world.tenantId };
}

export function channelData(world: World, channelId: string): Json {
  const channel = world.channel(channelId);
  return {
    teamsChannelId: channelId,
    teamsTeamId: world.team.id,
    // Teams names the channel in channelData only on channel events; here the id suffices, as for messages.
    channel: { id: channelId, ...(channel?.private ? { type: 'private' } : {}) },
    team: { id: world.team.id, name: world.team.name, aadGroupId: world.team.aadGroupId },
    tenant: { id: world.tenantId },
  };
}

/** `@Name` of the bot or a person becomes `<at>Name</at>` with its entity; a no-break space follows, as the Teams composer leaves it. */
export function markMentions(typed: string, world: World): { marked: string; entities: Json[] } {
  const known = [world.bot, ...world.people.map(({ mri, name, objectId }) => ({ id: mri, name, objectId }))];
  const entities: Json[] = [];
  let marked = typed;
  for (const { id, name } of known.sort((a, b) => b.name.length - a.name.length)) {
    if (!marked.includes(`@${name}`)) continue;
    const marker = `<at>${name}</at>`;
    marked = marked.replaceAll(`@${name}`, marker).replaceAll(`${marker} `, `${marker}&nbsp;`);
    entities.push({ type: 'mention', mentioned: { id, name }, text: marker });
  }
  return { marked, entities };
}
