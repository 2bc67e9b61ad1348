import { createConsoleSwitch } from '../azure/console-switch';
import { type CredentialSettings, createCredentials, identityCredential } from '../azure/credentials';
import { createDirectory } from '../azure/directory';
import type { AzureEndpoint, ClientSettings } from '../azure/endpoint';
import { createLogSource } from '../azure/log-source';
import type { ObserveAzure } from '../azure/observe';
import { ownObjectIds } from '../azure/own-identity';
import { createPeopleDirectory } from '../azure/people-directory';
import { createQueryLinks, type QueryLinks } from '../azure/query-links';
import { createRbacReader } from '../azure/rbac-reader';
import { createRbacWriter } from '../azure/rbac-writer';
import { createSubscriptionNames } from '../azure/subscription-names';
import type { Config } from '../config/config';
import type { LogSource } from '../detection/ports';
import type { PeopleDirectory } from '../review/people-port';
import type { ConsoleSwitch, Directory, RbacReader, RbacWriter } from '../review/ports';
import type { AzureService } from './observe';

export interface AzurePorts {
  readonly source: LogSource;
  readonly reader: RbacReader;
  /** Missing while no writer identity is named: proposals then print commands. */
  readonly writer?: RbacWriter;
  readonly directory: Directory;
  readonly people: PeopleDirectory;
  readonly consoleSwitch: ConsoleSwitch;
  readonly subscriptionNames: ReturnType<typeof createSubscriptionNames>;
  readonly queryLinks: QueryLinks;
  /** Object ids of the reader and the writer: no plan may touch them. Rejects when no token can be had. */
  ownIds(): Promise<readonly string[]>;
  /** Object id of the bot's own managed identity; none where it signs in with a secret. Rejects when no token can be had. */
  botIds(): Promise<readonly string[]>;
}

/** Every identity of the process comes from these: what the configuration found in the environment. */
function credentialSettings({ azure }: Config): CredentialSettings {
  return {
    managedIdentity: azure.managedIdentity !== undefined,
    workloadIdentity: azure.workloadIdentity,
    tenantId: azure.tenantId,
    authorityHost: azure.authorityHost,
    ...(azure.clientId === undefined ? {} : { clientId: azure.clientId }),
    ...(azure.writerClientId === undefined ? {} : { writerClientId: azure.writerClientId }),
  };
}

/** The reader's and the writer's credentials. */
export const azureCredentials = (config: Config) => createCredentials(credentialSettings(config));

/** Tokens of the bot's own managed identity, for a bot registered as `UserAssignedMSI`. */
export const botIdentityTokens = (config: Config) => identityCredential(credentialSettings(config), config.bot.appId);

/** Everything the service asks of Azure, over the real SDKs. */
export function connectAzure(config: Config, observe?: (service: AzureService) => ObserveAzure): AzurePorts {
  const { azure, logs, local } = config;
  const { reader, writer } = azureCredentials(config);
  const { allowInsecureLoopback } = local;
  const as = (
    credential: ClientSettings['credential'],
    endpoint: AzureEndpoint,
    service: AzureService,
  ): ClientSettings => ({
    endpoint,
    credential,
    allowInsecureLoopback,
    ...(observe === undefined ? {} : { observe: observe(service) }),
  });
  const writing = writer === undefined ? undefined : as(writer, azure.arm, 'arm');
  return {
    source: createLogSource({ ...as(reader, logs.endpoint, 'logs'), workspaces: logs.workspaces }),
    reader: createRbacReader(as(reader, azure.arm, 'arm')),
    directory: createDirectory(as(reader, azure.graph, 'graph')),
    people: createPeopleDirectory(as(reader, azure.graph, 'graph')),
    consoleSwitch: createConsoleSwitch(as(reader, azure.arm, 'arm'), writing),
    subscriptionNames: createSubscriptionNames(as(reader, azure.arm, 'arm')),
    queryLinks: createQueryLinks({
      ...as(reader, logs.endpoint, 'logs'),
      workspaces: logs.workspaces,
      portal: azure.portal,
      tenantId: azure.tenantId,
    }),
    ownIds: () => ownObjectIds(writer === undefined ? [reader] : [reader, writer], azure.arm),
    botIds: async () =>
      config.bot.type === 'UserAssignedMSI' ? ownObjectIds([botIdentityTokens(config)], azure.arm) : [],
    ...(writing === undefined ? {} : { writer: createRbacWriter(writing) }),
  };
}
