import { builtInRole } from '../../../src/local/arm/built-in-roles';
import { type IdentityEmulator, startIdentity } from '../../../src/local/identity/identity-emulator';
import { armResource, caller, type Reply, readerId, start, startWorld, type World, writerId } from './world';

let identity: IdentityEmulator;
let world: World;
let read: ReturnType<typeof caller>;
let write: ReturnType<typeof caller>;
const auth = 'providers/Microsoft.Authorization';
const v = 'api-version=2022-04-01';
const pim = 'api-version=2020-10-01';

beforeAll(async () => {
  identity = await startIdentity();
});
afterAll(() => identity.close());
beforeEach(async () => {
  world = await startWorld(identity);
  read = caller(world.azure.url, await world.identity.accessToken({ clientId: readerId, resource: armResource }));
  write = caller(world.azure.url, await world.identity.accessToken({ clientId: writerId, resource: armResource }));
});
afterEach(() => world.close());

const rows = ({ body }: Reply) => body.value as { id: string; name: string; properties: Record<string, unknown> }[];
const ids = (reply: Reply) =>
  rows(reply)
    .map(({ id }) => id)
    .sort();
const code = ({ body }: Reply) => (body.error as { code: string }).code;
const list = (scope: string, filter?: string) =>
  read(
    'GET',
    `${scope}/${auth}/roleAssignments?${v}${filter === undefined ? '' : `&$filter=${encodeURIComponent(filter)}`}`,
  );
const body = (role: string, principalId: string, more = {}) => ({
  properties: { roleDefinitionId: `/${auth}/roleDefinitions/${role}`, principalId, ...more },
});
const newName = '99999999-0000-4000-8000-000000000001';

describe('who may call', () => {
  it('refuses a missing token, one for another audience, and an expired one', async () => {
    const target = `${world.ids.sub}/${auth}/roleAssignments?${v}`;
    expect((await fetch(`${world.azure.url}${target}`)).status).toBe(401);
    const graph = await world.identity.accessToken({ clientId: readerId, resource: 'https://graph.microsoft.com' });
    expect(code(await caller(world.azure.url, graph)('GET', target))).toBe('InvalidAuthenticationToken');
    const old = await world.identity.accessToken({ clientId: readerId, resource: armResource, ttlSeconds: -60 });
    expect(code(await caller(world.azure.url, old)('GET', target))).toBe('ExpiredAuthenticationToken');
  });

  it('refuses an unlisted identity everything and the reader every write', async () => {
    const stranger = await world.identity.accessToken({ clientId: newName, resource: armResource });
    const reply = await caller(world.azure.url, stranger)('GET', `${world.ids.sub}/${auth}/roleAssignments?${v}`);
    expect([reply.status, code(reply)]).toEqual([403, 'AuthorizationFailed']);
    const removal = await read('DELETE', `${world.grants.direct}?${v}`);
    expect([removal.status, code(removal)]).toEqual([403, 'AuthorizationFailed']);
    expect(world.azure.journal.writes()).toEqual([]);
  });

  it('lets the writer remove Contributor but not grant it back', async () => {
    expect((await write('DELETE', `${world.grants.viaGroup}?${v}`)).status).toBe(200);
    const back = await write('PUT', `${world.grants.viaGroup}?${v}`, body(builtInRole.contributor, world.ids.outer));
    expect(back.status).toBe(403);
    expect(JSON.stringify(back.body)).toContain('ABAC condition');
  });
});

describe('listing role assignments', () => {
  it('without a filter answers above, at and below, and RG1 never holds RG10', async () => {
    const { direct, viaGroup, platform, root, onMachine, owner } = world.grants;
    const found = ids(await list(world.ids.rg1));
    expect(found).toEqual(expect.arrayContaining([direct, viaGroup, platform, root, onMachine, owner]));
    expect(found).not.toContain(world.grants.rg10);
    expect(found).not.toContain(world.grants.elsewhere);
  });

  it('with atScope() leaves out what lies below', async () => {
    const found = ids(await list(world.ids.rg1, 'atScope()'));
    expect(found).toContain(world.grants.platform);
    expect(found).not.toContain(world.grants.onMachine);
  });

  it('with assignedTo() follows nested groups, and with principalId does not', async () => {
    const { direct, viaGroup } = world.grants;
    expect(ids(await list(world.ids.vm1, `atScope() and assignedTo('${world.ids.rob}')`))).toEqual(
      [direct, viaGroup].sort(),
    );
    expect(ids(await list(world.ids.rg1, `principalId eq '${world.ids.rob}'`))).toEqual([direct]);
    expect((await list(world.ids.rg1, `assignedTo('${world.ids.outer}')`)).status).toBe(400);
  });

  it('accepts a double slash and any letter case', async () => {
    const filter = `$filter=${encodeURIComponent(`atScope() and assignedTo('${world.ids.rob.toUpperCase()}')`)}`;
    const path = `/${world.ids.vm1.toUpperCase()}/providers/microsoft.authorization/ROLEASSIGNMENTS?${v}&${filter}`;
    expect(ids(await read('GET', path))).toEqual([world.grants.direct, world.grants.viaGroup].sort());
  });

  it('pages by absolute links that keep the filter', async () => {
    world.azure.setPageSize(2);
    const all: string[] = [];
    let reply = await list(world.ids.sub, 'atScope()');
    for (;;) {
      all.push(...ids(reply));
      const next = reply.body.nextLink;
      if (typeof next !== 'string') break;
      expect(next.startsWith(world.azure.url)).toBe(true);
      reply = await read('GET', next);
    }
    world.azure.setPageSize(500);
    expect(all.sort()).toEqual(ids(await list(world.ids.sub, 'atScope()')));
    expect(new Set(all).size).toBe(all.length);
  });

  it('refuses unknown filters and subscriptions, and needs an api-version', async () => {
    expect(code(await list(world.ids.sub, "colour eq 'red'"))).toBe('BadRequestQuery');
    expect(code(await list('/subscriptions/00000000-0000-4000-8000-000000000000'))).toBe('SubscriptionNotFound');
    expect(code(await read('GET', `${world.ids.sub}/${auth}/roleAssignments`))).toBe('MissingApiVersionParameter');
  });

  it('shows the principal type of a deleted principal as Unknown', async () => {
    world.people.remove(world.ids.rob);
    const reply = await read('GET', `${world.grants.direct}?${v}`);
    expect((reply.body.properties as Record<string, unknown>).principalType).toBe('Unknown');
  });
});

describe('creating role assignments', () => {
  const put = (scope: string, name: string, content: unknown) =>
    write('PUT', `${scope}/${auth}/roleAssignments/${name}?${v}`, content);

  it('answers 201 for a new one and 200 for the same one again', async () => {
    const content = body(builtInRole.reader, world.ids.rob, { principalType: 'User', description: 'narrowed' });
    const created = await put(world.ids.rg1, newName, content);
    expect(created.status).toBe(201);
    expect(created.body.properties).toMatchObject({
      description: 'narrowed',
      createdOn: new Date(start).toISOString(),
    });
    expect((await put(world.ids.rg1, newName, content)).status).toBe(200);
  });

  it('refuses the same tuple under another GUID and another tuple under the same GUID', async () => {
    const twin = await put(world.ids.rg1, newName, body(builtInRole.virtualMachineContributor, world.ids.rob));
    expect([twin.status, code(twin)]).toEqual([409, 'RoleAssignmentExists']);
    const [name = ''] = world.grants.direct.split('/').slice(-1);
    const moved = await put(world.ids.rg1, name, body(builtInRole.reader, world.ids.eve));
    expect([moved.status, code(moved)]).toEqual([400, 'RoleAssignmentUpdateNotPermitted']);
  });

  it('refuses unknown principals unless their type is named, unknown roles, and names that are no GUID', async () => {
    const ghost = '22222222-0000-4000-8000-000000000009';
    expect(code(await put(world.ids.rg1, newName, body(builtInRole.reader, ghost)))).toBe('PrincipalNotFound');
    expect((await put(world.ids.rg1, newName, body(builtInRole.reader, ghost, { principalType: 'User' }))).status).toBe(
      201,
    );
    world.azure.state.callers = world.azure.state.callers.map(({ mayAssign: _, ...rest }) => rest);
    expect(code(await put(world.ids.rg1, newName, body(ghost, world.ids.rob)))).toBe('RoleDefinitionDoesNotExist');
    expect(code(await put(world.ids.rg1, 'me', body(builtInRole.reader, world.ids.rob)))).toBe(
      'InvalidRoleAssignmentId',
    );
  });

  it('still adds under a CanNotDelete lock but not under a ReadOnly one', async () => {
    expect((await put(world.ids.rg10, newName, body(builtInRole.reader, world.ids.eve))).status).toBe(201);
    world.azure.state.locks = [{ scope: world.ids.rg1, name: 'frozen', level: 'ReadOnly' }];
    const refused = await put(world.ids.rg1, newName.replace('1', '2'), body(builtInRole.reader, world.ids.rob));
    expect([refused.status, code(refused)]).toEqual([409, 'ScopeLocked']);
  });

  it('stops at 4000 assignments in a subscription', async () => {
    const [row] = world.azure.state.roleAssignments;
    if (!row) throw new Error('the seed has assignments');
    const many = Array.from({ length: 4000 }, (_, n) => ({ ...row, name: `${n}`, scope: world.ids.rg1 }));
    world.azure.state.roleAssignments = [...world.azure.state.roleAssignments, ...many];
    expect(code(await put(world.ids.rg1, newName, body(builtInRole.reader, world.ids.eve)))).toBe(
      'RoleAssignmentLimitExceeded',
    );
  });
});

describe('deleting role assignments', () => {
  it('answers 200 with the assignment, then 204', async () => {
    const first = await write('DELETE', `${world.grants.direct}?${v}`);
    expect([first.status, first.body.id]).toEqual([200, world.grants.direct]);
    expect((await write('DELETE', `${world.grants.direct}?${v}`)).status).toBe(204);
    expect((await read('GET', `${world.grants.direct}?${v}`)).status).toBe(404);
  });

  it('is stopped by a lock above', async () => {
    const reply = await write('DELETE', `${world.grants.rg10}?${v}`);
    expect([reply.status, code(reply)]).toEqual([409, 'ScopeLocked']);
    expect((await read('GET', `${world.grants.rg10}?${v}`)).status).toBe(200);
  });

  it('keeps the last administrator of a subscription, inherited owners notwithstanding', async () => {
    world.azure.state.callers = world.azure.state.callers.map(({ mayRemove: _, ...rest }) => rest);
    const reply = await write('DELETE', `${world.grants.owner}?${v}`);
    expect([reply.status, code(reply)]).toEqual([412, 'CannotDeleteLastRbacAdminAssignment']);
  });

  it('leaves a start row and an outcome row in the Activity log, of the identity that made the change', async () => {
    await write('DELETE', `${world.grants.direct}?${v}`);
    await write('DELETE', `${world.grants.rg10}?${v}`);
    expect(world.activity.map((row) => row.ActivityStatusValue)).toEqual(['Start', 'Success', 'Start', 'Failure']);
    const [began, ended] = world.activity;
    expect(began?.CorrelationId).toBe(ended?.CorrelationId);
    expect(began?.EventDataId).not.toBe(ended?.EventDataId);
    expect(ended).toMatchObject({
      OperationNameValue: 'MICROSOFT.AUTHORIZATION/ROLEASSIGNMENTS/DELETE',
      TimeGenerated: new Date(start).toISOString(),
      ResourceGroup: 'RG1',
    });
    expect((ended?.Claims_d as Record<string, unknown>).appid).toBe(writerId);
  });
});

describe('role definitions and deny assignments', () => {
  it('lists built-in roles and the custom ones of the scope', async () => {
    const here = rows(await read('GET', `${world.ids.sub}/${auth}/roleDefinitions?${v}`));
    expect(here.map((row) => row.properties.roleName)).toEqual(expect.arrayContaining(['Owner', 'Console users']));
    const custom = await read(
      'GET',
      `${world.ids.other}/${auth}/roleDefinitions?${v}&$filter=${encodeURIComponent("type eq 'CustomRole'")}`,
    );
    expect(rows(custom)).toEqual([]);
    const byId = await read('GET', `${world.ids.sub}/${auth}/roleDefinitions/${builtInRole.owner}?${v}`);
    expect((byId.body.properties as Record<string, unknown>).permissions).toEqual([
      { actions: ['*'], notActions: [], dataActions: [], notDataActions: [] },
    ]);
    expect((await read('GET', `${world.ids.sub}/${auth}/roleDefinitions/${newName}?${v}`)).status).toBe(404);
  });

  it('lists deny assignments at and above', async () => {
    const filter = `&$filter=${encodeURIComponent('atScope()')}`;
    expect(rows(await read('GET', `${world.ids.vm2}/${auth}/denyAssignments?${v}${filter}`))).toHaveLength(1);
    expect(rows(await read('GET', `${world.ids.vm1}/${auth}/denyAssignments?${v}${filter}`))).toHaveLength(0);
  });
});

describe('privileged identity management', () => {
  const active = () => read('GET', `${world.ids.vm1}/${auth}/roleAssignmentScheduleInstances?${pim}&$filter=atScope()`);
  const request = (type: string, name: string, properties: object) =>
    write('PUT', `${world.ids.rg1}/${auth}/${type}/${name}?${pim}`, { properties });
  const contributor = `/${auth}/roleDefinitions/${builtInRole.contributor}`;

  it('shows an active instance also as a role assignment and names its principal', async () => {
    const [row] = rows(await active());
    expect(row?.properties).toMatchObject({ principalId: world.ids.eve, assignmentType: 'Activated' });
    expect(row?.properties.expandedProperties).toMatchObject({ principal: { displayName: 'Eve Outside' } });
    expect(rows(await list(world.ids.rg1, `principalId eq '${world.ids.eve}'`)).map(({ name }) => name)).toContain(
      world.active,
    );
    const eligible = await read(
      'GET',
      `${world.ids.vm1}/${auth}/roleEligibilityScheduleInstances?${pim}&$filter=atScope()`,
    );
    expect(rows(eligible).map(({ name }) => name)).toEqual([world.eligible]);
  });

  it('ends an active assignment by AdminRemove, once', async () => {
    const properties = { principalId: world.ids.eve, roleDefinitionId: contributor, requestType: 'AdminRemove' };
    const done = await request('roleAssignmentScheduleRequests', newName, properties);
    expect([done.status, (done.body.properties as Record<string, unknown>).status]).toEqual([201, 'Revoked']);
    expect(rows(await active())).toEqual([]);
    expect(world.azure.state.roleAssignments.map(({ name }) => name)).not.toContain(world.active);
    expect((await request('roleAssignmentScheduleRequests', newName, properties)).status).toBe(201);
    const other = await request('roleAssignmentScheduleRequests', newName.replace('1', '2'), properties);
    expect(code(other)).toBe('RoleAssignmentDoesNotExist');
  });

  it('makes an eligible assignment by AdminAssign, never for a service principal', async () => {
    const properties = { principalId: world.ids.ann, roleDefinitionId: contributor, requestType: 'AdminAssign' };
    expect((await request('roleEligibilityScheduleRequests', newName, properties)).status).toBe(201);
    expect(world.azure.state.eligibleInstances).toHaveLength(2);
    const robot = await request('roleEligibilityScheduleRequests', newName.replace('1', '2'), {
      ...properties,
      principalId: world.ids.deploy,
    });
    expect(code(robot)).toBe('InvalidSubjectType');
  });

  it('stops listing an instance whose time is over', async () => {
    const [row] = world.azure.state.activeInstances;
    if (!row) throw new Error('the seed has an active instance');
    world.azure.state.activeInstances = [{ ...row, endDateTime: new Date(start + 60_000).toISOString() }];
    expect(rows(await active())).toHaveLength(1);
    world.clock.advance(61_000);
    expect(rows(await active())).toHaveLength(0);
  });
});

describe('machines, groups, locks, ancestors', () => {
  it('reads a machine with tags, system, identity and boot diagnostics', async () => {
    const reply = await read('GET', `${world.ids.vm1}?api-version=2024-07-01&$expand=instanceView`);
    expect(reply.body).toMatchObject({ tags: { env: 'prod' }, identity: { principalId: world.ids.botIdentity } });
    expect(reply.body.properties).toMatchObject({
      storageProfile: { osDisk: { osType: 'Windows' } },
      diagnosticsProfile: { bootDiagnostics: { enabled: true } },
      instanceView: { statuses: [{ code: 'PowerState/running' }] },
    });
    expect(code(await read('GET', `${world.ids.vm1}x?api-version=2024-07-01`))).toBe('ResourceNotFound');
  });

  it('keeps scale-set instances out of the list of machines', async () => {
    const machines = await read('GET', `${world.ids.sub}/providers/Microsoft.Compute/virtualMachines?${v}`);
    expect(ids(machines)).toEqual([world.ids.vm1, world.ids.vm2].sort());
    const sets = await read('GET', `${world.ids.sub}/providers/Microsoft.Compute/virtualMachineScaleSets?${v}`);
    const [set = ''] = ids(sets);
    expect(ids(await read('GET', `${set}/virtualMachines?${v}`))).toEqual([world.ids.instance]);
    expect((await read('GET', `${world.ids.instance}?${v}`)).body.instanceId).toBe('3');
  });

  it('lists locks at any level, groups, and the chain of management groups', async () => {
    expect(rows(await read('GET', `${world.ids.sub}/${auth}/locks?${v}`))).toHaveLength(1);
    expect(rows(await read('GET', `${world.ids.vm2}/${auth}/locks?${v}&$filter=atScope()`))).toHaveLength(1);
    expect(rows(await read('GET', `${world.ids.rg1}/${auth}/locks?${v}`))).toHaveLength(0);
    expect(rows(await read('GET', `${world.ids.sub}/resourcegroups?${v}`)).map(({ name }) => name)).toEqual([
      'RG1',
      'RG10',
    ]);
    const query = `resourcecontainers | where type =~ 'microsoft.resources/subscriptions' | where subscriptionId in~ ('${world.ids.sub.split('/')[2]}') | project subscriptionId, name, managementGroupAncestorsChain = properties.managementGroupAncestorsChain`;
    const reply = await read('POST', `/providers/Microsoft.ResourceGraph/resources?${v}`, { query });
    const [row] = reply.body.data as { managementGroupAncestorsChain: { name: string }[] }[];
    expect(row?.managementGroupAncestorsChain.map(({ name }) => name)).toEqual(['platform', 'root']);
    expect(
      (await read('POST', `/providers/Microsoft.ResourceGraph/resources?${v}`, { query: 'resources | count' })).status,
    ).toBe(400);
  });
});

describe('the console switch', () => {
  const service = () => `${world.ids.sub}/providers/Microsoft.SerialConsole/consoleServices/default`;
  const status = async () => (await read('GET', `${service()}?api-version=2023-01-01`)).body;

  it('turns off and on, and stands under a ReadOnly lock', async () => {
    expect(await status()).toEqual({ properties: { disabled: false } });
    expect((await write('POST', `${service()}/disableConsole?api-version=2023-01-01`)).body).toEqual({
      properties: { disabled: true },
    });
    expect(await status()).toEqual({ properties: { disabled: true } });
    expect(world.azure.journal.writes().map(({ action }) => action)).toEqual([
      'Microsoft.SerialConsole/consoleServices/disableConsole/action',
    ]);
    world.azure.state.locks = [{ scope: world.ids.sub, name: 'frozen', level: 'ReadOnly' }];
    expect(code(await write('POST', `${service()}/enableConsole?api-version=2023-01-01`))).toBe('ScopeLocked');
  });

  it('answers a missing subscription without the error envelope', async () => {
    const path =
      '/subscriptions/00000000-0000-4000-8000-000000000000/providers/Microsoft.SerialConsole/consoleServices/default';
    const reply = await read('GET', `${path}?api-version=2023-01-01`);
    expect([reply.status, reply.body.code, reply.body.error]).toEqual([404, 'SubscriptionNotFound', undefined]);
  });
});
