import type { AddressInfo } from 'node:net';
import { createServer, type Request, type Response, type Server } from 'restify';
import { describeError, type Log } from '../core/log';

/** What an operations route answers. */
export interface PlainReply {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
}

export type PlainHandler = () => PlainReply | Promise<PlainReply>;

/** Milliseconds. */
export interface Patience {
  /** From the first byte to the end of the headers. */
  readonly headersMs: number;
  /** From the first byte to the end of the body. */
  readonly requestMs: number;
  /** How often both are checked: a client is cut off this much late at most. */
  readonly checkMs: number;
}

export interface Place {
  /** 0 = any free port. */
  readonly port: number;
  /** Interface to listen on; all when missing. */
  readonly host?: string;
  /** The variable that sets the port, for the remedy when it is taken. */
  readonly variable: string;
}

/** One slow client must not hold a socket for long. Node itself looks every 30 s only. */
const usualPatience: Patience = { headersMs: 10_000, requestMs: 20_000, checkMs: 2_000 };
const MAX_CONNECTIONS = 1_000;

const NOT_FOUND = { error: { code: 'NotFound', message: 'There is nothing here.' } };
const FAULT = { error: { code: 'ServerError', message: 'The request failed.' } };

/** A server with nothing on it yet, that says nothing a caller sent and is patient with nobody. */
export function bareServer(patience: Patience = usualPatience): Server {
  const server = createServer({ name: 'serial-console-watch' });
  beImpatient(server.server, patience);
  server.server.maxConnections = MAX_CONNECTIONS;
  // restify's own error bodies repeat the path and the reason.
  server.on('restifyError', (_request: Request, _response: Response, error: object, done: () => void) => {
    Object.assign(error, { toJSON: () => NOT_FOUND, toString: () => NOT_FOUND.error.message });
    done();
  });
  return server;
}

/** restify hands no options to Node's server, which reads the interval when it begins to listen. */
function beImpatient(server: Server['server'], { headersMs, requestMs, checkMs }: Patience): void {
  Object.assign(server, { headersTimeout: headersMs, requestTimeout: requestMs, connectionsCheckingInterval: checkMs });
}

/** `GET` of each path answers what its handler says. */
export function answerPlainly(server: Server, handlers: Readonly<Record<string, PlainHandler>>, log: Log): void {
  for (const [path, handler] of Object.entries(handlers))
    server.get(path, (_request, response, next) => {
      void guarded(response, log, async () => sendPlain(response, await handler())).then(() => next(false));
    });
}

export async function guarded(response: Response, log: Log, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    log.error(describeError(error), 'A request failed.');
    if (!response.headersSent) sendJson(response, 500, FAULT);
  }
}

export function sendJson(response: Response, status: number, body: unknown): void {
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

/** Resolves to the port. A taken one is told with its remedy. */
export function listen(server: Server, { port, host, variable }: Place): Promise<number> {
  return new Promise((resolve, reject) => {
    // On restify's own emitter: it hands the error on, and without a listener there the process would end.
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(
        error.code === 'EADDRINUSE'
          ? new Error(`port ${port} is taken: another process listens there. Stop it, or set ${variable}.`, {
              cause: error,
            })
          : error,
      ),
    );
    server.listen(port, host ?? '::', () => resolve((server.server.address() as AddressInfo).port));
  });
}

/** Stops taking connections and waits for the running answers, at most `graceMs`. */
export async function hangUp(server: Server, graceMs: number): Promise<void> {
  if (!server.server.listening) return;
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.server.closeIdleConnections();
  const forced = setTimeout(() => server.server.closeAllConnections(), graceMs);
  await closed;
  clearTimeout(forced);
}
