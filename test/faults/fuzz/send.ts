import { Agent, request } from 'node:http';
import { connect } from 'node:net';
import { FIXED } from '../../../src/teams/messages-endpoint';
import { MAX_BODY_BYTES } from '../../../src/teams/read-body';
import type { FuzzInput } from './inputs';

export interface FuzzAnswer {
  /** HTTP status; 0 when the connection was closed without one, which only a bare socket may see. */
  readonly status: number;
  readonly body: string;
}

export interface FuzzTarget {
  readonly port: number;
  token(): string;
}

export interface Sender {
  send(input: FuzzInput): Promise<FuzzAnswer>;
  /** How often a request had to be sent again. */
  resent(): number;
  close(): void;
}

const patienceMs = 30_000;

export function createSender({ port, token }: FuzzTarget): Sender {
  const agent = new Agent({ keepAlive: true, maxSockets: 32 });
  const authorization = (input: FuzzInput) => (input.authorization === 'good' ? token() : input.authorization);
  let resent = 0;
  const overAnyConnection = async (input: FuzzInput): Promise<FuzzAnswer> => {
    try {
      return await overHttp(port, agent, input, authorization(input));
    } catch (error) {
      if (!(error instanceof ClosedWhileIdle)) throw error;
      // Sent again as a client of HTTP does, once and on a connection of its own. The activity keeps its id: had it been read after all, it has no second effect.
      resent += 1;
      return overHttp(port, new Agent(), input, authorization(input));
    }
  };
  return {
    send: (input) => (input.raw ? overSocket(port, input, authorization(input)) : overAnyConnection(input)),
    resent: () => resent,
    close: () => agent.destroy(),
  };
}

/** The bot closed a connection that had been idle just as it was taken again, and answered nothing on it. A reset of a fresh one is no such thing. */
class ClosedWhileIdle extends Error {}

function overHttp(port: number, agent: Agent, input: FuzzInput, authorization: string): Promise<FuzzAnswer> {
  const { headers, body } = input;
  return new Promise((resolve, reject) => {
    let answering = false;
    const sent = request(
      {
        host: '127.0.0.1',
        port,
        agent,
        method: 'POST',
        path: '/api/messages',
        timeout: patienceMs,
        headers: { ...headers, authorization, 'content-length': Buffer.byteLength(body) },
      },
      (response) => {
        answering = true;
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (chunk) => {
          text += chunk;
        });
        response.on('end', () => resolve({ status: response.statusCode ?? 0, body: text }));
        response.on('error', reject);
      },
    );
    sent.on('timeout', () => sent.destroy(new Error(`no answer within ${patienceMs} ms`)));
    sent.on('error', (error: NodeJS.ErrnoException) => {
      const closed = ['EPIPE', 'ECONNRESET'].includes(error.code ?? '');
      // A body over the limit is answered while it is still being sent: the answer may be lost with the connection.
      if (closed && Buffer.byteLength(body) > MAX_BODY_BYTES) resolve({ status: 413, body: '' });
      else reject(closed && sent.reusedSocket && !answering ? new ClosedWhileIdle(error.message) : error);
    });
    sent.end(body);
  });
}

function overSocket(port: number, { headers, body }: FuzzInput, authorization: string): Promise<FuzzAnswer> {
  return new Promise((resolve, reject) => {
    const lines = [
      'POST /api/messages HTTP/1.1',
      'Host: bot',
      `Authorization: ${authorization}`,
      ...Object.values(headers),
      'Connection: close',
    ];
    const socket = connect(port, '127.0.0.1');
    let text = '';
    socket.setTimeout(patienceMs, () => socket.destroy(new Error(`the socket stayed open for ${patienceMs} ms`)));
    socket.setEncoding('latin1');
    socket.on('data', (chunk) => {
      text += chunk;
    });
    socket.on('error', (error: NodeJS.ErrnoException) => {
      if (['EPIPE', 'ECONNRESET'].includes(error.code ?? '')) resolve({ status: 0, body: '' });
      else reject(error);
    });
    socket.on('close', () => resolve({ status: Number(/^HTTP\/1\.1 (\d{3})/.exec(text)?.[1] ?? 0), body: '' }));
    socket.end(
      Buffer.from(`${lines.join('\r\n')}\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`, 'latin1'),
    );
  });
}

const fixed = Object.entries(FIXED).map(([status, body]) => `${status} ${JSON.stringify(body)}`);
/** Node's own answers to what is no HTTP, and ours to what is too large, hold nothing of what was sent. */
const bodiless = [0, 400, 408, 413, 417, 431];

/** What is wrong with an answer; undefined for a good one. */
export function complaint({ raw }: FuzzInput, { status, body }: FuzzAnswer): string | undefined {
  if (status >= 500) return `HTTP ${status}: ${body.slice(0, 200)}`;
  if (raw) return undefined;
  if (status === 200) return innerFault(body);
  if (fixed.includes(`${status} ${body}`) || (status === 413 && !body.includes('"message":"x'))) return undefined;
  if (body === '' && bodiless.includes(status)) return undefined;
  return `HTTP ${status} with a body of its own: ${body.slice(0, 200)}`;
}

/** Invokes carry their status inside an HTTP 200. */
function innerFault(body: string): string | undefined {
  if (body === '') return undefined;
  const { statusCode, value } = JSON.parse(body) as { statusCode?: number; value?: unknown };
  if (statusCode === undefined || statusCode < 500) return undefined;
  return `statusCode ${statusCode}: ${JSON.stringify(value).slice(0, 200)}`;
}
