import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Clock } from '../../core/clock';
import { keepAliveMs } from '../cloud/keep-alive';
import { type GeoLookup, type Schema, type SourceRow, workspaceSchema } from '../kql';
import { answerQuery, bindCache, type Engine } from './answer';
import { badArgument, type Reply, refuse } from './errors';
import { type Fault, type Faults, faultQueue } from './faults';
import { type Preferences, parsePreferences, parseRequest } from './request';
import { type AddOptions, workspaceStore } from './workspaces';

export interface LogAnalyticsOptions {
  readonly clock: Clock;
  readonly geo?: GeoLookup;
  /** Refuse requests without a bearer token with 401; default true. Any token will do. */
  readonly requireToken?: boolean;
  readonly host?: '127.0.0.1';
  /** Default 0: any free port. */
  readonly port?: number;
  /** Id of the first workspace, which rows go to unless told otherwise. */
  readonly workspaceId?: string;
  /** The ARM id that its metadata answers. */
  readonly workspaceResourceId?: string;
  readonly schema?: Schema;
  /** How long after being added rows stay invisible, ms; default 0. */
  readonly ingestionDelayMs?: number;
}

/** A query request as it came in, for tests to look at. */
export interface SeenRequest {
  readonly at: number;
  readonly workspace: string;
  readonly query: string;
  readonly timespan?: string;
  readonly prefer?: string;
  readonly status: number;
}

export interface LogAnalyticsEmulator {
  /** Origin, without a path. */
  readonly url: string;
  readonly workspaceId: string;
  readonly addRows: (table: string, rows: readonly SourceRow[], options?: AddOptions) => void;
  readonly addWorkspace: (id: string) => void;
  /** From now on the workspace has no such table: naming it is a semantic error, as in a workspace that never had the data. */
  readonly dropTable: (table: string, workspace?: string) => void;
  readonly rowCount: (table?: string, workspace?: string) => number;
  readonly faults: Faults;
  /** The latest requests, oldest first. */
  readonly requests: () => readonly SeenRequest[];
  readonly close: () => Promise<void>;
}

const requestsKept = 1000;
const pathShape = /^\/(?:v1\/)?workspaces\/([^/]+)\/query\/?$/i;
const metadataShape = /^\/(?:v1\/)?workspaces\/([^/]+)\/metadata\/?$/i;
const maxWaitSeconds = 600;

/** Starts the query API on loopback. */
export async function startLogAnalytics(options: LogAnalyticsOptions): Promise<LogAnalyticsEmulator> {
  const { clock, host = '127.0.0.1', port = 0, requireToken = true, ingestionDelayMs = 0 } = options;
  const workspaceId = options.workspaceId ?? '00000000-0000-0000-0000-00000000a001';
  const store = workspaceStore(options.schema ?? workspaceSchema, workspaceId);
  const faults = faultQueue();
  const seen: SeenRequest[] = [];
  const engine: Engine = { clock, store, geo: options.geo ?? (() => undefined), bind: bindCache() };

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    response.setHeader('date', new Date(clock.now()).toUTCString());
    const described = metadataShape.exec(request.url?.split('?')[0] ?? '')?.[1];
    if (described !== undefined && request.method === 'GET') {
      if (requireToken && !/^bearer \S+/i.test(request.headers.authorization ?? ''))
        return send(response, unauthorized());
      if (!store.knows(described)) return send(response, notFound());
      return send(response, { status: 200, body: metadataOf(described, options.workspaceResourceId) });
    }
    const workspace = pathShape.exec(request.url?.split('?')[0] ?? '')?.[1];
    if (workspace === undefined || request.method !== 'POST') return send(response, notFound());
    if (requireToken && !/^bearer \S+/i.test(request.headers.authorization ?? ''))
      return send(response, unauthorized());
    const text = await readBody(request);
    // The service answers so too: nothing at all, with a 200.
    if (text === '' || !request.headers['content-type']?.includes('application/json'))
      return send(response, { status: 200 });
    const parsed = parseRequest(text);
    if (typeof parsed === 'string') return send(response, badArgument(parsed));
    const prefer = parsePreferences(header(request, 'prefer'));
    const fault = faults.take(parsed.query);
    const note = (status: number) => {
      const { query, timespan } = parsed;
      const sent = header(request, 'prefer');
      seen.push({
        at: clock.now(),
        workspace,
        query,
        status,
        ...(timespan ? { timespan } : {}),
        ...(sent ? { prefer: sent } : {}),
      });
      if (seen.length > requestsKept) seen.shift();
    };
    const give = (reply: Reply) => {
      note(reply.status);
      send(response, reply);
    };
    if (fault?.kind === 'connection-reset') {
      note(0);
      request.socket.destroy();
      return;
    }
    const early = fault && brokenReply(fault);
    if (early) return give(early);
    const late = lateness(fault, prefer);
    const answer = () =>
      give(late.tooLong ? timedOut() : answerQuery(engine, decodeURIComponent(workspace), parsed, prefer, fault));
    if (late.ms > 0) clock.after(late.ms, answer);
    else answer();
  };

  const server = createServer((request, response) => {
    handle(request, response).catch((error: unknown) => {
      send(response, refuse(500, 'InternalServerError', error instanceof Error ? error.message : String(error)));
    });
  });
  server.keepAliveTimeout = keepAliveMs;
  const url = await listen(server, host, port);
  return {
    url,
    workspaceId,
    faults,
    addRows: (table, rows, { ingestedAt, workspace } = {}) =>
      store.add(table, rows, ingestedAt ?? clock.now() + ingestionDelayMs, workspace),
    addWorkspace: store.create,
    dropTable: store.dropTable,
    rowCount: store.count,
    requests: () => seen,
    close: () => close(server),
  };
}

/** The part of a workspace's metadata that names the workspace itself; tables and functions are not emulated and therefore not listed. */
function metadataOf(id: string, resourceId = defaultResourceId(id)) {
  return { workspaces: [{ id, name: resourceId.split('/').pop(), region: 'westeurope', resourceId }] };
}

function defaultResourceId(id: string): string {
  return `/subscriptions/00000000-0000-0000-0000-00000000a000/resourceGroups/logs/providers/Microsoft.OperationalInsights/workspaces/ws-${id.slice(-4)}`;
}

/** The answers of a service that does not get as far as the query. */
function brokenReply(fault: Fault): Reply | undefined {
  switch (fault.kind) {
    case 'throttle':
      return refuse(429, 'ThrottledError', 'Too many requests', undefined, {
        'retry-after': String(fault.retryAfterSeconds),
      });
    case 'no-content':
      return { status: 204 };
    case 'timeout':
      return timedOut();
    case 'server-error':
      return refuse(fault.status ?? 500, 'InternalServerError', 'Something went wrong on the server');
    case 'wrong-content-type':
      return {
        status: 200,
        body: '<html><body>Sign in to the network</body></html>',
        headers: { 'content-type': 'text/html' },
      };
    case 'unauthorized':
      return unauthorized();
    case 'forbidden':
      return refuse(
        403,
        'InsufficientAccessError',
        'The provided credentials have insufficient access to perform the requested operation',
      );
    default:
      return undefined;
  }
}

function lateness(fault: Fault | undefined, { waitSeconds }: Preferences): { ms: number; tooLong: boolean } {
  if (fault?.kind !== 'slow') return { ms: 0, tooLong: false };
  const patience = Math.min(waitSeconds, maxWaitSeconds) * 1000;
  return { ms: Math.min(fault.delayMs, patience), tooLong: fault.delayMs > patience };
}

function timedOut(): Reply {
  return refuse(504, 'GatewayTimeout', 'The query did not finish in the time it was given');
}

function notFound(): Reply {
  return refuse(404, 'PathNotFoundError', 'The requested path does not exist');
}

function unauthorized(): Reply {
  const challenge = {
    'www-authenticate':
      'Bearer authorization_uri="https://login.microsoftonline.com/common", resource_id="https://api.loganalytics.io"',
  };
  return refuse(401, 'AuthenticationFailed', 'A valid bearer token is required', undefined, challenge);
}

function send(response: ServerResponse, { status, body, headers = {} }: Reply): void {
  const text = body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body);
  response.writeHead(status, { ...(text ? { 'content-type': 'application/json; charset=utf-8' } : {}), ...headers });
  response.end(text);
}

function header(request: IncomingMessage, name: string): string | undefined {
  const value = request.headers[name];
  return Array.isArray(value) ? value.join(',') : value;
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

function listen(server: Server, host: string, port: number): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => resolve(`http://${host}:${(server.address() as AddressInfo).port}`));
  });
}

function close(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve, reject) => server.close((error) => (error ? reject(error) : resolve())));
}
