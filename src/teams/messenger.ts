import { TeamsConnectorClient } from 'botframework-connector';
import { z } from 'zod';
import type { DeliveryFailure, Messenger, Outgoing, Person, Posted, RosterMember, Target } from '../chat/ports';
import { done, type Outcome, refuse } from '../core/outcome';
import type { Acquaintances } from './acquaintances';
import type { BotAdapter, Connector } from './bot-adapter';
import { attempt, type Effect } from './delivery';
import type { BotIdentity } from './identity';
import { type Mentionable, toActivity } from './outgoing-activity';
import { mayCall, type ServiceUrlRule } from './service-url';
import { sendTargeted } from './targeted';
import { uploadFile } from './upload';

/** Teams allows up to 500 members a page. */
const ROSTER_PAGE = 500;

const generalChannel = 'General';

export interface MessengerDeps {
  readonly adapter: BotAdapter;
  readonly identity: BotIdentity;
  readonly serviceUrls: ServiceUrlRule;
  readonly acquaintances: Acquaintances;
  /** Milliseconds one connector call may take. */
  readonly timeoutMs: number;
}

/** `Messenger` plus what the edge itself needs of the roster. */
export interface TeamsMessenger extends Messenger {
  /** The Entra object id behind a `29:` id, asked of Teams when not yet known. */
  objectIdOf(target: Target, mri: string): Promise<string | undefined>;
}

const memberSchema = z.object({
  id: z.string(),
  name: z.string().optional(),
  aadObjectId: z.string(),
  userPrincipalName: z.string().optional(),
  userRole: z.string().optional(),
});

export function createMessenger(deps: MessengerDeps): TeamsMessenger {
  const { adapter, identity, acquaintances, timeoutMs } = deps;
  const options = { timeout: timeoutMs };
  const bot = { id: `28:${identity.appId}`, name: '' };

  /** Opens the connector and gets the token first, so that a failing login is never mistaken for a lost answer. */
  async function call<T>(
    serviceUrl: string,
    effect: Effect,
    work: (connector: Connector) => Promise<T>,
  ): Promise<Outcome<T, DeliveryFailure>> {
    if (!mayCall(serviceUrl, deps.serviceUrls)) {
      return refuse('forbidden', 'The address is not one of Teams.', 'Set TEAMS_SERVICE_URL to the service in use.');
    }
    const ready = await attempt('idempotent', async () => {
      await adapter.token();
      return adapter.connector(serviceUrl);
    });
    if (!ready.ok)
      return refuse('unreachable', `No token for Teams: ${ready.message}`, 'Check the app id and its secret.');
    return attempt(effect, () => work(ready.value));
  }

  async function mentionable(target: Target, people: readonly Person[]): Promise<Mentionable[]> {
    return Promise.all(
      people.map(async (person) => {
        const mri = acquaintances.mriOf(person.objectId) ?? (await lookUp(target, person.objectId))?.mri;
        return mri === undefined ? person : { ...person, mri };
      }),
    );
  }

  async function lookUp(target: Target, key: string): Promise<RosterMember | undefined> {
    const found = await call(target.serviceUrl, 'idempotent', async ({ conversations }) => {
      const member: unknown = await conversations.getConversationMember(base(target.conversationId), key, options);
      return toMember(member);
    });
    // Somebody who is not in the channel cannot be mentioned there; the name is written all the same.
    return found.ok ? note(found.value) : undefined;
  }

  function note<T extends RosterMember | undefined>(member: T): T {
    if (member) acquaintances.meet(member.objectId, member.mri);
    return member;
  }

  async function activityFor(target: Target, message: Outgoing) {
    return toActivity(message, await mentionable(target, message.mentions ?? []));
  }

  const messenger: TeamsMessenger = {
    async post(channel, message) {
      const activity = await activityFor(channel, message);
      const created = await call(channel.serviceUrl, 'creates', ({ conversations }) =>
        conversations.createConversation(
          {
            isGroup: true,
            bot,
            tenantId: identity.tenantId,
            activity: activity as never,
            channelData: { channel: { id: channel.conversationId }, tenant: { id: identity.tenantId } },
          },
          options,
        ),
      );
      return created.ok ? postedThread(created.value.id, created.value.activityId) : created;
    },

    async reply(thread, message) {
      const activity = await activityFor(thread, message);
      const sent = await call(thread.serviceUrl, 'creates', ({ conversations }) =>
        conversations.sendToConversation(thread.conversationId, activity, options),
      );
      return sent.ok ? done({ conversationId: thread.conversationId, activityId: sent.value.id }) : sent;
    },

    async update(thread, activityId, message) {
      const activity = await activityFor(thread, message);
      const updated = await call(thread.serviceUrl, 'idempotent', ({ conversations }) =>
        conversations.updateActivity(thread.conversationId, activityId, { ...activity, id: activityId }, options),
      );
      return updated.ok ? done(undefined) : updated;
    },

    async personal(serviceUrl, objectId) {
      const members = [{ id: objectId, name: '' }];
      const created = await call(serviceUrl, 'idempotent', ({ conversations }) =>
        conversations.createConversation(
          { isGroup: false, bot, members, tenantId: identity.tenantId, channelData: tenantOnly(identity) } as never,
          options,
        ),
      );
      return created.ok ? done({ serviceUrl, conversationId: created.value.id }) : created;
    },

    async whisper(thread, recipient, message) {
      const [person] = await mentionable(thread, [recipient]);
      if (!person?.mri)
        return refuse('gone', `${recipient.name} is not in the channel.`, 'Write to the personal chat.');
      const { mri } = person;
      const activity = await activityFor(thread, message);
      const sent = await call(thread.serviceUrl, 'creates', async () =>
        sendTargeted({ thread, activity, mri, token: await adapter.token(), timeoutMs }),
      );
      return sent.ok ? done(undefined) : sent;
    },

    upload: ({ uploadUrl }, content) =>
      uploadFile(uploadUrl, content, {
        allowInsecureLoopback: deps.serviceUrls.allowInsecureLoopback,
        timeoutMs: timeoutMs,
      }),

    channelNames: ({ serviceUrl, conversationId: teamId }) =>
      call(serviceUrl, 'idempotent', async (connector) => {
        const teams = new TeamsConnectorClient(connector.credentials, { baseUri: serviceUrl });
        const list = await teams.teams.fetchChannelList(teamId, options);
        // Teams leaves out the name of the General channel, whose id is the team's.
        const named = (list.conversations ?? []).map(({ id = '', name }) => [id, name ?? generalChannel] as const);
        return new Map(named);
      }),

    async roster({ serviceUrl, conversationId }) {
      return call(serviceUrl, 'idempotent', async ({ conversations }) => {
        const members: RosterMember[] = [];
        let continuationToken: string | undefined;
        do {
          const paging = { ...options, pageSize: ROSTER_PAGE, ...(continuationToken ? { continuationToken } : {}) };
          const page = await conversations.getConversationPagedMembers(base(conversationId), paging as never);
          members.push(...(page.members ?? []).flatMap((raw) => note(toMember(raw)) ?? []));
          continuationToken = page.continuationToken || undefined;
        } while (continuationToken);
        return members;
      });
    },

    objectIdOf: async (target, mri) => acquaintances.objectIdOf(mri) ?? (await lookUp(target, mri))?.objectId,
  };
  return messenger;
}

/** The roster belongs to the channel, not to a thread in it. */
function base(conversationId: string): string {
  return conversationId.split(';')[0] ?? conversationId;
}

/** The id of a new thread holds its first message's id; older answers carry nothing else. */
function postedThread(conversationId: string, activityId: string | undefined): Outcome<Posted, DeliveryFailure> {
  const first = /;messageid=(\d+)$/.exec(conversationId)?.[1] ?? activityId;
  if (first === undefined) return refuse('unknown-outcome', 'Teams posted a thread and did not say where.');
  return done({ conversationId, activityId: first });
}

function tenantOnly({ tenantId }: BotIdentity) {
  return { tenant: { id: tenantId } };
}

/** Undefined for members that are no people of the directory (other bots). */
function toMember(raw: unknown): RosterMember | undefined {
  const parsed = memberSchema.safeParse(raw);
  if (!parsed.success) return undefined;
  const { id, name, aadObjectId, userPrincipalName, userRole } = parsed.data;
  return {
    objectId: aadObjectId.toLowerCase(),
    name: name ?? '',
    mri: id,
    ...(userPrincipalName === undefined ? {} : { userPrincipalName }),
    guest: userRole === 'guest',
  };
}
