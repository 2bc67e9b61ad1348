import { shownText, type TeamsClient, teamsClient } from '../../src/local/teams/client';
import type { PressResult } from '../../src/local/teams/results';
import type { SeenMessage } from '../../src/local/teams/seen';

export { shownText };

export const second = 1_000;
export const minute = 60 * second;
export const hour = 60 * minute;

/** What a story may ask for; see `src/cli/worlds/orders.ts`. */
export interface Wish {
  readonly startAt?: number | string;
  readonly policy?: Readonly<Record<string, unknown>>;
  readonly env?: Readonly<Record<string, string | null>>;
  readonly seedDemo?: boolean;
  readonly history?: 'none' | 'demo';
}

export type Who = 'mia' | 'ken' | 'ana' | 'tom' | 'lee' | 'eva' | 'rob' | 'gil';

interface Described {
  readonly id: string;
  readonly pageUrl: string;
  readonly botUrl: string;
  readonly now: number;
  readonly channels: Readonly<Record<'general' | 'alerts' | 'leads', string>>;
  readonly serviceUrl: string;
  readonly teamId: string;
  readonly bot: { readonly id: string; readonly name: string };
  /** Object ids. */
  readonly people: Readonly<Record<Who, string>>;
  /** Bot Framework ids (`29:…`). */
  readonly chatIds: Readonly<Record<Who, string>>;
  readonly assignments: Readonly<Record<'robOps' | 'robProduction' | 'opsAdmins', string>>;
  /** Object id of the identity that applies changes. */
  readonly writerObjectId: string;
  /** Id of the Entra group of responders. */
  readonly responders: string;
  readonly tenantId: string;
  readonly subscriptionIds: readonly string[];
}

export interface Assignment {
  readonly name: string;
  readonly scope: string;
  readonly principalId: string;
  readonly roleGuid: string;
}

export interface WriteSeen {
  readonly method: string;
  readonly path: string;
  readonly status: number;
}

/** One bot with its surroundings, over HTTP: story files load neither the bot nor the emulators. */
export interface StoryWorld extends Described {
  readonly teams: TeamsClient;
  /** The clock moves; polls and timers on the way have been run and their messages sent when it resolves. */
  advance(ms: number): Promise<void>;
  /** The clock leaps, as for a suspended machine: one poll and one look at the timers afterwards. */
  sleep(ms: number): Promise<void>;
  poll(): Promise<void>;
  /** Polls and commits, but waits for no message to go out. */
  pollOnly(): Promise<void>;
  tick(): Promise<void>;
  settle(): Promise<void>;
  restart(): Promise<void>;
  addRows(rows: readonly Readonly<Record<string, unknown>>[]): Promise<void>;
  fault(target: 'arm' | 'graph' | 'logs' | 'teams', order: Readonly<Record<string, unknown>>): Promise<void>;
  clearFaults(): Promise<void>;
  /** Writes another policy file and has it reloaded. */
  reloadPolicy(policy: Readonly<Record<string, unknown>>): Promise<'replaced' | 'unchanged' | 'refused'>;
  /** Writes it only: read at the next start. */
  writePolicy(policy: Readonly<Record<string, unknown>>): Promise<void>;
  /** Another administrator grants a role past the bot; answers the assignment's name. */
  grant(order: Pick<Assignment, 'principalId' | 'roleGuid' | 'scope'>): Promise<string>;
  roleAssignments(): Promise<readonly Assignment[]>;
  journal(): Promise<readonly WriteSeen[]>;
  traces(): Promise<{ readonly log: readonly string[]; readonly identityHeader: string }>;
  /** The alert channel as this person sees it, oldest first. */
  channel(as: Who): Promise<readonly SeenMessage[]>;
  /** The first message in the alert channel whose words contain the text or match. */
  expectCard(as: Who, words: string | RegExp): Promise<SeenMessage>;
  /** The same message once its words match: how a repaint is waited for. */
  expectRepaint(as: Who, id: string, words: string | RegExp): Promise<SeenMessage>;
  /** The first message in this person's chat with the bot whose words match. */
  expectPersonal(as: Who, words: string | RegExp): Promise<SeenMessage>;
  /** This person's chat with the bot; empty while there is none. */
  personalChat(as: Who): Promise<string>;
  /** What the bot says to one message, where it was written: the first message of the bot that was not there before, and whose words match. */
  told(as: Who, conversationId: string, text: string, words?: string | RegExp): Promise<SeenMessage>;
  press(
    as: Who,
    message: SeenMessage,
    action: string,
    inputs?: Readonly<Record<string, unknown>>,
  ): Promise<PressResult>;
  /** A press as a tampered or outdated client would send it: any verb and data on any card, with a good token. */
  forge(
    as: Who,
    message: SeenMessage,
    verb: string,
    data: Readonly<Record<string, unknown>>,
    activityId?: string,
  ): Promise<string>;
  close(): Promise<void>;
}

const matches = (text: string, words: string | RegExp) =>
  typeof words === 'string' ? text.includes(words) : words.test(text);

/** What is the same in every world, for policies that name people, groups and channels. */
export type KnownTenant = Pick<StoryWorld, 'people' | 'responders' | 'channels' | 'subscriptionIds'>;

export async function knownTenant(): Promise<KnownTenant> {
  const response = await fetch(`${process.env.SCW_WORLDS}/tenant`);
  return (await response.json()) as KnownTenant;
}

/** Opens a world on the host that the global set-up started. */
export async function openWorld(wish: Wish = {}): Promise<StoryWorld> {
  const control = process.env.SCW_WORLDS;
  if (control === undefined)
    throw new Error('SCW_WORLDS is not set: the global set-up of jest starts the host of worlds.');

  async function call(method: string, path: string, body?: unknown): Promise<unknown> {
    const init = body === undefined ? { method } : { method, body: JSON.stringify(body) };
    const response = await fetch(`${control}${path}`, init);
    const answer: unknown = await response.json();
    if (response.ok) return answer;
    throw new Error(`${method} ${path}: ${(answer as { error: string }).error}`);
  }

  const described = (await call('POST', '/worlds', wish)) as Described;
  const { id, pageUrl, channels } = described;
  const teams = teamsClient(pageUrl);
  const order = async (word: string, body: unknown = {}) => void (await call('POST', `/worlds/${id}/${word}`, body));
  /** Time goes on for a reader too: what Teams' limits hold back goes out in the next seconds, and the clock here stands still. */
  async function expectMessage(as: Who, conversationId: string, where: (message: SeenMessage) => boolean) {
    for (let seconds = 0; ; seconds++) {
      try {
        return await teams.expectMessage({ as, conversationId, where, timeoutMs: 2_500 });
      } catch (error) {
        if (seconds === 3) throw error;
        await order('advance', { ms: second });
      }
    }
  }
  const seen = (as: Who, where: (message: SeenMessage) => boolean) => expectMessage(as, channels.alerts, where);

  const personalChat = async (as: Who) => (await teams.rail(as)).find(({ kind }) => kind === 'personal')?.id ?? '';

  return {
    ...described,
    teams,
    advance: (ms) => order('advance', { ms }),
    sleep: (ms) => order('sleep', { ms }),
    poll: () => order('poll'),
    pollOnly: () => order('poll-only'),
    tick: () => order('tick'),
    settle: () => order('settle'),
    restart: () => order('restart'),
    addRows: (rows) => order('rows', { rows }),
    fault: (target, wanted) => order('faults', { target, order: wanted }),
    clearFaults: () => order('clear-faults'),
    reloadPolicy: async (policy) =>
      ((await call('POST', `/worlds/${id}/policy`, { policy })) as { outcome: 'replaced' | 'unchanged' | 'refused' })
        .outcome,
    writePolicy: (policy) => order('policy-file', { policy }),
    grant: async (grant) => ((await call('POST', `/worlds/${id}/grant`, grant)) as { name: string }).name,
    roleAssignments: async () => (await call('GET', `/worlds/${id}/arm/assignments`)) as Assignment[],
    journal: async () => (await call('GET', `/worlds/${id}/journal`)) as WriteSeen[],
    traces: async () => (await call('GET', `/worlds/${id}/traces`)) as { log: string[]; identityHeader: string },
    channel: (as) => teams.messages(as, channels.alerts),
    expectCard: (as, words) => seen(as, (message) => matches(shownText(message), words)),
    expectRepaint: (as, messageId, words) =>
      seen(as, (message) => message.id === messageId && matches(shownText(message), words)),
    async expectPersonal(as, words) {
      const where = (message: SeenMessage) => matches(shownText(message), words);
      return expectMessage(as, await personalChat(as), where);
    },
    personalChat,
    async told(as, conversationId, text, words = '') {
      const known = new Set((await teams.messages(as, conversationId)).map((message) => message.id));
      await teams.send(as, conversationId, text);
      await order('settle');
      const where = (message: SeenMessage) =>
        !known.has(message.id) && message.author.kind === 'bot' && matches(shownText(message), words);
      return expectMessage(as, conversationId, where);
    },
    press: (as, message, action, inputs = {}) => teams.press(as, message.id, action, { ...inputs }),
    forge: async (as, message, verb, data, activityId = `f:forged-${++forged}`) =>
      JSON.stringify(
        (await teams.deliver({ ...pressActivity(described, as, message, verb, data), id: activityId })).body,
      ),
    close: async () => void (await call('DELETE', `/worlds/${id}`)),
  };
}

/** The version a card was painted from, as its buttons carry it. */
export function versionOn(message: SeenMessage): number {
  return Number(/"version":(\d+)/.exec(JSON.stringify(message.card))?.[1]);
}

let forged = 0;

function pressActivity(world: Described, as: Who, { id }: SeenMessage, verb: string, data: object) {
  const { chatIds, people, bot, channels, tenantId, serviceUrl, teamId } = world;
  return {
    type: 'invoke',
    name: 'adaptiveCard/action',
    timestamp: new Date(world.now).toISOString(),
    channelId: 'msteams',
    serviceUrl,
    from: { id: chatIds[as], name: as, aadObjectId: people[as] },
    recipient: { id: bot.id, name: bot.name },
    conversation: { id: `${channels.alerts};messageid=${id}`, conversationType: 'channel', isGroup: true, tenantId },
    channelData: {
      teamsChannelId: channels.alerts,
      teamsTeamId: teamId,
      channel: { id: channels.alerts },
      team: { id: teamId },
      tenant: { id: tenantId },
    },
    replyToId: id,
    value: { action: { type: 'Action.Execute', verb, data }, trigger: 'manual' },
  };
}
