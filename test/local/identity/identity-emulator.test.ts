import { ManagedIdentityCredential } from '@azure/identity';
import { createRemoteJWKSet, decodeJwt, jwtVerify } from 'jose';
import { ManualClock } from '../../../src/core/clock';
import { type IdentityEmulator, objectIdOf, startIdentity } from '../../../src/local/identity/identity-emulator';
import { createSigningKeys } from '../../../src/local/identity/signing-keys';

const clientId = '11111111-0000-4000-8000-000000000001';
const known = { clientId, objectId: '11111111-0000-4000-8000-0000000000aa' };
const serviceUrl = 'http://127.0.0.1:3979/teams/';
let identity: IdentityEmulator;

beforeAll(async () => {
  identity = await startIdentity({ clients: [known] });
});
afterAll(() => identity.close());

/** A JSON document of the emulator. */
async function read(url: string): Promise<Record<string, unknown>> {
  return (await (await fetch(url)).json()) as Record<string, unknown>;
}
const ask = (query: string, header?: string) =>
  fetch(`${identity.environment.IDENTITY_ENDPOINT}?${query}`, {
    headers: { 'x-identity-header': header ?? identity.environment.IDENTITY_HEADER },
  });
const good = `api-version=2019-08-01&resource=https://vault.azure.net&client_id=${clientId}`;

describe('the managed-identity endpoint', () => {
  it('serves the real credential with a token whose signature holds', async () => {
    Object.assign(process.env, identity.environment);
    const credential = new ManagedIdentityCredential({ clientId });
    const { token, expiresOnTimestamp } = await credential.getToken('https://management.azure.com/.default');
    const keys = createRemoteJWKSet(new URL(identity.keysUrl));
    const { payload } = await jwtVerify(token, keys, { audience: 'https://management.azure.com' });
    expect(payload).toMatchObject({ appid: clientId, oid: known.objectId, idtyp: 'app' });
    expect(expiresOnTimestamp).toBeGreaterThan(Date.now() + 3_600_000);
    expect(identity.issued().at(-1)).toEqual({ clientId, resource: 'https://management.azure.com' });
  });

  it('answers in the App Service form', async () => {
    const answer = (await (await ask(good)).json()) as Record<string, unknown>;
    expect(answer).toMatchObject({ resource: 'https://vault.azure.net', token_type: 'Bearer', client_id: clientId });
    expect(answer.expires_on).toMatch(/^\d{10}$/);
  });

  it.each([
    ['a wrong header', 401, good, 'guess'],
    ['another api-version', 400, good.replace('2019-08-01', '2017-09-01'), undefined],
    ['no resource', 400, `api-version=2019-08-01&client_id=${clientId}`, undefined],
    ['no client', 400, 'api-version=2019-08-01&resource=x', undefined],
    ['an unknown client', 400, good.replace(clientId, objectIdOf('x')), undefined],
  ])('refuses %s', async (_, status, query, header) => {
    expect((await ask(query, header)).status).toBe(status);
  });
});

describe('the Bot Framework documents', () => {
  const verify = async (token: string, currentDate = new Date()) => {
    const metadata = await read(identity.openIdMetadataUrl);
    const keys = createRemoteJWKSet(new URL(String(metadata.jwks_uri)));
    return (await jwtVerify(token, keys, { issuer: String(metadata.issuer), audience: 'bot', currentDate })).payload;
  };

  it('publishes keys endorsed for Teams', async () => {
    const metadata = await read(identity.openIdMetadataUrl);
    const { keys } = (await read(String(metadata.jwks_uri))) as { keys: unknown[] };
    expect(keys).toEqual([expect.objectContaining({ kty: 'RSA', use: 'sig', endorsements: ['msteams'] })]);
    expect(keys[0]).not.toHaveProperty('d');
  });

  it('signs what Teams would send', async () => {
    const payload = await verify(await identity.signChannelToken({ appId: 'bot', serviceUrl }));
    expect(payload).toMatchObject({ iss: 'https://api.botframework.com', aud: 'bot', serviceurl: serviceUrl });
  });

  it('makes wrong tokens on request: expired, without a claim, by other keys', async () => {
    await expect(
      verify(await identity.signChannelToken({ appId: 'bot', serviceUrl, ttlSeconds: -600 })),
    ).rejects.toThrow('exp');
    const bare = await identity.signChannelToken({
      appId: 'bot',
      serviceUrl,
      claims: { serviceurl: undefined, extra: 1 },
    });
    expect(decodeJwt(bare)).not.toHaveProperty('serviceurl');
    expect(decodeJwt(bare).extra).toBe(1);
    const forged = await identity.signChannelToken({ appId: 'bot', serviceUrl, keys: await createSigningKeys() });
    await expect(verify(forged)).rejects.toThrow();
  });

  it('does not accept an access token of a managed identity as a channel token', async () => {
    await expect(verify(await identity.accessToken({ clientId, resource: 'bot' }))).rejects.toThrow();
  });
});

it('dates tokens by its clock', async () => {
  const clock = new ManualClock(Date.parse('2026-03-01T00:00:00Z'));
  const dated = await startIdentity({ clock });
  const { iat = 0, exp = 0 } = decodeJwt(await dated.accessToken({ clientId, resource: 'x', ttlSeconds: 60 }));
  expect([iat, exp - iat]).toEqual([clock.now() / 1000, 60]);
  await dated.close();
});
