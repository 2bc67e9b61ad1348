import type { Request, Response } from 'restify';
import type { Log } from '../core/log';
import { aboutPage } from './about-page';
import {
  answerPlainly,
  bareServer,
  guarded,
  hangUp,
  listen,
  type Patience,
  type PlainHandler,
  sendJson,
} from './listener';
import { FIXED, type MessagesEndpoint } from './messages-endpoint';
import { readBody } from './read-body';

export interface HttpOptions {
  readonly port: number;
  /** `/metrics` is answered here and no longer on `port`, which Teams must reach and so may anybody; 0 = any free port. */
  readonly metricsPort?: number;
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

export interface Listening {
  readonly port: number;
  /** Set when `/metrics` has a port of its own. */
  readonly metricsPort?: number;
  /** Stops taking connections and waits for the running answers, at most `graceMs`. */
  close(graceMs?: number): Promise<void>;
}

const TOO_LARGE = { error: { code: 'PayloadTooLarge', message: 'The request is too large.' } };

export async function serveHttp(options: HttpOptions): Promise<Listening> {
  const { log, host } = options;
  const server = bareServer(options.patience);
  server.post('/api/messages', (request, response, next) => {
    void guarded(response, log, () => receive(request, response, options.messages)).then(() => {
      options.answered?.(response.statusCode);
      next(false);
    });
  });
  const open = { '/healthz': options.health, '/readyz': options.ready, '/about': () => aboutPage };
  const figures = { '/metrics': options.metrics };
  const apart = options.metricsPort === undefined ? undefined : bareServer(options.patience);
  answerPlainly(server, open, log);
  answerPlainly(apart ?? server, figures, log);
  const where = host === undefined ? {} : { host };
  const port = await listen(server, { port: options.port, variable: 'PORT', ...where });
  const close = (graceMs = 5_000) =>
    Promise.all([server, ...(apart === undefined ? [] : [apart])].map((each) => hangUp(each, graceMs))).then(() => {});
  if (apart === undefined) return { port, close };
  try {
    const metricsPort = await listen(apart, {
      port: options.metricsPort ?? 0,
      variable: 'METRICS_PORT',
      ...where,
    });
    return { port, metricsPort, close };
  } catch (error) {
    await hangUp(server, 0);
    throw error;
  }
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
