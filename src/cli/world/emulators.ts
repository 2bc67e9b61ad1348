import type { Clock } from '../../core/clock';
import { type ArmEmulator, startArm } from '../../local/arm/arm-emulator';
import { bearerFrom } from '../../local/cloud/bearer';
import { createDirectory, type Directory } from '../../local/cloud/directory';
import { type GraphEmulator, startGraph } from '../../local/graph/graph-emulator';
import type { IdentityEmulator } from '../../local/identity/identity-emulator';
import type { GeoLookup } from '../../local/kql';
import { type LogAnalyticsEmulator, startLogAnalytics } from '../../local/log-analytics/server';
import type { MenuCommand } from '../../local/teams/api';
import { startTeams, type Teams } from '../../local/teams/start-teams';
import { people } from '../../local/tenant/people';
import { type DemoTenant, demoChannels } from './demo-tenant';

export interface EmulatorOptions {
  readonly tenant: DemoTenant;
  readonly clock: Clock;
  readonly geo: GeoLookup;
  /** Where the bot listens; asked when the first activity is sent. */
  readonly botEndpoint: () => string;
  /** Shared by several worlds of one process: MSAL keeps one managed-identity endpoint for the process. */
  readonly identity: IdentityEmulator;
  readonly commands?: readonly MenuCommand[];
  readonly pagePort?: number;
}

/** The outside world on loopback: Log Analytics, ARM, Graph and Teams around one directory. */
export interface Emulators {
  readonly logAnalytics: LogAnalyticsEmulator;
  readonly arm: ArmEmulator;
  readonly graph: GraphEmulator;
  readonly teams: Teams;
  readonly directory: Directory;
  readonly identity: IdentityEmulator;
  close(): Promise<void>;
}

/** How long after an operation its row becomes visible: the Activity log's usual few minutes, short enough to watch. */
const activityDelayMs = 60_000;

export async function startEmulators(options: EmulatorOptions): Promise<Emulators> {
  const { tenant, clock, geo, identity } = options;
  const directory = createDirectory(tenant.seed.directory);
  const { keysUrl } = identity;
  const logAnalytics = await startLogAnalytics({ clock, geo, workspaceId: tenant.workspaceId });
  const arm = await startArm({
    clock,
    seed: tenant.seed.arm,
    directory,
    authenticate: bearerFrom({ keysUrl, audiences: ['https://management.azure.com'] }),
    onActivity: (row) =>
      logAnalytics.addRows('AzureActivity', [{ ...row }], { ingestedAt: clock.now() + activityDelayMs }),
  });
  const graph = await startGraph({
    clock,
    directory,
    authenticate: bearerFrom({ keysUrl, audiences: ['https://graph.microsoft.com'] }),
  });
  const teams = await startTeams({
    clock,
    appId: tenant.botAppId,
    tenantId: tenant.tenantId,
    people: tenant.people,
    channels: tenant.channels,
    botEndpoint: options.botEndpoint,
    signToken: (claims) =>
      identity.signChannelToken({ appId: tenant.botAppId, serviceUrl: String(claims.serviceurl), claims }),
    ...(options.commands === undefined ? {} : { commands: options.commands }),
    ...(options.pagePort === undefined ? {} : { pagePort: options.pagePort }),
  });
  return {
    logAnalytics,
    arm,
    graph,
    teams,
    directory,
    identity,
    async close() {
      await Promise.all([teams.close(), graph.close(), arm.close(), logAnalytics.close()]);
    },
  };
}

/** The environment under which the service runs against these emulators, exactly as it would be set by hand. */
export function environmentFor(
  { tenant, port, dataDir, policyFile }: { tenant: DemoTenant; port: number; dataDir: string; policyFile?: string },
  { logAnalytics, arm, graph, teams, identity }: Emulators,
): Record<string, string> {
  return {
    PORT: String(port),
    MicrosoftAppId: tenant.botAppId,
    MicrosoftAppType: 'UserAssignedMSI',
    MicrosoftAppTenantId: tenant.tenantId,
    ToBotFromChannelOpenIdMetadataUrl: identity.openIdMetadataUrl,
    TEAMS_SERVICE_URL: teams.url,
    ALERT_CHANNEL: demoChannels.alerts,
    AZURE_TENANT_ID: tenant.tenantId,
    AZURE_CLIENT_ID: tenant.readerClientId,
    WRITER_CLIENT_ID: tenant.writerClientId,
    ...identity.environment,
    LOG_ANALYTICS_WORKSPACES: logAnalytics.workspaceId,
    LOG_ANALYTICS_ENDPOINT: logAnalytics.url,
    ARM_ENDPOINT: arm.url,
    GRAPH_ENDPOINT: graph.url,
    SUBSCRIPTIONS: tenant.subscriptionIds.join(','),
    DATA_DIR: dataDir,
    RESPONDERS: `group:${tenant.responders}`,
    APPROVERS: `${people.ana.objectId},${people.tom.objectId}`,
    ADMINS: people.lee.objectId,
    ALLOW_INSECURE_LOOPBACK: '1',
    ...(policyFile === undefined ? {} : { POLICY_FILE: policyFile }),
  };
}
