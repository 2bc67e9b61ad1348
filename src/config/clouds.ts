import type { Cloud } from './config';

interface CloudDefaults {
  readonly arm: string;
  readonly logAnalytics: string;
  readonly graph: string;
  readonly login: string;
  readonly portal: string;
}

/**
 * Origins of the sovereign clouds. Log Analytics and login hosts are those @azure/monitor-query and @azure/identity know; token
 * scopes are the same origins with `/.default`.
 */
export const clouds: Readonly<Record<Cloud, CloudDefaults>> = {
  public: {
    arm: 'https://management.azure.com',
    logAnalytics: 'https://api.loganalytics.io',
    graph: 'https://graph.microsoft.com',
    login: 'https://login.microsoftonline.com',
    portal: 'https://portal.azure.com',
  },
  usgov: {
    arm: 'https://management.usgovcloudapi.net',
    logAnalytics: 'https://api.loganalytics.us',
    graph: 'https://graph.microsoft.us',
    login: 'https://login.microsoftonline.us',
    portal: 'https://portal.azure.us',
  },
  china: {
    arm: 'https://management.chinacloudapi.cn',
    logAnalytics: 'https://api.loganalytics.azure.cn',
    graph: 'https://microsoftgraph.chinacloudapi.cn',
    login: 'https://login.chinacloudapi.cn',
    portal: 'https://portal.azure.cn',
  },
};

export const governmentChannel = 'https://botframework.azure.us';

interface ChannelDefaults {
  readonly serviceUrl: string;
  /** What botframework-connector uses itself while none of these keys is set; one set alone leaves its others undefined. */
  readonly framework: Readonly<Record<string, string>>;
}

export const channels: { readonly public: ChannelDefaults; readonly government: ChannelDefaults } = {
  public: {
    serviceUrl: 'https://smba.trafficmanager.net/teams',
    framework: {
      ToChannelFromBotLoginUrl: 'https://login.microsoftonline.com/botframework.com',
      ToChannelFromBotOAuthScope: 'https://api.botframework.com',
      ToBotFromChannelTokenIssuer: 'https://api.botframework.com',
      OAuthUrl: 'https://api.botframework.com',
      ToBotFromChannelOpenIdMetadataUrl: 'https://login.botframework.com/v1/.well-known/openidconfiguration',
      ToBotFromEmulatorOpenIdMetadataUrl:
        'https://login.microsoftonline.com/common/v2.0/.well-known/openid-configuration',
      CallerId: 'urn:botframework:azure',
    },
  },
  government: {
    serviceUrl: 'https://smba.infra.gov.teams.microsoft.us/teams',
    framework: {
      ToChannelFromBotLoginUrl: 'https://login.microsoftonline.us/MicrosoftServices.onmicrosoft.us',
      ToChannelFromBotOAuthScope: 'https://api.botframework.us',
      ToBotFromChannelTokenIssuer: 'https://api.botframework.us',
      OAuthUrl: 'https://api.botframework.azure.us',
      ToBotFromChannelOpenIdMetadataUrl: 'https://login.botframework.azure.us/v1/.well-known/openidconfiguration',
      ToBotFromEmulatorOpenIdMetadataUrl:
        'https://login.microsoftonline.us/cab8a31a-1906-4287-a0d8-4eef66b95f6e/v2.0/.well-known/openid-configuration',
      CallerId: 'urn:botframework:azureusgov',
    },
  },
};
