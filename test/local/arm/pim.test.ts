import { builtInRole } from '../../../src/local/arm/built-in-roles';
import { auth, code, freshWorlds, listAssignments, newName, pim, rows, v } from './fresh-worlds';
import { start } from './world';

const f = freshWorlds();

describe('role definitions and deny assignments', () => {
  it('lists built-in roles and the custom ones of the scope', async () => {
    const here = rows(await f.read('GET', `${f.world.ids.sub}/${auth}/roleDefinitions?${v}`));
    expect(here.map((row) => row.properties.roleName)).toEqual(expect.arrayContaining(['Owner', 'Console users']));
    const custom = await f.read(
      'GET',
      `${f.world.ids.other}/${auth}/roleDefinitions?${v}&$filter=${encodeURIComponent("type eq 'CustomRole'")}`,
    );
    expect(rows(custom)).toEqual([]);
    const byId = await f.read('GET', `${f.world.ids.sub}/${auth}/roleDefinitions/${builtInRole.owner}?${v}`);
    expect((byId.body.properties as Record<string, unknown>).permissions).toEqual([
      { actions: ['*'], notActions: [], dataActions: [], notDataActions: [] },
    ]);
    expect((await f.read('GET', `${f.world.ids.sub}/${auth}/roleDefinitions/${newName}?${v}`)).status).toBe(404);
  });

  it('lists deny assignments at and above', async () => {
    const filter = `&$filter=${encodeURIComponent('atScope()')}`;
    expect(rows(await f.read('GET', `${f.world.ids.vm2}/${auth}/denyAssignments?${v}${filter}`))).toHaveLength(1);
    expect(rows(await f.read('GET', `${f.world.ids.vm1}/${auth}/denyAssignments?${v}${filter}`))).toHaveLength(0);
  });
});

describe('privileged identity management', () => {
  const active = () =>
    f.read('GET', `${f.world.ids.vm1}/${auth}/roleAssignmentScheduleInstances?${pim}&$filter=atScope()`);
  const request = (type: string, name: string, properties: object) =>
    f.write('PUT', `${f.world.ids.rg1}/${auth}/${type}/${name}?${pim}`, { properties });
  const contributor = `/${auth}/roleDefinitions/${builtInRole.contributor}`;

  it('shows an active instance also as a role assignment and names its principal', async () => {
    const [row] = rows(await active());
    expect(row?.properties).toMatchObject({ principalId: f.world.ids.eve, assignmentType: 'Activated' });
    expect(row?.properties.expandedProperties).toMatchObject({ principal: { displayName: 'Eve Outside' } });
    expect(
      rows(await listAssignments(f.read, f.world.ids.rg1, `principalId eq '${f.world.ids.eve}'`)).map(
        ({ name }) => name,
      ),
    ).toContain(f.world.active);
    const eligible = await f.read(
      'GET',
      `${f.world.ids.vm1}/${auth}/roleEligibilityScheduleInstances?${pim}&$filter=atScope()`,
    );
    expect(rows(eligible).map(({ name }) => name)).toEqual([f.world.eligible]);
  });

  it('ends an active assignment by AdminRemove, once', async () => {
    const properties = { principalId: f.world.ids.eve, roleDefinitionId: contributor, requestType: 'AdminRemove' };
    const done = await request('roleAssignmentScheduleRequests', newName, properties);
    expect([done.status, (done.body.properties as Record<string, unknown>).status]).toEqual([201, 'Revoked']);
    expect(rows(await active())).toEqual([]);
    expect(f.world.azure.state.roleAssignments.map(({ name }) => name)).not.toContain(f.world.active);
    expect((await request('roleAssignmentScheduleRequests', newName, properties)).status).toBe(201);
    const other = await request('roleAssignmentScheduleRequests', newName.replace('1', '2'), properties);
    expect(code(other)).toBe('RoleAssignmentDoesNotExist');
  });

  it('makes an eligible assignment by AdminAssign, never for a service principal', async () => {
    const properties = { principalId: f.world.ids.ann, roleDefinitionId: contributor, requestType: 'AdminAssign' };
    expect((await request('roleEligibilityScheduleRequests', newName, properties)).status).toBe(201);
    expect(f.world.azure.state.eligibleInstances).toHaveLength(2);
    const robot = await request('roleEligibilityScheduleRequests', newName.replace('1', '2'), {
      ...properties,
      principalId: f.world.ids.deploy,
    });
    expect(code(robot)).toBe('InvalidSubjectType');
  });

  it('stops listing an instance whose time is over', async () => {
    const [row] = f.world.azure.state.activeInstances;
    if (!row) throw new Error('the seed has an active instance');
    f.world.azure.state.activeInstances = [{ ...row, endDateTime: new Date(start + 60_000).toISOString() }];
    expect(rows(await active())).toHaveLength(1);
    f.world.clock.advance(61_000);
    expect(rows(await active())).toHaveLength(0);
  });
});
