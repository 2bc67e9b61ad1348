import { builtInRole } from '../../../src/local/arm/built-in-roles';
import { assignmentBody, auth, code, freshWorlds, ids, listAssignments, newName, v } from './fresh-worlds';
import { start, writerId } from './world';

const f = freshWorlds();

describe('listing role assignments', () => {
  it('without a filter answers above, at and below, and RG1 never holds RG10', async () => {
    const { direct, viaGroup, platform, root, onMachine, owner } = f.world.grants;
    const found = ids(await listAssignments(f.read, f.world.ids.rg1));
    expect(found).toEqual(expect.arrayContaining([direct, viaGroup, platform, root, onMachine, owner]));
    expect(found).not.toContain(f.world.grants.rg10);
    expect(found).not.toContain(f.world.grants.elsewhere);
  });

  it('with atScope() leaves out what lies below', async () => {
    const found = ids(await listAssignments(f.read, f.world.ids.rg1, 'atScope()'));
    expect(found).toContain(f.world.grants.platform);
    expect(found).not.toContain(f.world.grants.onMachine);
  });

  it('with assignedTo() follows nested groups, and with principalId does not', async () => {
    const { direct, viaGroup } = f.world.grants;
    expect(
      ids(await listAssignments(f.read, f.world.ids.vm1, `atScope() and assignedTo('${f.world.ids.rob}')`)),
    ).toEqual([direct, viaGroup].sort());
    expect(ids(await listAssignments(f.read, f.world.ids.rg1, `principalId eq '${f.world.ids.rob}'`))).toEqual([
      direct,
    ]);
    expect((await listAssignments(f.read, f.world.ids.rg1, `assignedTo('${f.world.ids.outer}')`)).status).toBe(400);
  });

  it('accepts a double slash and any letter case', async () => {
    const filter = `$filter=${encodeURIComponent(`atScope() and assignedTo('${f.world.ids.rob.toUpperCase()}')`)}`;
    const path = `/${f.world.ids.vm1.toUpperCase()}/providers/microsoft.authorization/ROLEASSIGNMENTS?${v}&${filter}`;
    expect(ids(await f.read('GET', path))).toEqual([f.world.grants.direct, f.world.grants.viaGroup].sort());
  });

  it('pages by absolute links that keep the filter', async () => {
    f.world.azure.setPageSize(2);
    const all: string[] = [];
    let reply = await listAssignments(f.read, f.world.ids.sub, 'atScope()');
    for (;;) {
      all.push(...ids(reply));
      const next = reply.body.nextLink;
      if (typeof next !== 'string') break;
      expect(next.startsWith(f.world.azure.url)).toBe(true);
      reply = await f.read('GET', next);
    }
    f.world.azure.setPageSize(500);
    expect(all.sort()).toEqual(ids(await listAssignments(f.read, f.world.ids.sub, 'atScope()')));
    expect(new Set(all).size).toBe(all.length);
  });

  it('refuses unknown filters and subscriptions, and needs an api-version', async () => {
    expect(code(await listAssignments(f.read, f.world.ids.sub, "colour eq 'red'"))).toBe('BadRequestQuery');
    expect(code(await listAssignments(f.read, '/subscriptions/00000000-0000-4000-8000-000000000000'))).toBe(
      'SubscriptionNotFound',
    );
    expect(code(await f.read('GET', `${f.world.ids.sub}/${auth}/roleAssignments`))).toBe('MissingApiVersionParameter');
  });

  it('shows the principal type of a deleted principal as Unknown', async () => {
    f.world.people.remove(f.world.ids.rob);
    const reply = await f.read('GET', `${f.world.grants.direct}?${v}`);
    expect((reply.body.properties as Record<string, unknown>).principalType).toBe('Unknown');
  });
});

describe('creating role assignments', () => {
  const put = (scope: string, name: string, content: unknown) =>
    f.write('PUT', `${scope}/${auth}/roleAssignments/${name}?${v}`, content);

  it('answers 201 for a new one and 200 for the same one again', async () => {
    const content = assignmentBody(builtInRole.reader, f.world.ids.rob, {
      principalType: 'User',
      description: 'narrowed',
    });
    const created = await put(f.world.ids.rg1, newName, content);
    expect(created.status).toBe(201);
    expect(created.body.properties).toMatchObject({
      description: 'narrowed',
      createdOn: new Date(start).toISOString(),
    });
    expect((await put(f.world.ids.rg1, newName, content)).status).toBe(200);
  });

  it('refuses the same tuple under another GUID and another tuple under the same GUID', async () => {
    const twin = await put(
      f.world.ids.rg1,
      newName,
      assignmentBody(builtInRole.virtualMachineContributor, f.world.ids.rob),
    );
    expect([twin.status, code(twin)]).toEqual([409, 'RoleAssignmentExists']);
    const [name = ''] = f.world.grants.direct.split('/').slice(-1);
    const moved = await put(f.world.ids.rg1, name, assignmentBody(builtInRole.reader, f.world.ids.eve));
    expect([moved.status, code(moved)]).toEqual([400, 'RoleAssignmentUpdateNotPermitted']);
  });

  it('refuses unknown principals unless their type is named, unknown roles, and names that are no GUID', async () => {
    const ghost = '22222222-0000-4000-8000-000000000009';
    expect(code(await put(f.world.ids.rg1, newName, assignmentBody(builtInRole.reader, ghost)))).toBe(
      'PrincipalNotFound',
    );
    expect(
      (await put(f.world.ids.rg1, newName, assignmentBody(builtInRole.reader, ghost, { principalType: 'User' })))
        .status,
    ).toBe(201);
    f.world.azure.state.callers = f.world.azure.state.callers.map(({ mayAssign: _, ...rest }) => rest);
    expect(code(await put(f.world.ids.rg1, newName, assignmentBody(ghost, f.world.ids.rob)))).toBe(
      'RoleDefinitionDoesNotExist',
    );
    expect(code(await put(f.world.ids.rg1, 'me', assignmentBody(builtInRole.reader, f.world.ids.rob)))).toBe(
      'InvalidRoleAssignmentId',
    );
  });

  it('still adds under a CanNotDelete lock but not under a ReadOnly one', async () => {
    expect((await put(f.world.ids.rg10, newName, assignmentBody(builtInRole.reader, f.world.ids.eve))).status).toBe(
      201,
    );
    f.world.azure.state.locks = [{ scope: f.world.ids.rg1, name: 'frozen', level: 'ReadOnly' }];
    const refused = await put(
      f.world.ids.rg1,
      newName.replace('1', '2'),
      assignmentBody(builtInRole.reader, f.world.ids.rob),
    );
    expect([refused.status, code(refused)]).toEqual([409, 'ScopeLocked']);
  });

  it('stops at 4000 assignments in a subscription', async () => {
    const [row] = f.world.azure.state.roleAssignments;
    if (!row) throw new Error('the seed has assignments');
    const many = Array.from({ length: 4000 }, (_, n) => ({ ...row, name: `${n}`, scope: f.world.ids.rg1 }));
    f.world.azure.state.roleAssignments = [...f.world.azure.state.roleAssignments, ...many];
    expect(code(await put(f.world.ids.rg1, newName, assignmentBody(builtInRole.reader, f.world.ids.eve)))).toBe(
      'RoleAssignmentLimitExceeded',
    );
  });
});

describe('deleting role assignments', () => {
  it('answers 200 with the assignment, then 204', async () => {
    const first = await f.write('DELETE', `${f.world.grants.direct}?${v}`);
    expect([first.status, first.body.id]).toEqual([200, f.world.grants.direct]);
    expect((await f.write('DELETE', `${f.world.grants.direct}?${v}`)).status).toBe(204);
    expect((await f.read('GET', `${f.world.grants.direct}?${v}`)).status).toBe(404);
  });

  it('is stopped by a lock above', async () => {
    const reply = await f.write('DELETE', `${f.world.grants.rg10}?${v}`);
    expect([reply.status, code(reply)]).toEqual([409, 'ScopeLocked']);
    expect((await f.read('GET', `${f.world.grants.rg10}?${v}`)).status).toBe(200);
  });

  it('keeps the last administrator of a subscription, inherited owners notwithstanding', async () => {
    f.world.azure.state.callers = f.world.azure.state.callers.map(({ mayRemove: _, ...rest }) => rest);
    const reply = await f.write('DELETE', `${f.world.grants.owner}?${v}`);
    expect([reply.status, code(reply)]).toEqual([412, 'CannotDeleteLastRbacAdminAssignment']);
  });

  it('leaves a start row and an outcome row in the Activity log, of the identity that made the change', async () => {
    await f.write('DELETE', `${f.world.grants.direct}?${v}`);
    await f.write('DELETE', `${f.world.grants.rg10}?${v}`);
    expect(f.world.activity.map((row) => row.ActivityStatusValue)).toEqual(['Start', 'Success', 'Start', 'Failure']);
    const [began, ended] = f.world.activity;
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
