import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { bendNextLink, type Fault, type FaultSource, faultAnswer } from './faults';
import { keepAliveMs } from './keep-alive';
import { errorAnswer, type Handler, type WireAnswer, WireError, type WireRequest } from './wire';

export interface LoopbackServer {
  /** `http://127.0.0.1:PORT`, no trailing slash. */
  readonly url: string;
  readonly port: number;
  /** Stops listening and drops every open connection, hung ones too. */
  close(): Promise<void>;
}

export interface LoopbackOptions {
  /** 0 (default) takes a free port. */
  readonly port?: number;
  readonly faults: FaultSource;
  readonly handle: Handler;
  /** Real milliseconds every answer takes; for benches. A function is asked at each request. */
  readonly latencyMs?: number | (() => number);
}

/** An HTTP server on 127.0.0.1 alone: nothing outside this machine can reach an emulator. */
export async function startLoopbackServer(options: LoopbackOptions): Promise<LoopbackServer> {
  const waiting = new Set<NodeJS.Timeout>();
  let origin = '';
  const pause = (ms: number) =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(() => {
        waiting.delete(timer);
        resolve();
      }, ms);
      waiting.add(timer);
    });
  const server = createServer((incoming, outgoing) => {
    serve(incoming, outgoing).catch(() => outgoing.destroy());
  });
  server.keepAliveTimeout = keepAliveMs;

  async function serve(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const request = await readRequest(incoming, origin);
    if (request === undefined) {
      return send(outgoing, errorAnswer(400, 'InvalidRequestContent', 'The request could not be read.'), randomUUID());
    }
    const latency = typeof options.latencyMs === 'function' ? options.latencyMs() : (options.latencyMs ?? 0);
    if (latency > 0) await pause(latency);
    const fault = options.faults.take(request);
    if (fault?.kind === 'delay') await pause(fault.ms);
    if (fault?.kind === 'reset') return void incoming.socket.destroy();
    if (fault?.kind === 'hang') return;
    const answer = (fault && faultAnswer(fault)) ?? (await answerOf(options.handle, request));
    if (fault?.kind === 'hang-after') return;
    if (fault?.kind === 'reset-after') return void cutInTheMiddle(outgoing, answer);
    send(outgoing, bend(fault, answer, request), request.requestId);
  }

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  origin = `http://127.0.0.1:${port}`;
  return {
    url: origin,
    port,
    close: () =>
      new Promise((resolve) => {
        for (const timer of waiting) clearTimeout(timer);
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function bend(fault: Fault | undefined, answer: WireAnswer, request: WireRequest): WireAnswer {
  return answer.status === 200 && answer.body !== undefined ? bendNextLink(fault, answer, request) : answer;
}

async function answerOf(handle: Handler, request: WireRequest): Promise<WireAnswer> {
  try {
    return await handle(request);
  } catch (error) {
    if (error instanceof WireError) return error.answer;
    // A fault of the emulator itself must show in the test that met it, so it travels as a plain 500 with its words.
    return errorAnswer(500, 'EmulatorFault', error instanceof Error ? (error.stack ?? error.message) : String(error));
  }
}

async function readRequest(incoming: IncomingMessage, origin: string): Promise<WireRequest | undefined> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString('utf8');
  const [rawPath = '/', ...rest] = (incoming.url ?? '/').split('?');
  try {
    return {
      method: (incoming.method ?? 'GET').toUpperCase(),
      path: decodeURIComponent(rawPath).replace(/\/{2,}/g, '/'),
      query: new URLSearchParams(rest.join('?')),
      headers: incoming.headers,
      body: text === '' ? undefined : JSON.parse(text),
      origin,
      requestId: randomUUID(),
    };
  } catch {
    return undefined;
  }
}

function send(outgoing: ServerResponse, answer: WireAnswer, requestId: string): void {
  const text = answer.body === undefined ? '' : JSON.stringify(answer.body);
  outgoing.writeHead(answer.status, {
    ...(text === '' ? {} : { 'content-type': 'application/json; charset=utf-8' }),
    'x-ms-request-id': requestId,
    'request-id': requestId,
    ...answer.headers,
  });
  outgoing.end(text);
}

/** The headers promise more than is sent, then the socket goes: the client sees a reset although the work was done. */
function cutInTheMiddle(outgoing: ServerResponse, answer: WireAnswer): void {
  outgoing.writeHead(answer.status === 204 ? 200 : answer.status, { 'content-length': '100000' });
  outgoing.write('{', () => outgoing.destroy());
}
