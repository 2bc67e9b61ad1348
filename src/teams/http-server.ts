import type { AddressInfo } from 'node:net';
import { createServer, type Request, type Response, type Server } from 'restify';
import { describeError, type Log } from '../core/log';
import { aboutPage } from './about-page';
import { FIXED, type MessagesEndpoint } from './messages-endpoint';
import { readBody } from './read-body';

/** What an operations route answers. */
export interface PlainReply {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
}

export type PlainHandler = () => PlainReply | Promise<PlainReply>;

export interface HttpOptions {
  readonly port: number;
  /** Interface to listen on; all when missing. */
  readonly host?: string;
  readonly messages: MessagesEndpoint;
  /** `GET /healthz`, `/readyz` and `/metrics`. */
  readonly health: PlainHandler;
  readonly ready: PlainHandler;
  readonly metrics: PlainHandler;
  readonly log: Log;
  /** Told the status of each answer of `/api/messages`. */
  readonly answered?: (status: number) => void;
  /** How long a slow client is borne with; 10 s, 20 s and 2 s when missing. */
  readonly patience?: Patience;
}

/** Milliseconds. */
export interface Patience {
  /** From the first byte to the end of the headers. */
  readonly headersMs: number;
  /** From the first byte to the end of the body. */
  readonly requestMs: number;
  /** How often both are checked: a client is cut off this much late at most. */
  readonly checkMs: number;
}

export interface Listening {
  readonly port: number;
  /** Stops taking connections and waits for the running answers, at most `graceMs`. */
  close(graceMs?: number): Promise<void>;
}

/** One slow client must not hold a socket for long. Node itself looks every 30 s only. */
const usualPatience: Patience = { headersMs: 10_000, requestMs: 20_000, checkMs: 2_000 };
const MAX_CONNECTIONS = 1_000;

const NOT_FOUND = { error: { code: 'NotFound', message: 'There is nothing here.' } };
const TOO_LARGE = { error: { code: 'PayloadTooLarge', message: 'The request is too large.' } };
const FAULT = { error: { code: 'ServerError', message: 'The request failed.' } };

export async function serveHttp(options: HttpOptions): Promise<Listening> {
  const server = createServer({ name: 'serial-console-watch' });
  beImpatient(server.server, options.patience ?? usualPatience);
  server.server.maxConnections = MAX_CONNECTIONS;
  // restify's own error bodies repeat the path and the reason; ours say nothing a caller sent.
  server.on('restifyError', (_request: Request, _response: Response, error: object, done: () => void) => {
    Object.assign(error, { toJSON: () => NOT_FOUND, toString: () => NOT_FOUND.error.message });
    done();
  });
  server.post('/api/messages', (request, response, next) => {
    void guarded(response, options.log, () => receive(request, response, options.messages)).then(() => {
      options.answered?.(response.statusCode);
      next(false);
    });
  });
  const plain = {
    '/healthz': options.health,
    '/readyz': options.ready,
    '/metrics': options.metrics,
    '/about': () => aboutPage,
  };
  for (const [path, handler] of Object.entries(plain)) {
    server.get(path, (_request, response, next) => {
      void guarded(response, options.log, async () => sendPlain(response, await handler())).then(() => next(false));
    });
  }
  await start(server, options);
  return { port: (server.server.address() as AddressInfo).port, close: (graceMs = 5_000) => stop(server, graceMs) };
}

/** restify hands no options to Node's server, which reads the interval when it begins to listen. */
function beImpatient(server: Server['server'], { headersMs, requestMs, checkMs }: Patience): void {
  Object.assign(server, { headersTimeout: headersMs, requestTimeout: requestMs, connectionsCheckingInterval: checkMs });
}

async function receive(request: Request, response: Response, messages: MessagesEndpoint): Promise<void> {
  const body = await readBody(request);
  switch (body.kind) {
    case 'aborted':
      response.destroy();
      return;
    case 'too-large':
      // The rest of the body is not read: the connection ends with the answer.
      response.setHeader('connection', 'close');
      sendJson(response, 413, TOO_LARGE);
      return;
    case 'not-json':
      sendJson(response, 400, FIXED[400]);
      return;
    case 'json': {
      const reply = await messages(request.headers.authorization ?? '', body.value);
      sendJson(response, reply.status, reply.body);
    }
  }
}

async function guarded(response: Response, log: Log, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    log.error(describeError(error), 'A request failed.');
    if (!response.headersSent) sendJson(response, 500, FAULT);
  }
}

function sendJson(response: Response, status: number, body: unknown): void {
  const text = body === undefined ? '' : JSON.stringify(body);
  // Told its length, Node writes head and body at once instead of in chunks.
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(text),
    'cache-control': 'no-store',
  });
  response.end(text);
}

function sendPlain(response: Response, { status, contentType, body }: PlainReply): void {
  response.writeHead(status, { 'content-type': contentType, 'cache-control': 'no-store' });
  response.end(body);
}

function start(server: Server, { port, host }: HttpOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    server.server.once('error', reject);
    server.listen(port, host ?? '::', () => resolve());
  });
}

async function stop(server: Server, graceMs: number): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.server.closeIdleConnections();
  const forced = setTimeout(() => server.server.closeAllConnections(), graceMs);
  await closed;
  clearTimeout(forced);
}
