import { ManualClock } from '../../../src/core/clock';
import type { ActivityRow } from '../../../src/local/arm/activity-rows';
import { type ArmEmulator, startArm } from '../../../src/local/arm/arm-emulator';
import { readerCaller, writerCaller } from '../../../src/local/arm/caller-actions';
import { seedBuilder } from '../../../src/local/arm/seed-builder';
import { bearerFrom } from '../../../src/local/cloud/bearer';
import { createDirectory, type Directory } from '../../../src/local/cloud/directory';
import { type GraphEmulator, startGraph } from '../../../src/local/graph/graph-emulator';
import type { IdentityEmulator } from '../../../src/local/identity/identity-emulator';

export const readerId = '11111111-0000-4000-8000-000000000001';
export const writerId = '11111111-0000-4000-8000-000000000002';
export const armResource = 'https://management.azure.com';
export const graphResource = 'https://graph.microsoft.com';
export const start = Date.parse('2026-03-01T09:00:00Z');

/** A small tenant: two management groups, two subscriptions, RG1 beside RG10, nested groups, PIM both ways, a deny, a lock. */
export function smallSeed() {
  const seed = seedBuilder();
  seed.managementGroup('root');
  const platform = seed.managementGroup('platform', 'root');
  const sub = seed.subscription('production', { managementGroup: 'platform' });
  const other = seed.subscription('sandbox', { managementGroup: 'root' });
  const rg1 = seed.resourceGroup(sub, 'RG1');
  const rg10 = seed.resourceGroup(sub, 'RG10');
  const botIdentity = seed.servicePrincipal('vm1 identity', { servicePrincipalType: 'ManagedIdentity' });
  const vm1 = seed.vm(rg1, 'vm1', { systemIdentity: botIdentity, tags: { env: 'prod' }, osType: 'Windows' });
  const vm2 = seed.vm(rg10, 'vm2', { powerState: 'deallocated', bootDiagnostics: false });
  const instance = seed.scaleSetInstance(rg1, 'web', '3');
  const ann = seed.user('Ann Manager');
  const rob = seed.user('Rob Robertson', { managerId: ann });
  const eve = seed.user('Eve Outside');
  const deploy = seed.servicePrincipal('deploy', { ownerIds: [ann] });
  const inner = seed.group('vm operators', [rob]);
  const outer = seed.group('all operators', [inner, deploy], { ownerIds: [ann] });
  const grants = {
    direct: seed.grant(rob, 'virtualMachineContributor', rg1, { createdBy: ann }),
    viaGroup: seed.grant(outer, 'contributor', sub),
    platform: seed.grant(ann, 'owner', platform),
    root: seed.grant(eve, 'userAccessAdministrator', '/'),
    elsewhere: seed.grant(rob, 'reader', other),
    rg10: seed.grant(rob, 'reader', rg10),
    onMachine: seed.grant(eve, 'reader', vm1),
    owner: seed.grant(ann, 'owner', sub),
  };
  const eligible = seed.eligible(rob, 'contributor', sub);
  const active = seed.active(eve, 'contributor', rg1, { eligibleName: eligible });
  seed.deny('managed application', rg10, ['Microsoft.SerialConsole/*'], {
    excludePrincipals: [{ id: ann, type: 'User' }],
  });
  seed.lock(rg10, 'CanNotDelete', 'keep');
  seed.customRole('Console users', ['Microsoft.SerialConsole/serialPorts/connect/action'], { assignableScopes: [sub] });
  seed.caller(readerCaller(readerId));
  seed.caller(writerCaller(writerId));
  const ids = { sub, other, rg1, rg10, vm1, vm2, instance, ann, rob, eve, deploy, inner, outer, botIdentity, platform };
  return { ...seed.build(), ids, grants, eligible, active };
}

export interface World extends ReturnType<typeof smallSeed> {
  readonly clock: ManualClock;
  readonly people: Directory;
  readonly identity: IdentityEmulator;
  readonly azure: ArmEmulator;
  readonly graphServer: GraphEmulator;
  readonly activity: ActivityRow[];
  close(): Promise<void>;
}

/** All three emulators on one directory and one seed. Making signing keys is slow, so a file starts its identity emulator once. */
export async function startWorld(identity: IdentityEmulator): Promise<World> {
  const seed = smallSeed();
  const clock = new ManualClock(start);
  const people = createDirectory(seed.directory);
  const activity: ActivityRow[] = [];
  const authenticate = (audience: string) => bearerFrom({ keysUrl: identity.keysUrl, audiences: [audience] });
  const azure = await startArm({
    clock,
    seed: seed.arm,
    directory: people,
    authenticate: authenticate(armResource),
    onActivity: (row) => void activity.push(row),
  });
  const graphServer = await startGraph({ clock, directory: people, authenticate: authenticate(graphResource) });
  const close = async () => {
    await Promise.all([azure.close(), graphServer.close()]);
  };
  return { ...seed, clock, people, identity, azure, graphServer, activity, close };
}

export interface Reply {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
  readonly headers: Headers;
}

/** A plain client, so that the emulator's tests do not depend on any SDK. */
export function caller(origin: string, token: string) {
  return async (method: string, pathOrUrl: string, body?: unknown): Promise<Reply> => {
    const url = pathOrUrl.startsWith('http') ? pathOrUrl : `${origin}${pathOrUrl}`;
    const response = await fetch(url, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, body: text === '' ? {} : JSON.parse(text), headers: response.headers };
  };
}
