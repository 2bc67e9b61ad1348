import { builtInRole } from '../../src/local/arm/built-in-roles';
import type { RbacReader } from '../../src/review/ports';
import type { World } from '../local/arm/world';
import { connect, eachWorld } from './connect';

let world: World;
let rbac: RbacReader;

eachWorld((fresh) => {
  world = fresh;
  rbac = connect(world).rbac;
});

/** The value, or the refusal as a failure of the test. */
async function value<T>(outcome: Promise<{ ok: true; value: T } | { ok: false; reason: string; message: string }>) {
  const result = await outcome;
  if (!result.ok) throw new Error(`${result.reason}: ${result.message}`);
  return result.value;
}
const idsOf = (rows: readonly { id: string }[]) => rows.map(({ id }) => id).sort();
const subscriptionId = () => world.ids.sub.split('/')[2] ?? '';

describe('role assignments', () => {
  it('finds what reaches a machine, through nested groups too, with every field', async () => {
    const rows = await value(rbac.assignmentsReaching(world.ids.vm1, world.ids.rob));
    expect(idsOf(rows)).toEqual([world.grants.direct, world.grants.viaGroup].sort());
    const direct = rows.find(({ id }) => id === world.grants.direct);
    expect(direct).toMatchObject({
      scope: world.ids.rg1,
      principalId: world.ids.rob,
      principalType: 'User',
      createdBy: world.ids.ann,
    });
    expect(direct?.roleDefinitionId).toContain(builtInRole.virtualMachineContributor);
    expect(direct?.createdOn).toBeGreaterThan(Date.parse('2025-01-01'));
    expect(direct).not.toHaveProperty('condition');
  });

  it('widens and narrows by its four questions', async () => {
    expect(idsOf(await value(rbac.assignmentsOf(subscriptionId(), world.ids.rob)))).toEqual(
      [world.grants.direct, world.grants.viaGroup, world.grants.rg10].sort(),
    );
    expect(idsOf(await value(rbac.assignmentsAt(world.ids.rg1)))).not.toContain(world.grants.onMachine);
    expect(idsOf(await value(rbac.assignmentsIn(subscriptionId())))).toContain(world.grants.onMachine);
  });

  it('reads all pages and carries a request id for each', async () => {
    const whole = idsOf(await value(rbac.assignmentsIn(subscriptionId())));
    world.azure.setPageSize(2);
    const paged = await rbac.assignmentsIn(subscriptionId());
    expect(paged.ok && idsOf(paged.value)).toEqual(whole);
    expect(paged.requestIds).toHaveLength(Math.ceil(whole.length / 2));
  });

  it('reads one by id, and says when it is gone', async () => {
    expect(await value(rbac.assignment(world.grants.direct))).toMatchObject({ id: world.grants.direct });
    world.azure.state.roleAssignments = [];
    expect(await rbac.assignment(world.grants.direct)).toMatchObject({
      ok: false,
      reason: 'not-found',
      httpStatus: 404,
      serviceCode: 'RoleAssignmentNotFound',
    });
  });

  it('asks nothing when an id is not one', async () => {
    const trick = "x') or principalId eq ('y";
    expect(await rbac.assignmentsReaching(world.ids.vm1, trick)).toMatchObject({ ok: false, reason: 'bad-request' });
    expect(await rbac.assignmentsAt('/subscriptions/x?api-version=1#')).toMatchObject({ reason: 'bad-request' });
    expect(await rbac.assignment(`${world.grants.direct}/../x`)).toMatchObject({ reason: 'bad-request' });
    expect(world.azure.journal.all()).toEqual([]);
  });
});

describe('definitions, denials, PIM', () => {
  it('reads definitions, with the conditions the SDK does not type', async () => {
    world.azure.state.roleDefinitions.push({
      guid: '55555555-0000-4000-8000-000000000001',
      roleName: 'Conditional',
      type: 'CustomRole',
      permissions: [{ actions: ['*'], condition: '@Request[x] StringEquals y' }],
      assignableScopes: [world.ids.sub],
    });
    const roles = await value(rbac.roleDefinitions(subscriptionId()));
    expect(roles.find(({ roleName }) => roleName === 'Conditional')?.permissions[0]?.condition).toContain('@Request');
    const owner = roles.find(({ roleName }) => roleName === 'Owner');
    expect(owner).toMatchObject({ roleType: 'BuiltInRole', permissions: [{ actions: ['*'], notActions: [] }] });
    expect(await value(rbac.roleDefinition(owner?.id ?? ''))).toEqual(owner);
    const gone = `${world.ids.sub}/providers/Microsoft.Authorization/roleDefinitions/55555555-0000-4000-8000-000000000009`;
    expect(await rbac.roleDefinition(gone)).toMatchObject({ ok: false, reason: 'not-found' });
  });

  it('reads deny assignments with their exclusions', async () => {
    const [row] = await value(rbac.denyAssignments(world.ids.vm2));
    expect(row).toMatchObject({
      name: 'managed application',
      scope: world.ids.rg10,
      principals: [{ id: '00000000-0000-0000-0000-000000000000', type: 'SystemDefined' }],
      excludePrincipals: [{ id: world.ids.ann, type: 'User' }],
      doNotApplyToChildScopes: false,
      isSystemProtected: true,
    });
  });

  it('reads active and eligible instances, for one principal and for all', async () => {
    const [active] = await value(rbac.pimInstances('active', world.ids.vm1));
    expect(active).toMatchObject({
      kind: 'active',
      principalId: world.ids.eve,
      assignmentType: 'Activated',
      principalName: 'Eve Outside',
      roleName: 'Contributor',
    });
    expect(active?.linkedEligibilityId).toContain(world.eligible);
    expect(await value(rbac.pimInstances('active', world.ids.vm1, world.ids.rob))).toEqual([]);
    expect(await value(rbac.pimInstances('eligible', world.ids.vm1, world.ids.rob))).toHaveLength(1);
  });
});

describe('what no SDK covers', () => {
  it('does not take a subscription it may not read for one without management groups', async () => {
    const other = '00000000-0000-4000-8000-000000000000';
    expect(await rbac.managementGroups(other)).toMatchObject({ ok: false, reason: 'unexpected-answer' });
    const alone = world.azure.state.subscriptions.map(({ managementGroup: _, ...rest }) => rest);
    world.azure.state.subscriptions = alone;
    expect(await value(rbac.managementGroups(subscriptionId()))).toEqual([]);
  });

  it('reads locks, ancestors, machines and scale-set instances', async () => {
    expect(await value(rbac.locks(subscriptionId()))).toEqual([
      expect.objectContaining({ name: 'keep', scope: world.ids.rg10, level: 'CanNotDelete' }),
    ]);
    expect(await value(rbac.managementGroups(subscriptionId()))).toEqual([
      '/providers/Microsoft.Management/managementGroups/platform',
      '/providers/Microsoft.Management/managementGroups/root',
    ]);
    expect([...(await value(rbac.machines(subscriptionId())))].sort()).toEqual(
      [world.ids.vm1, world.ids.vm2, world.ids.instance].sort(),
    );
    expect(await value(rbac.machine(world.ids.vm1))).toEqual({
      id: world.ids.vm1,
      os: 'Windows',
      tags: { env: 'prod' },
      bootDiagnostics: true,
      power: 'running',
      identityIds: [world.ids.botIdentity],
    });
    expect(await value(rbac.machine(world.ids.instance))).toMatchObject({ os: 'Linux', identityIds: [] });
    expect(await rbac.machine(`${world.ids.vm1}x`)).toMatchObject({ ok: false, reason: 'not-found' });
  });
});
