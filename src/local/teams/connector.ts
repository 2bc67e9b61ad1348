import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { Changes } from './changes';
import { conversationRoutes } from './connector-conversations';
import { messageRoutes } from './connector-messages';
import { rosterRoutes } from './connector-roster';
import type { Fault, Faults } from './faults';
import { fail, type Reply, readJson, sendReply } from './http';
import type { MessageLog } from './message-log';
import type { Json } from './model';
import { createRateLimiter, READ_WINDOWS, SEND_WINDOWS } from './rate-windows';
import type { World } from './world';

export interface ConnectorCall {
  readonly at: number;
  readonly method: string;
  /** Decoded, with the query. */
  readonly path: string;
  /** 0 when the connection was cut or never answered. */
  readonly status: number;
  readonly body: Json;
}

export interface ConnectorDeps {
  readonly world: World;
  readonly log: MessageLog;
  readonly changes: Changes;
  readonly faults: Faults;
  /** Told of every call, for tests that count them. */
  readonly record: (call: ConnectorCall) => void;
  /** Throttling is on by default; the demo's seeding may want it off. */
  readonly throttle: boolean;
  /** When given, every call must carry a bearer token it accepts. */
  readonly verifyToken?: (token: string) => boolean | Promise<boolean>;
}

export interface ConnectorRequest {
  readonly query: URLSearchParams;
  readonly body: Json;
  /** The decoded parts of the path that the route's pattern captured. */
  readonly params: readonly string[];
}

export interface ConnectorRoute {
  readonly method: string;
  readonly pattern: RegExp;
  /** Which of Teams' rate limits counts the call, and for which conversation. */
  readonly limit: 'send' | 'read';
  readonly handle: (request: ConnectorRequest, deps: ConnectorDeps) => Reply;
}

const ROUTES: readonly ConnectorRoute[] = [...conversationRoutes, ...messageRoutes, ...rosterRoutes];

/** The Bot Connector REST API as Teams serves it, under any prefix in front of `/v3/`. */
export function connectorListener(deps: ConnectorDeps): RequestListener {
  const limiters = {
    send: createRateLimiter(deps.world.clock, SEND_WINDOWS),
    read: createRateLimiter(deps.world.clock, READ_WINDOWS),
  };
  return (request, response) => {
    answer(request, deps, limiters)
      .then((outcome) => finish(request, response, outcome, deps))
      .catch((error: unknown) => sendReply(response, fail(500, 'ServiceError', String(error))));
  };
}

interface Outcome {
  readonly reply: Reply;
  readonly body: Json;
  /** What happens to the answer instead of being sent. */
  readonly lost?: 'cut' | 'held';
}

type Limiters = Record<ConnectorRoute['limit'], ReturnType<typeof createRateLimiter>>;

async function answer(request: IncomingMessage, deps: ConnectorDeps, limiters: Limiters): Promise<Outcome> {
  const url = new URL(request.url ?? '/', 'http://connector');
  const method = request.method ?? 'GET';
  const fault = deps.faults.take(method, decodeURIComponent(url.pathname));
  const body = (await readJson(request)) ?? undefined;
  if (fault && typeof fault.kind === 'number') return { reply: statusFault(fault), body: body ?? {} };
  if (fault?.kind === 'reset') return { reply: { status: 0 }, body: body ?? {}, lost: 'cut' };
  if (!body) return { reply: fail(400, 'BadSyntax', 'The body is no JSON object.'), body: {} };
  const reply = (await refuseToken(request, deps)) ?? route(method, url, body, deps, limiters);
  if (fault?.kind === 'lost-answer') return { reply, body, lost: 'cut' };
  if (fault?.kind === 'hang') return { reply, body, lost: 'held' };
  return { reply, body };
}

function finish(request: IncomingMessage, response: ServerResponse, outcome: Outcome, deps: ConnectorDeps): void {
  const url = new URL(request.url ?? '/', 'http://connector');
  const path = decodeURIComponent(url.pathname) + url.search;
  const status = outcome.lost ? 0 : outcome.reply.status;
  deps.record({ at: deps.world.clock.now(), method: request.method ?? 'GET', path, status, body: outcome.body });
  if (outcome.lost === 'cut') request.socket.destroy();
  else if (outcome.lost !== 'held') sendReply(response, outcome.reply);
}

async function refuseToken(request: IncomingMessage, { verifyToken }: ConnectorDeps): Promise<Reply | undefined> {
  if (!verifyToken) return undefined;
  const token = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1];
  if (token && (await verifyToken(token))) return undefined;
  return fail(401, 'Unauthorized', 'Authorization has been denied for this request.');
}

function route(method: string, url: URL, body: Json, deps: ConnectorDeps, limiters: Limiters): Reply {
  const path = url.pathname.replace(/^.*?\/v3\//, 'v3/');
  for (const candidate of ROUTES) {
    const match = candidate.method === method ? candidate.pattern.exec(path) : null;
    if (!match) continue;
    const params = match.slice(1).map(decodeURIComponent);
    const throttled = deps.throttle && throttle(limiters[candidate.limit], params[0] ?? channelOf(body));
    return throttled || candidate.handle({ query: url.searchParams, body, params }, deps);
  }
  return fail(404, 'NotFound', `No such route: ${method} ${path}`);
}

/** New posts count against the channel they go to; a new one-to-one conversation against its member. */
function channelOf(body: Json): string {
  return JSON.stringify([body.channelData, body.members]);
}

function throttle(limiter: Limiters['send'], key: string): Reply | false {
  const seconds = limiter.admit(key);
  if (seconds === undefined) return false;
  return fail(429, 'TooManyRequests', 'API calls quota exceeded.', { 'retry-after': String(seconds) });
}

const STATUS_CODES: Record<number, string> = {
  412: 'PreconditionFailed',
  429: 'TooManyRequests',
  500: 'ServiceError',
  502: 'BadGateway',
  503: 'ServiceUnavailable',
  504: 'GatewayTimeout',
};

function statusFault({ kind, retryAfterSeconds }: Fault): Reply {
  const status = Number(kind);
  const headers = retryAfterSeconds === undefined ? undefined : { 'retry-after': String(retryAfterSeconds) };
  return fail(status, STATUS_CODES[status] ?? 'ServiceError', 'Planned by the emulator.', headers);
}
