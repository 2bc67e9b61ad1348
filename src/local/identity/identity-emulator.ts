import { type Clock, systemClock } from '../../core/clock';
import { createFaults, type Faults } from '../cloud/faults';
import { guidFor } from '../cloud/guid';
import { startLoopbackServer } from '../cloud/loopback-server';
import type { Handler, WireAnswer, WireRequest } from '../cloud/wire';
import { botFrameworkIssuer, type ChannelTokenRequest, channelToken } from './channel-token';
import { createSigningKeys, type SigningKeys } from './signing-keys';

/** A managed identity that may ask for tokens. */
export interface IdentityClient {
  readonly clientId: string;
  /** Object id of its service principal; default a GUID made from the client id (`objectIdOf`). */
  readonly objectId?: string;
}

export interface IdentityOptions {
  readonly port?: number;
  /** Tokens are judged by SDKs that read the system's time, so only unit tests of expiry pass another clock. */
  readonly clock?: Clock;
  readonly tenantId?: string;
  /** The value of `IDENTITY_HEADER`; default a random-looking constant of this run. */
  readonly identityHeader?: string;
  /** Identities that exist. Omitted: any client id is served. */
  readonly clients?: readonly IdentityClient[];
  /** Seconds a managed-identity token lives; default one day as in Azure. */
  readonly tokenTtlSeconds?: number;
}

export interface IdentityEmulator {
  readonly url: string;
  /** The two environment variables `@azure/identity` and botbuilder's `UserAssignedMSI` read. */
  readonly environment: { readonly IDENTITY_ENDPOINT: string; readonly IDENTITY_HEADER: string };
  /** JWKS of the access tokens: give it to `bearerFrom`. */
  readonly keysUrl: string;
  /** Give it to the bot as `ToBotFromChannelOpenIdMetadataUrl`. */
  readonly openIdMetadataUrl: string;
  readonly faults: Faults;
  /** Access tokens issued so far, with their resource. */
  issued(): readonly { readonly clientId: string; readonly resource: string }[];
  /** An access token without the HTTP round trip, for tests that speak to an emulator directly. */
  accessToken(request: { clientId: string; resource: string; ttlSeconds?: number }): Promise<string>;
  /** The token Teams would send with an activity. */
  signChannelToken(request: ChannelTokenRequest): Promise<string>;
  close(): Promise<void>;
}

/** The object id an undeclared client gets. */
export function objectIdOf(clientId: string): string {
  return guidFor(`service principal of ${clientId.toLowerCase()}`);
}

/** Managed-identity endpoint (App Service form, api-version 2019-08-01), its keys, and the Bot Framework's OpenID documents. */
export async function startIdentity(options: IdentityOptions = {}): Promise<IdentityEmulator> {
  const clock = options.clock ?? systemClock;
  const tenantId = options.tenantId ?? guidFor('contoso tenant');
  const header = options.identityHeader ?? guidFor(`identity header ${Math.random()}`);
  const [accessKeys, channelKeys] = await Promise.all([createSigningKeys(), createSigningKeys(['msteams'])]);
  const faults = createFaults();
  const issued: { clientId: string; resource: string }[] = [];

  function accessToken(keys: SigningKeys, clientId: string, resource: string, ttlSeconds: number): Promise<string> {
    const now = Math.floor(clock.now() / 1000);
    const known = options.clients?.find((client) => client.clientId.toLowerCase() === clientId.toLowerCase());
    return keys.sign({
      aud: resource,
      iss: `https://sts.windows.net/${tenantId}/`,
      iat: now,
      nbf: now - 60,
      exp: now + ttlSeconds,
      appid: clientId,
      oid: known?.objectId ?? objectIdOf(clientId),
      tid: tenantId,
      idtyp: 'app',
      ver: '1.0',
    });
  }

  async function managedIdentity(request: WireRequest): Promise<WireAnswer> {
    if (request.headers['x-identity-header'] !== header) return refusal(401, 'The X-IDENTITY-HEADER is wrong.');
    if (request.query.get('api-version') !== '2019-08-01') return refusal(400, 'Unknown api-version.');
    const resource = request.query.get('resource');
    const clientId = request.query.get('client_id');
    if (!resource) return refusal(400, 'The resource is missing.');
    const exists = (options.clients ?? []).some((client) => client.clientId.toLowerCase() === clientId?.toLowerCase());
    if (!clientId || (options.clients && !exists)) {
      return refusal(400, 'No User Assigned or Delegated Managed Identity found for specified ClientId.');
    }
    const ttl = options.tokenTtlSeconds ?? 86_400;
    issued.push({ clientId, resource });
    return {
      status: 200,
      body: {
        access_token: await accessToken(accessKeys, clientId, resource, ttl),
        expires_on: String(Math.floor(clock.now() / 1000) + ttl),
        resource,
        token_type: 'Bearer',
        client_id: clientId,
      },
    };
  }

  const handle: Handler = (request) => {
    if (request.path === '/msi/token' && request.method === 'GET') return managedIdentity(request);
    if (request.path === '/keys') return { status: 200, body: accessKeys.published };
    if (request.path === '/botframework/keys') return { status: 200, body: channelKeys.published };
    if (request.path === '/botframework/.well-known/openidconfiguration') {
      return { status: 200, body: openIdMetadata(request.origin) };
    }
    return refusal(404, `No such route: ${request.method} ${request.path}`);
  };

  const server = await startLoopbackServer({ port: options.port ?? 0, faults, handle });
  return {
    url: server.url,
    environment: { IDENTITY_ENDPOINT: `${server.url}/msi/token`, IDENTITY_HEADER: header },
    keysUrl: `${server.url}/keys`,
    openIdMetadataUrl: `${server.url}/botframework/.well-known/openidconfiguration`,
    faults,
    issued: () => issued,
    accessToken: ({ clientId, resource, ttlSeconds }) =>
      accessToken(accessKeys, clientId, resource, ttlSeconds ?? 3600),
    signChannelToken: (request) => channelToken(channelKeys, clock, request),
    close: server.close,
  };
}

function refusal(statusCode: number, message: string): WireAnswer {
  return { status: statusCode, body: { statusCode, message } };
}

function openIdMetadata(origin: string): Readonly<Record<string, unknown>> {
  return {
    issuer: botFrameworkIssuer,
    authorization_endpoint: `${origin}/botframework/unused`,
    jwks_uri: `${origin}/botframework/keys`,
    id_token_signing_alg_values_supported: ['RS256', 'RS384', 'RS512'],
    token_endpoint_auth_methods_supported: ['private_key_jwt'],
  };
}
