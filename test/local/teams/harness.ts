import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ManualClock } from '../../../src/core/clock';
import { type TeamsClient, teamsClient } from '../../../src/local/teams/client';
import { isObject, type Json } from '../../../src/local/teams/model';
import { startTeams, type Teams, type TeamsOptions } from '../../../src/local/teams/start-teams';

export const SECOPS = '19:secops@thread.tacv2';
export const ALERTS = '19:alerts@thread.tacv2';
export const APP_ID = '11111111-2222-3333-4444-555555555555';
export const TENANT = 'aaaaaaaa-0000-4000-8000-000000000001';
export const BOT = 'Serial Console Watch';

export const PEOPLE = [
  {
    id: 'mia',
    objectId: '00000000-0000-4000-8000-00000000000a',
    name: 'Mia Chen',
    upn: 'mia@contoso.com',
    role: 'Responder',
  },
  {
    id: 'tom',
    objectId: '00000000-0000-4000-8000-00000000000b',
    name: 'Tom Weiss',
    upn: 'tom@contoso.com',
    role: 'Approver',
  },
  {
    id: 'gil',
    objectId: '00000000-0000-4000-8000-00000000000c',
    name: 'Gil Guest',
    upn: 'gil@partner.com',
    guest: true,
  },
];

/** A bot that is nothing but a function: what arrives is kept, and `reply` decides status and body. */
export interface FakeBot {
  readonly received: { readonly activity: Json; readonly authorization: string }[];
  reply: (activity: Json) => { status: number; body?: unknown } | Promise<{ status: number; body?: unknown }>;
}

export interface Rig {
  readonly clock: ManualClock;
  readonly bot: FakeBot;
  readonly teams: Teams;
  readonly client: TeamsClient;
  /** A raw connector call. */
  connector(method: string, path: string, body?: Json): Promise<{ status: number; body: Json; headers: Headers }>;
  close(): Promise<void>;
}

export async function startRig(options: Partial<TeamsOptions> = {}): Promise<Rig> {
  const clock = new ManualClock(Date.UTC(2026, 2, 1, 2, 0, 0));
  const bot: FakeBot = { received: [], reply: () => ({ status: 200 }) };
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', async () => {
      const activity = JSON.parse(Buffer.concat(chunks).toString()) as Json;
      bot.received.push({ activity, authorization: request.headers.authorization ?? '' });
      const { status, body } = await bot.reply(activity);
      // Not chained: restify, once loaded anywhere in the process, makes writeHead return nothing.
      response.writeHead(status);
      response.end(body === undefined ? undefined : JSON.stringify(body));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const teams = await startTeams({
    clock,
    signToken: (claims) => `signed ${JSON.stringify(claims)}`,
    people: PEOPLE,
    channels: [
      { id: SECOPS, name: 'General' },
      { id: ALERTS, name: 'Console alerts', members: ['mia', 'tom'] },
    ],
    botEndpoint: `http://127.0.0.1:${port}/api/messages`,
    appId: APP_ID,
    tenantId: TENANT,
    ...options,
  });
  return {
    clock,
    bot,
    teams,
    client: teamsClient(teams.pageUrl),
    async connector(method, path, body) {
      const response = await fetch(`${teams.url}${path}`, { method, ...(body ? { body: JSON.stringify(body) } : {}) });
      const parsed: unknown = JSON.parse((await response.text()) || '{}');
      return { status: response.status, body: isObject(parsed) ? parsed : { list: parsed }, headers: response.headers };
    },
    async close() {
      await teams.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export function cardActivity(card: Json, more: Json = {}): Json {
  const content = { type: 'AdaptiveCard', version: '1.5', body: [], ...card };
  return {
    type: 'message',
    attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', content }],
    ...more,
  };
}

/** Posts a new thread and answers its ids. */
export async function postThread(
  rig: Rig,
  activity: Json,
  channel = ALERTS,
): Promise<{ id: string; activityId: string }> {
  const { body } = await rig.connector('POST', 'v3/conversations', {
    isGroup: true,
    tenantId: TENANT,
    channelData: { channel: { id: channel }, tenant: { id: TENANT } },
    activity,
  });
  return { id: String(body.id), activityId: String(body.activityId) };
}

export function encoded(conversationId: string): string {
  return encodeURIComponent(conversationId);
}
