import { type IdentityEmulator, startIdentity } from '../../../src/local/identity/identity-emulator';
import { armResource, caller, graphResource, type Reply, readerId, startWorld, type World } from '../arm/world';

let identity: IdentityEmulator;
let world: World;
let graph: ReturnType<typeof caller>;

beforeAll(async () => {
  identity = await startIdentity();
});
afterAll(() => identity.close());
beforeEach(async () => {
  world = await startWorld(identity);
  graph = caller(world.graphServer.url, await identity.accessToken({ clientId: readerId, resource: graphResource }));
});
afterEach(() => world.close());

const rows = ({ body }: Reply) => body.value as Record<string, unknown>[];
const code = ({ body }: Reply) => (body.error as { code: string }).code;
const ghost = '22222222-0000-4000-8000-000000000009';

it('refuses a token made for ARM', async () => {
  const token = await identity.accessToken({ clientId: readerId, resource: armResource });
  expect((await caller(world.graphServer.url, token)('GET', `/v1.0/users/${world.ids.rob}`)).status).toBe(401);
});

it('gives a user by id or name: the default fields, or the selected ones', async () => {
  const byName = await graph('GET', '/v1.0/users/rob.robertson@contoso.com');
  expect(byName.body).toMatchObject({ id: world.ids.rob, displayName: 'Rob Robertson' });
  expect(byName.body).not.toHaveProperty('accountEnabled');
  const selected = await graph('GET', `/v1.0/users/${world.ids.rob}?$select=accountEnabled,userType`);
  expect(selected.body).toMatchObject({ id: world.ids.rob, accountEnabled: true, userType: 'Member' });
  expect(selected.body).not.toHaveProperty('displayName');
  expect(code(await graph('GET', `/v1.0/users/${world.ids.outer}`))).toBe('Request_ResourceNotFound');
});

it('gives managers, owners, groups and service principals', async () => {
  expect((await graph('GET', `/v1.0/users/${world.ids.rob}/manager`)).body.id).toBe(world.ids.ann);
  expect((await graph('GET', `/v1.0/users/${world.ids.ann}/manager`)).status).toBe(404);
  expect(rows(await graph('GET', `/v1.0/groups/${world.ids.outer}/owners`)).map(({ id }) => id)).toEqual([
    world.ids.ann,
  ]);
  expect((await graph('GET', `/v1.0/groups/${world.ids.outer}`)).body.displayName).toBe('all operators');
  const principal = await graph('GET', `/v1.0/servicePrincipals/${world.ids.deploy}`);
  expect(principal.body).toMatchObject({ displayName: 'deploy', servicePrincipalType: 'Application' });
  const owners = await graph('GET', `/v1.0/servicePrincipals/${world.ids.deploy}/owners`);
  expect(rows(owners)).toEqual([
    expect.objectContaining({ '@odata.type': '#microsoft.graph.user', id: world.ids.ann }),
  ]);
});

it('follows nested groups, round in circles too, by pages', async () => {
  world.people.addMember(world.ids.inner, world.ids.outer);
  world.graphServer.setPageSize(2);
  const first = await graph('GET', `/v1.0/groups/${world.ids.outer}/transitiveMembers`);
  const next = first.body['@odata.nextLink'];
  if (typeof next !== 'string') throw new Error('there are more members than one page holds');
  const second = await graph('GET', next);
  const found = [...rows(first), ...rows(second)].map(({ id }) => id).sort();
  expect(found).toEqual([world.ids.inner, world.ids.outer, world.ids.rob, world.ids.deploy].sort());
  expect(second.body).not.toHaveProperty('@odata.nextLink');
});

it('sees a member removed', async () => {
  const check = () =>
    graph('POST', `/v1.0/users/${world.ids.rob}/checkMemberGroups`, { groupIds: [world.ids.outer, ghost] });
  expect(rows(await check())).toEqual([world.ids.outer]);
  world.people.removeMember(world.ids.inner, world.ids.rob);
  expect(rows(await check())).toEqual([]);
  expect(rows(await graph('GET', `/v1.0/groups/${world.ids.inner}/members`))).toEqual([]);
});

it('keeps the limits on ids', async () => {
  const many = (count: number) => Array.from({ length: count }, () => ghost);
  const checked = await graph('POST', `/v1.0/users/${world.ids.rob}/checkMemberGroups`, { groupIds: many(21) });
  expect(code(checked)).toBe('Request_BadRequest');
  expect((await graph('POST', '/v1.0/directoryObjects/getByIds', { ids: many(1001) })).status).toBe(400);
  const typed = await graph('POST', '/v1.0/directoryObjects/getByIds', {
    ids: [world.ids.rob, world.ids.outer, ghost],
    types: ['group'],
  });
  expect(rows(typed).map(({ id }) => id)).toEqual([world.ids.outer]);
});

it('answers each part of a batch by itself, and at most twenty', async () => {
  const part = (id: string, url: string) => ({ id, method: 'GET', url });
  world.graphServer.faults.next({
    match: { pathIncludes: '/groups/' },
    fault: { kind: 'status', status: 429, retryAfterSeconds: 3 },
  });
  const reply = await graph('POST', '/v1.0/$batch', {
    requests: [
      part('a', `/users/${world.ids.rob}?$select=id`),
      part('b', `/groups/${world.ids.outer}`),
      part('c', `/users/${ghost}`),
    ],
  });
  expect(reply.body.responses).toMatchObject([
    { id: 'a', status: 200, body: { id: world.ids.rob } },
    { id: 'b', status: 429, headers: { 'retry-after': '3' } },
    { id: 'c', status: 404 },
  ]);
  const requests = Array.from({ length: 21 }, (_, n) => part(String(n), '/users/x'));
  expect((await graph('POST', '/v1.0/$batch', { requests })).status).toBe(400);
});

it('refuses what nobody consented to, until somebody does', async () => {
  world.graphServer.revoke('User.Read.All');
  const ask = () => graph('GET', `/v1.0/users/${world.ids.rob}`);
  const refused = await ask();
  expect([refused.status, code(refused)]).toEqual([403, 'Authorization_RequestDenied']);
  expect((await graph('GET', `/v1.0/groups/${world.ids.outer}`)).status).toBe(200);
  world.graphServer.grant('User.Read.All');
  expect((await ask()).status).toBe(200);
});
