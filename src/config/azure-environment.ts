import { clouds } from './clouds';
import type { AzureConfig, Cloud, Endpoint, LogsConfig, ManagedIdentityConfig } from './config';
import type { EnvironmentReader } from './environment';

const cloudNames: readonly Cloud[] = ['public', 'usgov', 'china'];

export function readAzure(
  env: EnvironmentReader,
  insecureLoopback: boolean,
): { readonly azure: AzureConfig; readonly logs: LogsConfig } {
  const cloud = env.choice('AZURE_CLOUD', cloudNames, 'public');
  const defaults = clouds[cloud];
  const endpoint = (name: string, origin: string): Endpoint => ({
    origin: env.url(name, { shape: 'origin', insecureLoopback }) ?? origin,
    scope: `${origin}/.default`,
  });
  const managedIdentity = readManagedIdentity(env);
  const clientId = env.guid('AZURE_CLIENT_ID');
  const writerClientId = env.guid('WRITER_CLIENT_ID');
  return {
    azure: {
      cloud,
      tenantId: env.guid('AZURE_TENANT_ID') ?? env.guid('MicrosoftAppTenantId') ?? '',
      authorityHost: env.url('AZURE_AUTHORITY_HOST', { shape: 'origin', insecureLoopback }) ?? defaults.login,
      portal: defaults.portal,
      arm: endpoint('ARM_ENDPOINT', defaults.arm),
      graph: endpoint('GRAPH_ENDPOINT', defaults.graph),
      subscriptions: env.guids('SUBSCRIPTIONS', 'subscription ids'),
      writerRestoresContributor: env.flag('WRITER_RESTORES_CONTRIBUTOR'),
      workloadIdentity: env.text('AZURE_FEDERATED_TOKEN_FILE') !== undefined,
      ...(managedIdentity === undefined ? {} : { managedIdentity }),
      ...(clientId === undefined ? {} : { clientId }),
      ...(writerClientId === undefined ? {} : { writerClientId }),
    },
    logs: { workspaces: readWorkspaces(env), endpoint: endpoint('LOG_ANALYTICS_ENDPOINT', defaults.logAnalytics) },
  };
}

function readWorkspaces(env: EnvironmentReader): readonly string[] {
  if (env.list('LOG_ANALYTICS_WORKSPACES').length === 0)
    env.findings.problem(
      'LOG_ANALYTICS_WORKSPACES',
      'is missing: there would be nothing to watch.',
      'List the workspace ids (GUIDs) that receive the Activity log, separated by commas.',
    );
  return env.guids('LOG_ANALYTICS_WORKSPACES', 'workspace ids (GUIDs, not resource ids or names)');
}

function readManagedIdentity(env: EnvironmentReader): ManagedIdentityConfig | undefined {
  const endpoint = env.url('IDENTITY_ENDPOINT', { shape: 'any', insecureLoopback: true, platformEndpoint: true });
  const header = env.secret('IDENTITY_HEADER');
  if (endpoint !== undefined && header !== undefined) return { endpoint, header };
  if (endpoint !== undefined)
    env.findings.problem('IDENTITY_HEADER', 'is missing or empty beside IDENTITY_ENDPOINT.', 'Set both, or neither.');
  if (header !== undefined && env.text('IDENTITY_ENDPOINT') === undefined)
    env.findings.problem('IDENTITY_ENDPOINT', 'is missing beside IDENTITY_HEADER.', 'Set both, or neither.');
  return undefined;
}
