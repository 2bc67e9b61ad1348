import { createHash } from 'node:crypto';
import type { Clock } from '../../core/clock';
import type { Channel, ChannelSpec, Person, PersonalChat, PersonSpec } from './model';

export interface WorldOptions {
  readonly clock: Clock;
  readonly appId: string;
  readonly tenantId: string;
  readonly people: readonly PersonSpec[];
  readonly channels: readonly ChannelSpec[];
  readonly botName?: string;
  readonly teamName?: string;
}

/** Who and what exists: people, one team with its channels, personal chats. Messages are kept beside it (message-log). */
export interface World {
  readonly clock: Clock;
  readonly tenantId: string;
  readonly bot: { readonly id: string; readonly appId: string; readonly name: string };
  readonly team: { readonly id: string; readonly name: string; readonly aadGroupId: string };
  readonly people: Person[];
  readonly channels: Channel[];
  readonly chats: PersonalChat[];
  /** False after the app was removed from the team: every call into a channel is then refused. */
  botInTeam: boolean;
  /** By handle, object id, `29:` id or user principal name. */
  person(key: string): Person | undefined;
  channel(id: string): Channel | undefined;
  chat(id: string): PersonalChat | undefined;
  /** The person's chat with the bot, created when missing. */
  chatWith(person: Person): PersonalChat;
  membersOf(conversationId: string): Person[];
  /** A fresh message id: the clock's time in milliseconds, moved forward where needed to stay unique. */
  nextId(): string;
}

export function createWorld(options: WorldOptions): World {
  const general = options.channels[0];
  if (!general) throw new Error('startTeams: `channels` is empty; the first one is the General channel of the team.');
  const people = options.people.map((spec) => ({ ...spec, mri: `29:1${opaque(spec.objectId)}` }));
  const channels = options.channels.map(toChannel(people));
  const chats: PersonalChat[] = [];
  let lastId = 0;
  const world: World = {
    clock: options.clock,
    tenantId: options.tenantId,
    bot: { id: `28:${options.appId}`, appId: options.appId, name: options.botName ?? 'Serial Console Watch' },
    team: { id: general.id, name: options.teamName ?? 'Security Operations', aadGroupId: guidFrom(general.id) },
    people,
    channels,
    chats,
    botInTeam: true,
    person: (key) => people.find(({ id, objectId, mri, upn }) => [id, objectId, mri, upn].includes(key)),
    channel: (id) => channels.find((channel) => channel.id === baseId(id)),
    chat: (id) => chats.find((chat) => chat.id === id),
    chatWith(person) {
      const existing = chats.find(({ personId }) => personId === person.id);
      if (existing) return existing;
      const chat = { id: `a:1${opaque(`chat ${person.objectId}`)}`, personId: person.id };
      chats.push(chat);
      return chat;
    },
    membersOf(conversationId) {
      const chat = world.chat(conversationId);
      if (chat) return people.filter(({ id }) => id === chat.personId);
      const channel = world.channel(conversationId);
      return channel ? people.filter(({ id }) => channel.members.has(id)) : [];
    },
    nextId() {
      lastId = Math.max(options.clock.now(), lastId + 1);
      return String(lastId);
    },
  };
  return world;
}

/** `19:…@thread.tacv2;messageid=T` → `19:…@thread.tacv2`. */
export function baseId(conversationId: string): string {
  return conversationId.split(';')[0] ?? conversationId;
}

/** The `T` of `;messageid=T`, if there is one. */
export function threadOf(conversationId: string): string | undefined {
  return /;messageid=(\d+)$/.exec(conversationId)?.[1];
}

function toChannel(people: readonly Person[]): (spec: ChannelSpec) => Channel {
  return (spec) => ({
    id: spec.id,
    name: spec.name,
    private: spec.private ?? false,
    members: new Set(spec.members ?? people.map(({ id }) => id)),
    deleted: false,
  });
}

function opaque(seed: string): string {
  return createHash('sha256').update(`teams emulator ${seed}`).digest('base64url').slice(0, 40);
}

function guidFrom(seed: string): string {
  const hex = createHash('sha256').update(seed).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
