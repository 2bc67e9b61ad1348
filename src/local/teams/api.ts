import type { IncomingMessage, ServerResponse } from 'node:http';
import { z } from 'zod';
import type { TeamsControl } from './control';
import { type Reply, readJson, sendReply } from './http';

/** A command shown in the page's `/` menu. */
export interface MenuCommand {
  readonly title: string;
  readonly description: string;
}

export interface ApiDeps {
  readonly control: TeamsControl;
  readonly commands: readonly MenuCommand[];
}

const inputs = z.record(z.string(), z.unknown()).optional();
const sendBody = z.object({
  as: z.string(),
  conversationId: z.string(),
  text: z.string(),
  targeted: z.boolean().optional(),
});
const pressBody = z.object({
  as: z.string(),
  conversationId: z.string().optional(),
  activityId: z.string(),
  action: z.string(),
  inputs,
  index: z.number().optional(),
  nth: z.number().optional(),
  legacy: z.boolean().optional(),
});
const dialogBody = z.object({
  as: z.string(),
  dialogId: z.string(),
  inputs,
  action: z.string().optional(),
  nth: z.number().optional(),
});
const messageBody = z.object({ as: z.string(), activityId: z.string() });
const readBody = z.object({ as: z.string(), conversationId: z.string() });
const faultBody = z.object({
  kind: z.union([z.literal([412, 429, 500, 502, 503, 504]), z.enum(['reset', 'lost-answer', 'hang'])]),
  times: z.number().optional(),
  method: z.string().optional(),
  pathContains: z.string().optional(),
  retryAfterSeconds: z.number().optional(),
});
const memberBody = z.object({
  by: z.string(),
  event: z.enum([
    'addBot',
    'removeBot',
    'installPersonal',
    'addMember',
    'removeMember',
    'renameChannel',
    'deleteChannel',
  ]),
  channelId: z.string().optional(),
  member: z.string().optional(),
  name: z.string().optional(),
});

type Query = URLSearchParams;
type Get = (query: Query, deps: ApiDeps) => unknown;
type Post = (body: unknown, deps: ApiDeps) => unknown;

const GETS: Readonly<Record<string, Get>> = {
  '/api/world': (_query, { control, commands }) => {
    const { bot, team, people, channels, tenantId } = control.world;
    const open = channels.filter(({ deleted }) => !deleted);
    return { tenantId, bot, team, people, commands, channels: open.map(({ id, name }) => ({ id, name })) };
  },
  '/api/conversations': (query, { control }) => control.rail(need(query, 'as')),
  '/api/conversation': (query, { control }) => control.open(need(query, 'as'), need(query, 'id')),
  '/api/files': (query, { control }) => control.files(need(query, 'as')),
  '/api/notifications': (query, { control }) => control.notifications(need(query, 'as')),
  '/api/badges': (_query, { control }) => {
    const { people } = control.world;
    return Object.fromEntries(
      people.map(({ id }) => [
        id,
        control.notifications(id).filter(({ read, kind }) => !read && kind !== 'post').length,
      ]),
    );
  },
  '/api/calls': (_query, { control }) => control.calls(),
};

const POSTS: Readonly<Record<string, Post>> = {
  '/api/send': (body, { control }) => control.send(defined(sendBody.parse(body))),
  '/api/press': (body, { control }) => control.press(defined(pressBody.parse(body))),
  '/api/dialog/submit': (body, { control }) => control.submitDialog(defined(dialogBody.parse(body))),
  '/api/dialog/close': (body, { control }) => {
    const { as, dialogId } = dialogBody.parse(body);
    control.closeDialog(as, dialogId);
  },
  '/api/dismiss': (body, { control }) => {
    const { as, activityId } = messageBody.parse(body);
    control.dismissNotice(as, activityId);
  },
  '/api/file': (body, { control }) => {
    const { as, activityId, accepted } = messageBody.extend({ accepted: z.boolean() }).parse(body);
    return control.answerFile(as, activityId, accepted);
  },
  '/api/read': (body, { control }) => {
    const { as, conversationId } = readBody.parse(body);
    control.markRead(as, conversationId);
  },
  '/api/control/faults': (body, { control }) => control.faults.plan(defined(faultBody.parse(body))),
  '/api/control/faults/clear': (_body, { control }) => control.faults.clear(),
  '/api/control/calls/clear': (_body, { control }) => control.clearCalls(),
  '/api/control/resend': (body, { control }) => control.setResend(z.object({ on: z.boolean() }).parse(body).on),
  '/api/control/deliver': (body, { control }) => control.deliver(z.record(z.string(), z.unknown()).parse(body)),
  '/api/control/membership': (body, { control }) => changeMembership(memberBody.parse(body), control),
};

/** Answers `/api/*`; false when the path is none of them. Every mistake of the caller is 400 with one sentence. */
export async function serveApi(request: IncomingMessage, response: ServerResponse, deps: ApiDeps): Promise<boolean> {
  const url = new URL(request.url ?? '/', 'http://page');
  const get = request.method === 'GET' ? GETS[url.pathname] : undefined;
  const post = request.method === 'POST' ? POSTS[url.pathname] : undefined;
  if (!get && !post) return false;
  sendReply(
    response,
    await run(async () => (get ? get(url.searchParams, deps) : post?.(await readJson(request), deps))),
  );
  return true;
}

async function run(work: () => Promise<unknown>): Promise<Reply> {
  try {
    return { status: 200, body: (await work()) ?? {} };
  } catch (error) {
    return { status: 400, body: { error: error instanceof Error ? error.message : String(error) } };
  }
}

function changeMembership(order: z.infer<typeof memberBody>, { world, membership }: TeamsControl): Promise<unknown> {
  const by = someone(order.by);
  const channelId = order.channelId ?? world.team.id;
  switch (order.event) {
    case 'addBot':
      return membership.addBot(by);
    case 'removeBot':
      return membership.removeBot(by);
    case 'installPersonal':
      return membership.installPersonal(by);
    case 'addMember':
      return membership.addMember(by, someone(order.member ?? ''), channelId);
    case 'removeMember':
      return membership.removeMember(by, someone(order.member ?? ''), channelId);
    case 'renameChannel':
      return membership.renameChannel(by, channelId, order.name ?? 'Renamed');
    case 'deleteChannel':
      return membership.deleteChannel(by, channelId);
  }

  function someone(handle: string) {
    const person = world.person(handle);
    if (!person) throw new Error(`Nobody is called "${handle}".`);
    return person;
  }
}

function need(query: Query, name: string): string {
  const value = query.get(name);
  if (value === null) throw new Error(`The query needs "${name}".`);
  return value;
}

/** Drops keys whose value is undefined, which exact optional types do not allow. */
function defined<T extends object>(value: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(value).filter(([, entry]) => entry !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>;
  };
}
