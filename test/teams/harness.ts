import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Answer, HandleIncoming, Incoming } from '../../src/chat/ports';
import { readConfig } from '../../src/config/read-config';
import { ManualClock, systemClock } from '../../src/core/clock';
import type { Log } from '../../src/core/log';
import { type IdentityEmulator, startIdentity } from '../../src/local/identity/identity-emulator';
import type { SigningKeys } from '../../src/local/identity/signing-keys';
import { type TeamsClient, teamsClient } from '../../src/local/teams/client';
import { startTeams, type Teams } from '../../src/local/teams/start-teams';
import { connectTeams, type TeamsConnection } from '../../src/teams/connect-teams';
import type { Listening } from '../../src/teams/http-server';
import { ALERTS, PEOPLE, SECOPS, TENANT } from '../local/teams/harness';

export { ALERTS, PEOPLE, SECOPS, TENANT };

/** The edge over real HTTP between the emulated Teams and a chat room that is one function. */
export interface EdgeRig {
  readonly appId: string;
  readonly identity: IdentityEmulator;
  readonly teams: Teams;
  readonly client: TeamsClient;
  readonly connection: TeamsConnection;
  readonly clock: ManualClock;
  readonly url: string;
  readonly heard: Incoming[];
  readonly logged: {
    readonly level: string;
    readonly message: string;
    readonly fields: Readonly<Record<string, unknown>>;
  }[];
  answer: HandleIncoming;
  /** POSTs any body with any header; status and parsed body come back. */
  post(body: unknown, authorization?: string): Promise<{ status: number; body: unknown }>;
  token(claims?: Record<string, unknown>): Promise<string>;
  close(): Promise<void>;
}

const plain = (body: string) => () => ({ status: 200, contentType: 'text/plain', body });

/** Configuration as production reads it: `ToBotFromChannelOpenIdMetadataUrl` alone is set, the rest of its group is filled in. */
function configFor(appId: string, identity: IdentityEmulator, serviceUrl: string, openIdMetadataUrl: string) {
  const reading = readConfig({
    MicrosoftAppId: appId,
    MicrosoftAppType: 'UserAssignedMSI',
    MicrosoftAppTenantId: TENANT,
    ToBotFromChannelOpenIdMetadataUrl: openIdMetadataUrl,
    TEAMS_SERVICE_URL: serviceUrl,
    ALLOW_INSECURE_LOOPBACK: '1',
    LOG_ANALYTICS_WORKSPACES: randomUUID(),
    RESPONDERS: PEOPLE[0]?.objectId,
    APPROVERS: PEOPLE[1]?.objectId,
    ADMINS: PEOPLE[1]?.objectId,
    ...identity.environment,
  });
  if (!reading.ok) throw new Error(JSON.stringify(reading.problems));
  return reading.value;
}

export interface EdgeOptions {
  readonly timeoutMs?: number;
  /** Published as the channel's keys, and signed with, instead of the identity emulator's. */
  readonly keys?: SigningKeys;
  readonly verifyToken?: (token: string) => boolean;
}

export async function startEdge(options: EdgeOptions = {}): Promise<EdgeRig> {
  // botbuilder caches tokens and keys per app id and URL in static fields: a fresh app id keeps tests apart.
  const appId = randomUUID();
  const clock = new ManualClock(systemClock.now());
  const identity = await startIdentity();
  Object.assign(process.env, identity.environment);
  const heard: Incoming[] = [];
  const logged: EdgeRig['logged'] = [];
  const note = (level: string) => (fields: Readonly<Record<string, unknown>>, message: string) =>
    void logged.push({ level, message, fields });
  const log: Log = { info: note('info'), warn: note('warn'), error: note('error') };

  let server: Listening | undefined;
  const teams = await startTeams({
    signToken: (claims) => identity.signChannelToken({ appId, serviceUrl: '', claims }),
    people: PEOPLE,
    channels: [
      { id: SECOPS, name: 'General' },
      { id: ALERTS, name: 'Console alerts', members: ['mia', 'tom'] },
    ],
    appId,
    tenantId: TENANT,
    ...(options.verifyToken ? { verifyToken: options.verifyToken } : {}),
    clock,
    botEndpoint: () => `http://127.0.0.1:${server?.port}/api/messages`,
  });
  const published = options.keys && (await publish(options.keys));
  const config = configFor(appId, identity, teams.url, published?.url ?? identity.openIdMetadataUrl);
  const connection = connectTeams({
    bot: config.bot,
    allowInsecureLoopback: true,
    clock,
    log,
    ...(options.timeoutMs === undefined ? {} : { timeoutMs: options.timeoutMs }),
  });
  const rig: EdgeRig = {
    appId,
    identity,
    teams,
    client: teamsClient(teams.pageUrl),
    connection,
    clock,
    url: '',
    heard,
    logged,
    answer: async (): Promise<Answer> => ({ kind: 'none' }),
    async post(body, authorization) {
      const response = await fetch(`http://127.0.0.1:${server?.port}/api/messages`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...(authorization ? { authorization } : {}) },
        body: typeof body === 'string' ? body : JSON.stringify(body),
      });
      const text = await response.text();
      return { status: response.status, body: text === '' ? undefined : (JSON.parse(text) as unknown) };
    },
    token: async (claims = {}) =>
      `Bearer ${await identity.signChannelToken({ appId, serviceUrl: teams.url, claims, ...(options.keys ? { keys: options.keys } : {}) })}`,
    async close() {
      await Promise.all([teams.close(), server?.close(0), identity.close(), published?.close()]);
    },
  };
  server = await connection.serve({
    port: 0,
    host: '127.0.0.1',
    handle: (incoming) => {
      heard.push(incoming);
      return rig.answer(incoming);
    },
    health: plain('alive'),
    ready: () => ({ status: 503, contentType: 'application/json', body: '{"reasons":["store"]}' }),
    metrics: plain('# metrics'),
  });
  return Object.assign(rig, { url: `http://127.0.0.1:${server.port}` });
}

/** An OpenID document and a key set of their own: the SDK caches both per URL for a day. */
async function publish(keys: SigningKeys): Promise<{ url: string; close(): void }> {
  const server = createServer((request, response) => {
    const jwks = { jwks_uri: `http://${request.headers.host}/keys` };
    response.end(JSON.stringify(request.url === '/keys' ? keys.published : jwks));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/metadata`, close: () => void server.close() };
}

/** A well-formed message from Mia in the alerts channel. */
export function messageActivity(rig: EdgeRig, more: Record<string, unknown> = {}): Record<string, unknown> {
  const mia = rig.teams.control.world.person('mia');
  return {
    type: 'message',
    id: randomUUID(),
    channelId: 'msteams',
    serviceUrl: rig.teams.url,
    from: { id: mia?.mri, name: mia?.name, aadObjectId: mia?.objectId },
    recipient: { id: `28:${rig.appId}`, name: 'Serial Console Watch' },
    conversation: { id: `${ALERTS};messageid=1`, conversationType: 'channel', isGroup: true, tenantId: TENANT },
    channelData: { tenant: { id: TENANT }, channel: { id: ALERTS }, team: { id: SECOPS } },
    text: 'recent',
    ...more,
  };
}
