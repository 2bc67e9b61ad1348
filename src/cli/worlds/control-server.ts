import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ZodError } from 'zod';
import { describeTenant, describeWorld, worldCommands } from './commands';
import { type HostedWorld, hostWorld, type WorldParts } from './hosted-world';
import { worldOrder } from './orders';

export interface ControlServer {
  readonly url: string;
  close(): Promise<void>;
}

/** The control API on 127.0.0.1: makes worlds, moves their clocks, ends them. A fault in a world is answered with its stack, for the test that met it. */
export async function startControlServer(parts: WorldParts): Promise<ControlServer> {
  const worlds = new Map<string, HostedWorld>();
  let made = 0;

  async function make(body: unknown): Promise<object> {
    const order = worldOrder.parse(body ?? {});
    const id = `W-${++made}`;
    const hosted = await hostWorld(order, parts);
    worlds.set(id, hosted);
    return describeWorld(id, hosted);
  }

  async function answer(method: string, path: string, body: unknown): Promise<Answer> {
    const [root, id, ...rest] = path.split('/').filter((part) => part !== '');
    if (root === 'tenant') return { status: 200, body: describeTenant() };
    if (root !== 'worlds') return missing;
    if (id === undefined) return method === 'POST' ? { status: 201, body: await make(body) } : missing;
    const hosted = worlds.get(id);
    if (hosted === undefined) return missing;
    if (method === 'DELETE' && rest.length === 0) {
      worlds.delete(id);
      await hosted.close();
      return { status: 200, body: {} };
    }
    const command = worldCommands[`${method} ${rest.at(-1) ?? ''}`];
    return command === undefined ? missing : { status: 200, body: (await command(hosted, body)) ?? {} };
  }

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { status, body } = await read(request)
      .then((sent) => answer(request.method ?? 'GET', request.url ?? '/', sent))
      .catch((error: unknown) => faultAnswer(error));
    // Two statements: restify, loaded in this process, changes what writeHead returns.
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(JSON.stringify(body));
  }

  const server = createServer((request, response) => {
    serve(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await Promise.all([...worlds.values()].map((hosted) => hosted.close()));
    },
  };
}

interface Answer {
  readonly status: number;
  readonly body: unknown;
}

const missing: Answer = { status: 404, body: { error: 'no such world or command' } };

function faultAnswer(error: unknown): Answer {
  if (error instanceof ZodError || error instanceof SyntaxError) return { status: 400, body: { error: error.message } };
  return { status: 500, body: { error: error instanceof Error ? (error.stack ?? error.message) : String(error) } };
}

async function read(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString('utf8');
  return text === '' ? undefined : JSON.parse(text);
}
