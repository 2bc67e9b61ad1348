import { channels, governmentChannel } from './clouds';
import type { BotConfig, BotType } from './config';
import type { EnvironmentReader } from './environment';

const types: readonly BotType[] = ['SingleTenant', 'UserAssignedMSI', 'MultiTenant'];
const setType = 'Set MicrosoftAppType to SingleTenant or UserAssignedMSI; MultiTenant is retired for new bots.';

const urlKeys = [
  'ToChannelFromBotLoginUrl',
  'OAuthUrl',
  'ToBotFromChannelOpenIdMetadataUrl',
  'ToBotFromEmulatorOpenIdMetadataUrl',
] as const;
const textKeys = ['ToChannelFromBotOAuthScope', 'ToBotFromChannelTokenIssuer', 'CallerId'] as const;

/** What the bot is to Teams: identity, tenant, keys of the Bot Framework, where to write first. */
export function readBot(env: EnvironmentReader, insecureLoopback: boolean): BotConfig {
  const appId = env.guid('MicrosoftAppId');
  if (env.text('MicrosoftAppId') === undefined)
    env.findings.problem(
      'MicrosoftAppId',
      'is missing: without it the Bot Framework would accept anybody.',
      "Set it to the app (client) id of the bot's registration.",
    );
  const said = env.text('MicrosoftAppType');
  const known = types.find((each) => each.toLowerCase() === said?.toLowerCase());
  if (said !== undefined && known === undefined)
    env.findings.problem('MicrosoftAppType', `"${said}" is not known.`, setType);
  const type = known ?? 'MultiTenant';
  const password = env.secret('MicrosoftAppPassword');
  const certificate = readCertificate(env);
  // Whether a secret is needed is known only with the type.
  const typeReads = said === undefined || known !== undefined;
  if (typeReads && type !== 'UserAssignedMSI' && password === undefined && certificate === undefined)
    env.findings.problem(
      'MicrosoftAppPassword',
      known === undefined
        ? 'is missing or empty, and MicrosoftAppType is not set.'
        : `is missing or empty, and MicrosoftAppType ${type} signs in with it.`,
      known === undefined
        ? `${setType} SingleTenant needs the client secret of the app registration here.`
        : 'Set the client secret of the app registration, or use MicrosoftAppType=UserAssignedMSI.',
    );
  const alertChannel = env.text('ALERT_CHANNEL');
  const channel = readChannel(env);
  return {
    appId: appId ?? '',
    type,
    tenantId: readTenant(env),
    ...(password === undefined ? {} : { password }),
    ...(certificate === undefined ? {} : { certificate }),
    serviceUrl: env.url('TEAMS_SERVICE_URL', { shape: 'any', insecureLoopback }) ?? channel.serviceUrl,
    ...(alertChannel === undefined ? {} : { alertChannel }),
    framework: {
      MicrosoftAppId: appId ?? '',
      MicrosoftAppType: type,
      MicrosoftAppTenantId: env.text('MicrosoftAppTenantId') ?? '',
      ChannelService: channel === channels.government ? governmentChannel : '',
      ValidateAuthority: env.choice('ValidateAuthority', ['true', 'false'], 'true'),
      ...channel.framework,
      ...readOverrides(env, insecureLoopback),
    },
  };
}

/** Every tenant's Teams can reach a bot; this one answers a single tenant, so it must be told which. */
function readTenant(env: EnvironmentReader): string {
  const own = env.guid('MicrosoftAppTenantId');
  const azure = env.guid('AZURE_TENANT_ID');
  if (env.text('MicrosoftAppTenantId') === undefined && env.text('AZURE_TENANT_ID') === undefined)
    env.findings.problem(
      'MicrosoftAppTenantId',
      'is missing, and so is AZURE_TENANT_ID: the bot would not know whose people to answer.',
      'Set it to the id of your Entra tenant.',
    );
  return own ?? azure ?? '';
}

function readCertificate(env: EnvironmentReader): BotConfig['certificate'] {
  const thumbprint = env.text('CertificateThumbprint');
  const privateKey = env.secret('CertificatePrivateKey');
  if (thumbprint !== undefined && privateKey !== undefined) return { thumbprint, privateKey };
  if (thumbprint !== undefined || privateKey !== undefined)
    env.findings.problem(
      thumbprint === undefined ? 'CertificateThumbprint' : 'CertificatePrivateKey',
      'is missing or empty while the other half of the certificate is set.',
      'Set both, or neither.',
    );
  return undefined;
}

function readChannel(env: EnvironmentReader): (typeof channels)['public'] {
  const service = env.text('ChannelService')?.replace(/\/+$/, '');
  if (service === undefined) return channels.public;
  if (service === governmentChannel) return channels.government;
  env.findings.problem(
    'ChannelService',
    `"${service}" is not supported by the Bot Framework SDK.`,
    `Leave it out, or set ${governmentChannel}.`,
  );
  return channels.public;
}

function readOverrides(env: EnvironmentReader, insecureLoopback: boolean): Record<string, string> {
  const found: Record<string, string> = {};
  for (const key of urlKeys) {
    const value = env.url(key, { shape: 'any', insecureLoopback });
    if (value !== undefined) found[key] = value;
  }
  for (const key of textKeys) {
    const value = env.text(key);
    if (value !== undefined) found[key] = value;
  }
  return found;
}
