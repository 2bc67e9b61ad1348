import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defaultCountryDatabase, openGeo } from '../../../src/cli/replay/geo';
import { type DemoTenant, demoTenant } from '../../../src/cli/world/demo-tenant';
import { type Emulators, environmentFor, startEmulators } from '../../../src/cli/world/emulators';
import { addTenantRows } from '../../../src/cli/world/rows';
import { systemClock } from '../../../src/core/clock';
import { builtInRole } from '../../../src/local/arm/built-in-roles';
import { guidFor } from '../../../src/local/cloud/guid';
import { startIdentity } from '../../../src/local/identity/identity-emulator';
import type { Person } from '../../../src/local/tenant/actors';
import { demoHistory, demoPolicyFile } from '../../../src/local/tenant/demo';
import { contosoGrant, contosoTenantId, subscriptions } from '../../../src/local/tenant/people';

/** The outside world of the kill run: it lives in this process, so that it remembers what happened before a kill. */
export interface Stage {
  readonly emulators: Emulators;
  readonly tenant: DemoTenant;
  /** Everything the process gets: no other variable reaches it. */
  readonly env: Readonly<Record<string, string>>;
  readonly port: number;
  readonly storeDir: string;
  /** People who will misuse the console, each once, each with Contributor on the production subscription. */
  readonly intruders: readonly Intruder[];
  close(): Promise<void>;
}

export interface Intruder {
  readonly person: Person;
  /** Name of the role assignment a review proposes to replace. */
  readonly assignment: string;
}

/** Writes and changes must not wait for an hour's cap here: the run is about order and loss, not about the cap. */
const policy = {
  ...demoPolicyFile,
  review: { changesPerHour: 1000 },
};

/** `botEndpoint` says where the next activity goes; to the one process when missing. */
export async function openStage(
  intruderCount: number,
  env: Readonly<Record<string, string>> = {},
  botEndpoint?: () => string,
): Promise<Stage> {
  const now = systemClock.now();
  const intruders = Array.from({ length: intruderCount }, (_, index) => intruder(index));
  const tenant = withIntruders(demoTenant(now), intruders);
  const port = await freePort();
  const dataDir = mkdtempSync(join(tmpdir(), 'scw-faults-'));
  const storeDir = join(dataDir, 'store');
  mkdirSync(dataDir, { recursive: true });
  const policyFile = join(dataDir, 'policy.json');
  writeFileSync(policyFile, JSON.stringify(policy));
  const identity = await startIdentity({ tenantId: contosoTenantId });
  const emulators = await startEmulators({
    tenant,
    clock: systemClock,
    geo: await openGeo(defaultCountryDatabase()),
    identity,
    botEndpoint: botEndpoint ?? (() => `http://127.0.0.1:${port}/api/messages`),
  });
  addTenantRows(emulators.logAnalytics, demoHistory({ now, days: 30, colleagues: 3 }));
  return {
    emulators,
    tenant,
    port,
    storeDir,
    intruders,
    env: {
      ...environmentFor({ tenant, port, dataDir: storeDir, policyFile }, emulators),
      POLL_INTERVAL_SECONDS: '1',
      BASELINE_DAYS: '60',
      ...env,
    },
    async close() {
      await emulators.close();
      await identity.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

function intruder(index: number): Intruder {
  const name = `Uma ${index}`;
  const objectId = guidFor(`contoso user ${name}`);
  const grant = contosoGrant(objectId, 'User', 'contributor', subscriptions.prod01);
  return {
    assignment: grant.assignmentId,
    person: {
      kind: 'user',
      objectId,
      tenantId: contosoTenantId,
      upn: `uma.${index}@contoso.com`,
      name,
      methods: ['pwd', 'mfa'],
      grant,
    },
  };
}

function withIntruders(tenant: DemoTenant, intruders: readonly Intruder[]): DemoTenant {
  const { arm, directory } = tenant.seed;
  const users = intruders.map(({ person }) => ({
    id: person.objectId,
    displayName: person.name,
    userPrincipalName: person.upn,
  }));
  const grants = intruders.map(({ person, assignment }) => ({
    name: assignment,
    scope: subscriptions.prod01,
    roleGuid: builtInRole.contributor,
    principalId: person.objectId,
    principalType: 'User' as const,
  }));
  return {
    ...tenant,
    seed: {
      arm: { ...arm, roleAssignments: [...arm.roleAssignments, ...grants] },
      directory: { ...directory, users: [...directory.users, ...users] },
    },
  };
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      server.close(() => resolve(port));
    });
  });
}
