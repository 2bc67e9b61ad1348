import { conversationUpdate, envelope } from './activities';
import type { BotAnswer, BotLink } from './bot-link';
import type { Changes } from './changes';
import type { Json, Person } from './model';
import type { World } from './world';

/** What an owner of the team does to the app, the channels and the members; each tells the bot as Teams does. */
export interface Membership {
  addBot(by: Person): Promise<BotAnswer>;
  removeBot(by: Person): Promise<BotAnswer>;
  installPersonal(person: Person): Promise<BotAnswer>;
  addMember(by: Person, member: Person, channelId: string): Promise<BotAnswer>;
  removeMember(by: Person, member: Person, channelId: string): Promise<BotAnswer>;
  renameChannel(by: Person, channelId: string, name: string): Promise<BotAnswer>;
  deleteChannel(by: Person, channelId: string): Promise<BotAnswer>;
}

export interface MembershipDeps {
  readonly world: World;
  readonly changes: Changes;
  readonly bot: BotLink;
  readonly serviceUrl: () => string;
}

export function createMembership({ world, changes, bot, serviceUrl }: MembershipDeps): Membership {
  function tell(
    by: Person,
    conversationId: string,
    event: string,
    extra: Json,
    channelExtra?: Json,
  ): Promise<BotAnswer> {
    changes.tell({ kind: 'world' });
    const base = envelope(world, serviceUrl(), by, { conversationId });
    return bot.deliver(conversationUpdate(base, event, extra, channelExtra));
  }

  async function install(by: Person, conversationId: string, action: 'add' | 'remove'): Promise<BotAnswer> {
    const base = envelope(world, serviceUrl(), by, { conversationId });
    return bot.deliver({ ...base, type: 'installationUpdate', action });
  }

  function channel(id: string) {
    const found = world.channel(id);
    if (!found) throw new Error(`No channel ${id}.`);
    return found;
  }

  return {
    async addBot(by) {
      world.botInTeam = true;
      await install(by, world.team.id, 'add');
      return tell(by, world.team.id, 'teamMemberAdded', { membersAdded: [{ id: world.bot.id }] });
    },
    async removeBot(by) {
      world.botInTeam = false;
      await install(by, world.team.id, 'remove');
      return tell(by, world.team.id, 'teamMemberRemoved', { membersRemoved: [{ id: world.bot.id }] });
    },
    async installPersonal(person) {
      const { id } = world.chatWith(person);
      await install(person, id, 'add');
      const base = envelope(world, serviceUrl(), person, { conversationId: id });
      const membersAdded = [{ id: world.bot.id }, { id: person.mri, aadObjectId: person.objectId }];
      return bot.deliver({ ...base, type: 'conversationUpdate', membersAdded });
    },
    addMember(by, member, channelId) {
      channel(channelId).members.add(member.id);
      return tell(by, channelId, 'teamMemberAdded', { membersAdded: [asMember(member)] });
    },
    removeMember(by, member, channelId) {
      channel(channelId).members.delete(member.id);
      return tell(by, channelId, 'teamMemberRemoved', { membersRemoved: [asMember(member)] });
    },
    renameChannel(by, channelId, name) {
      channel(channelId).name = name;
      return tell(by, world.team.id, 'channelRenamed', {}, { channel: { id: channelId, name } });
    },
    deleteChannel(by, channelId) {
      const gone = channel(channelId);
      gone.deleted = true;
      return tell(by, world.team.id, 'channelDeleted', {}, { channel: { id: channelId, name: gone.name } });
    },
  };
}

function asMember({ mri, objectId }: Person): Json {
  return { id: mri, aadObjectId: objectId };
}
