import { randomUUID } from 'node:crypto';
import { WorkloadIdentityCredential } from '@azure/identity';
import { readConfig } from '../../src/config/read-config';
import { systemClock } from '../../src/core/clock';
import { silentLog } from '../../src/core/log';
import { startIdentity } from '../../src/local/identity/identity-emulator';
import { azureCredentials, botIdentityTokens } from '../../src/service/azure';
import { connectTeams } from '../../src/teams/connect-teams';

const tenantId = randomUUID();

function configOf(env: Readonly<Record<string, string>>) {
  const reading = readConfig({
    MicrosoftAppId: randomUUID(),
    MicrosoftAppType: 'UserAssignedMSI',
    MicrosoftAppTenantId: tenantId,
    LOG_ANALYTICS_WORKSPACES: randomUUID(),
    WRITER_CLIENT_ID: randomUUID(),
    ...env,
  });
  if (!reading.ok) throw new Error(JSON.stringify(reading.problems));
  return reading.value;
}

test('the bot of UserAssignedMSI is its own identity, whatever secret the environment holds for the reader', async () => {
  const identity = await startIdentity({ tenantId });
  // The SDK's chain would try these first, and answer Teams with the token of another application.
  const planted = { AZURE_TENANT_ID: tenantId, AZURE_CLIENT_ID: randomUUID(), AZURE_CLIENT_SECRET: 'of the reader' };
  Object.assign(process.env, identity.environment, planted);
  const config = configOf({ ...identity.environment, ...planted });
  const connection = connectTeams({
    bot: config.bot,
    identityTokens: botIdentityTokens(config),
    allowInsecureLoopback: true,
    clock: systemClock,
    log: silentLog,
  });
  await connection.checkCredentials();
  expect(identity.issued()).toEqual([{ clientId: config.bot.appId, resource: 'https://api.botframework.com' }]);
  await identity.close();
});

test('a projected token file makes writer and bot workload identities', () => {
  const file = '/var/run/secrets/azure/tokens/azure-identity-token';
  process.env.AZURE_FEDERATED_TOKEN_FILE = file;
  const config = configOf({ AZURE_FEDERATED_TOKEN_FILE: file });
  expect(azureCredentials(config).writer).toBeInstanceOf(WorkloadIdentityCredential);
  expect(botIdentityTokens(config)).toBeInstanceOf(WorkloadIdentityCredential);
});
