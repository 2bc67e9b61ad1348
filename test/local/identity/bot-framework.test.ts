import { type Activity, ConfigurationBotFrameworkAuthentication } from 'botbuilder';
import { channels } from '../../../src/config/clouds';
import { type IdentityEmulator, startIdentity } from '../../../src/local/identity/identity-emulator';
import { createSigningKeys } from '../../../src/local/identity/signing-keys';

const appId = '77777777-0000-4000-8000-000000000001';
const serviceUrl = 'http://127.0.0.1:3979/teams/';
let identity: IdentityEmulator;

beforeAll(async () => {
  identity = await startIdentity();
  Object.assign(process.env, identity.environment);
});
afterAll(() => identity.close());
// The SDK prints every token it refuses.
beforeEach(() => void jest.spyOn(console, 'error').mockImplementation(() => undefined));
afterEach(() => jest.restoreAllMocks());

const authentication = () =>
  new ConfigurationBotFrameworkAuthentication({
    ...channels.public.framework,
    ToBotFromChannelOpenIdMetadataUrl: identity.openIdMetadataUrl,
    MicrosoftAppId: appId,
    MicrosoftAppType: 'UserAssignedMSI',
    MicrosoftAppTenantId: '33333333-0000-4000-8000-000000000001',
  });
const activity = { type: 'message', channelId: 'msteams', serviceUrl } as Activity;
const judge = async (token: string) => authentication().authenticateRequest(activity, `Bearer ${token}`);

it('signs tokens the Bot Framework accepts, and only for this bot and service url', async () => {
  expect(await judge(await identity.signChannelToken({ appId, serviceUrl }))).toMatchObject({
    audience: 'https://api.botframework.com',
  });
  await expect(judge(await identity.signChannelToken({ appId: 'another', serviceUrl }))).rejects.toThrow();
  await expect(judge(await identity.signChannelToken({ appId, serviceUrl: serviceUrl.slice(0, -1) }))).rejects.toThrow(
    'ServiceUrl',
  );
  await expect(judge(await identity.signChannelToken({ appId, serviceUrl, ttlSeconds: -900 }))).rejects.toThrow(
    'expired',
  );
  const keys = await createSigningKeys(['msteams']);
  await expect(judge(await identity.signChannelToken({ appId, serviceUrl, keys }))).rejects.toThrow();
});

it('gives the bot its outbound token by managed identity', async () => {
  const { connectorFactory } = await judge(await identity.signChannelToken({ appId, serviceUrl }));
  const client = await connectorFactory?.create(serviceUrl, 'https://api.botframework.com');
  const { credentials } = client as unknown as { credentials: { getToken(): Promise<string> } };
  expect((await credentials.getToken()).split('.')).toHaveLength(3);
  expect(identity.issued()).toEqual([{ clientId: appId, resource: 'https://api.botframework.com' }]);
});
