import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { doctor } from '../../../src/cli/doctor';
import { type DemoTenant, demoTenant } from '../../../src/cli/world/demo-tenant';
import { type Emulators, environmentFor, startEmulators } from '../../../src/cli/world/emulators';
import { type Clock, ManualClock, systemClock } from '../../../src/core/clock';
import { guidFor } from '../../../src/local/cloud/guid';
import { type IdentityEmulator, objectIdOf } from '../../../src/local/identity/identity-emulator';

/** The condition of the writer's assignment: which roles it may give and take. */
export const writerCondition =
  "((!(ActionMatches{'Microsoft.Authorization/roleAssignments/write'})) OR (@Request[Microsoft.Authorization/roleAssignments:RoleDefinitionId] ForAnyOfAnyValues:GuidEquals {9980e02c-c2be-4d73-94e8-173b1dc7cf3c}))";

/** A tenant in which nothing is wrong, around which each test breaks one thing. */
export interface Clinic {
  readonly tenant: DemoTenant;
  readonly emulators: Emulators;
  readonly env: Record<string, string>;
  /** Gives the writer a role besides, or instead of, its own. */
  grantWriter(roleGuid: string, scope: string, condition?: string): void;
  removeWriterRole(): void;
  /** Every line, and the exit code. */
  examine(options?: Examination): Promise<{ readonly code: number; readonly lines: readonly string[] }>;
  close(): Promise<void>;
}

export interface Examination {
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly clock?: Clock;
}

const tables = [
  'SigninLogs',
  'AADNonInteractiveUserSignInLogs',
  'AADServicePrincipalSignInLogs',
  'AADManagedIdentitySignInLogs',
  'AADUserRiskEvents',
  'IdentityInfo',
  'ThreatIntelIndicators',
];

export async function openClinic(identity: IdentityEmulator): Promise<Clinic> {
  const now = systemClock.now();
  const clock = new ManualClock(now);
  const tenant = demoTenant(now);
  const emulators = await startEmulators({
    tenant,
    clock,
    identity,
    geo: () => ({ country: 'Germany', latitude: 51, longitude: 10 }),
    botEndpoint: () => 'http://127.0.0.1:9/api/messages',
  });
  const { logAnalytics, arm } = emulators;
  const minuteAgo = new Date(now - 60_000).toISOString();
  for (const SubscriptionId of tenant.subscriptionIds)
    logAnalytics.addRows('AzureActivity', [{ SubscriptionId, TimeGenerated: minuteAgo }]);
  for (const table of tables) logAnalytics.addRows(table, [{ TimeGenerated: minuteAgo }]);

  const roleGuid = guidFor('the writer role');
  arm.state.roleDefinitions.push({
    guid: roleGuid,
    roleName: 'Console Watch Writer',
    type: 'CustomRole',
    assignableScopes: ['/'],
    permissions: [
      { actions: ['Microsoft.Authorization/roleAssignments/write', 'Microsoft.Authorization/roleAssignments/delete'] },
    ],
  });
  const grantWriter = (guid: string, scope: string, condition?: string) =>
    void arm.state.roleAssignments.push({
      name: guidFor(`writer ${guid} ${scope}`),
      createdOn: minuteAgo,
      principalType: 'ServicePrincipal',
      principalId: objectIdOf(tenant.writerClientId),
      roleGuid: guid,
      scope,
      ...(condition === undefined ? {} : { condition, conditionVersion: '2.0' }),
    });
  for (const id of tenant.subscriptionIds) grantWriter(roleGuid, `/subscriptions/${id}`, writerCondition);

  const dataDir = mkdtempSync(join(tmpdir(), 'scw-doctor-'));
  const env = environmentFor({ tenant, port: 0, dataDir }, emulators);
  return {
    tenant,
    emulators,
    env,
    grantWriter,
    removeWriterRole() {
      const kept = arm.state.roleAssignments.filter((row) => row.roleGuid !== roleGuid);
      arm.state.roleAssignments.splice(0, arm.state.roleAssignments.length, ...kept);
    },
    async examine({ args = [], env: more = {}, clock: other = clock } = {}) {
      const lines: string[] = [];
      const output = { out: (line: string) => void lines.push(line), err: (line: string) => void lines.push(line) };
      const code = await doctor(args, { ...env, ...more }, output, other);
      return { code, lines };
    },
    async close() {
      await emulators.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
