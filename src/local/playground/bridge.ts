import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface BridgeOptions {
  /** The bot's `…/api/messages`. */
  readonly botEndpoint: string;
  readonly tenantId: string;
  /** Whom the Playground's one user stands for. */
  readonly person: { readonly objectId: string; readonly name: string };
  readonly signToken: (serviceUrl: string) => Promise<string>;
}

export interface Bridge {
  /** Where the Playground sends its activities: give it as the bot's endpoint. */
  readonly endpoint: string;
  close(): Promise<void>;
}

type Json = Record<string, unknown>;

/**
 * Stands between the Microsoft 365 Agents Playground and the bot. The Playground sends no token and knows no tenant; the bot accepts nobody without
 * one, here as anywhere. So the bridge names tenant and person and signs, on loopback only.
 */
export async function startBridge(options: BridgeOptions): Promise<Bridge> {
  const server = createServer((request, response) => {
    forward(request, options).then(
      ({ status, body, type }) => {
        response.statusCode = status;
        response.setHeader('content-type', type);
        response.end(body);
      },
      (error: unknown) => {
        response.statusCode = 502;
        response.end(error instanceof Error ? error.message : String(error));
      },
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    endpoint: `http://127.0.0.1:${port}/api/messages`,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

async function forward(request: IncomingMessage, options: BridgeOptions) {
  const activity = named(JSON.parse(await textOf(request)) as Json, options);
  const token = await options.signToken(String(activity.serviceUrl));
  const answer = await fetch(options.botEndpoint, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify(activity),
  });
  return {
    status: answer.status,
    body: await answer.text(),
    type: answer.headers.get('content-type') ?? 'application/json',
  };
}

/** The activity as Teams would send it for this person in this tenant. */
export function named(activity: Json, { tenantId, person }: Pick<BridgeOptions, 'tenantId' | 'person'>): Json {
  const channelData = record(activity.channelData);
  return {
    ...activity,
    channelId: 'msteams',
    from: { ...record(activity.from), aadObjectId: person.objectId, name: person.name },
    conversation: { ...record(activity.conversation), tenantId },
    channelData: { ...channelData, tenant: { id: tenantId } },
  };
}

function record(value: unknown): Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {};
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}
