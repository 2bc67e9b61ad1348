import { builtInRole } from '../../../src/local/arm/built-in-roles';
import { assignmentBody, auth, code, freshWorlds, ids, newName, rows, v } from './fresh-worlds';
import { armResource, caller, readerId } from './world';

const f = freshWorlds();

describe('who may call', () => {
  it('refuses a missing token, one for another audience, and an expired one', async () => {
    const target = `${f.world.ids.sub}/${auth}/roleAssignments?${v}`;
    expect((await fetch(`${f.world.azure.url}${target}`)).status).toBe(401);
    const graph = await f.world.identity.accessToken({ clientId: readerId, resource: 'https://graph.microsoft.com' });
    expect(code(await caller(f.world.azure.url, graph)('GET', target))).toBe('InvalidAuthenticationToken');
    const old = await f.world.identity.accessToken({ clientId: readerId, resource: armResource, ttlSeconds: -60 });
    expect(code(await caller(f.world.azure.url, old)('GET', target))).toBe('ExpiredAuthenticationToken');
  });

  it('refuses an unlisted identity everything and the reader every write', async () => {
    const stranger = await f.world.identity.accessToken({ clientId: newName, resource: armResource });
    const reply = await caller(f.world.azure.url, stranger)('GET', `${f.world.ids.sub}/${auth}/roleAssignments?${v}`);
    expect([reply.status, code(reply)]).toEqual([403, 'AuthorizationFailed']);
    const removal = await f.read('DELETE', `${f.world.grants.direct}?${v}`);
    expect([removal.status, code(removal)]).toEqual([403, 'AuthorizationFailed']);
    expect(f.world.azure.journal.writes()).toEqual([]);
  });

  it('lets the writer remove Contributor but not grant it back', async () => {
    expect((await f.write('DELETE', `${f.world.grants.viaGroup}?${v}`)).status).toBe(200);
    const back = await f.write(
      'PUT',
      `${f.world.grants.viaGroup}?${v}`,
      assignmentBody(builtInRole.contributor, f.world.ids.outer),
    );
    expect(back.status).toBe(403);
    expect(JSON.stringify(back.body)).toContain('ABAC condition');
  });
});

describe('machines, groups, locks, ancestors', () => {
  it('reads a machine with tags, system, identity and boot diagnostics', async () => {
    const reply = await f.read('GET', `${f.world.ids.vm1}?api-version=2024-07-01&$expand=instanceView`);
    expect(reply.body).toMatchObject({ tags: { env: 'prod' }, identity: { principalId: f.world.ids.botIdentity } });
    expect(reply.body.properties).toMatchObject({
      storageProfile: { osDisk: { osType: 'Windows' } },
      diagnosticsProfile: { bootDiagnostics: { enabled: true } },
      instanceView: { statuses: [{ code: 'PowerState/running' }] },
    });
    expect(code(await f.read('GET', `${f.world.ids.vm1}x?api-version=2024-07-01`))).toBe('ResourceNotFound');
  });

  it('keeps scale-set instances out of the list of machines', async () => {
    const machines = await f.read('GET', `${f.world.ids.sub}/providers/Microsoft.Compute/virtualMachines?${v}`);
    expect(ids(machines)).toEqual([f.world.ids.vm1, f.world.ids.vm2].sort());
    const sets = await f.read('GET', `${f.world.ids.sub}/providers/Microsoft.Compute/virtualMachineScaleSets?${v}`);
    const [set = ''] = ids(sets);
    expect(ids(await f.read('GET', `${set}/virtualMachines?${v}`))).toEqual([f.world.ids.instance]);
    expect((await f.read('GET', `${f.world.ids.instance}?${v}`)).body.instanceId).toBe('3');
  });

  it('lists locks at any level, groups, and the chain of management groups', async () => {
    expect(rows(await f.read('GET', `${f.world.ids.sub}/${auth}/locks?${v}`))).toHaveLength(1);
    expect(rows(await f.read('GET', `${f.world.ids.vm2}/${auth}/locks?${v}&$filter=atScope()`))).toHaveLength(1);
    expect(rows(await f.read('GET', `${f.world.ids.rg1}/${auth}/locks?${v}`))).toHaveLength(0);
    expect(rows(await f.read('GET', `${f.world.ids.sub}/resourcegroups?${v}`)).map(({ name }) => name)).toEqual([
      'RG1',
      'RG10',
    ]);
    const query = `resourcecontainers | where type =~ 'microsoft.resources/subscriptions' | where subscriptionId in~ ('${f.world.ids.sub.split('/')[2]}') | project subscriptionId, name, managementGroupAncestorsChain = properties.managementGroupAncestorsChain`;
    const reply = await f.read('POST', `/providers/Microsoft.ResourceGraph/resources?${v}`, { query });
    const [row] = reply.body.data as { managementGroupAncestorsChain: { name: string }[] }[];
    expect(row?.managementGroupAncestorsChain.map(({ name }) => name)).toEqual(['platform', 'root']);
    expect(
      (await f.read('POST', `/providers/Microsoft.ResourceGraph/resources?${v}`, { query: 'resources | count' }))
        .status,
    ).toBe(400);
  });
});

describe('the console switch', () => {
  const service = () => `${f.world.ids.sub}/providers/Microsoft.SerialConsole/consoleServices/default`;
  const status = async () => (await f.read('GET', `${service()}?api-version=2023-01-01`)).body;

  it('turns off and on, and stands under a ReadOnly lock', async () => {
    expect(await status()).toEqual({ properties: { disabled: false } });
    expect((await f.write('POST', `${service()}/disableConsole?api-version=2023-01-01`)).body).toEqual({
      properties: { disabled: true },
    });
    expect(await status()).toEqual({ properties: { disabled: true } });
    expect(f.world.azure.journal.writes().map(({ action }) => action)).toEqual([
      'Microsoft.SerialConsole/consoleServices/disableConsole/action',
    ]);
    f.world.azure.state.locks = [{ scope: f.world.ids.sub, name: 'frozen', level: 'ReadOnly' }];
    expect(code(await f.write('POST', `${service()}/enableConsole?api-version=2023-01-01`))).toBe('ScopeLocked');
  });

  it('answers a missing subscription without the error envelope', async () => {
    const path =
      '/subscriptions/00000000-0000-4000-8000-000000000000/providers/Microsoft.SerialConsole/consoleServices/default';
    const reply = await f.read('GET', `${path}?api-version=2023-01-01`);
    expect([reply.status, reply.body.code, reply.body.error]).toEqual([404, 'SubscriptionNotFound', undefined]);
  });
});
