import { builtInRole } from '../../src/local/arm/built-in-roles';
import type { RbacWriter } from '../../src/review/ports';
import type { World } from '../local/arm/world';
import { connect, eachWorld, impatient } from './connect';

let world: World;
let writer: RbacWriter;

eachWorld((fresh) => {
  world = fresh;
  writer = connect(world).writer;
});

const names = () => world.azure.state.roleAssignments.map(({ name }) => name);
const nameOf = (id: string) => id.split('/').pop() ?? '';
const fresh = '99999999-0000-4000-8000-000000000001';
const wanted = (more = {}) => ({
  scope: world.ids.vm1,
  name: fresh,
  roleDefinitionId: `/providers/Microsoft.Authorization/roleDefinitions/${builtInRole.virtualMachineContributor}`,
  principalId: world.ids.rob,
  principalType: 'User',
  description: 'narrowed by A-1',
  ...more,
});

describe('create', () => {
  it('makes the assignment as asked and gives it back', async () => {
    const outcome = await writer.create(wanted());
    expect(outcome).toMatchObject({
      ok: true,
      value: { scope: world.ids.vm1, name: fresh, description: 'narrowed by A-1' },
    });
    expect(outcome.requestIds).toHaveLength(1);
    expect(names()).toContain(fresh);
  });

  it.each([
    ['exists', 409, () => ({ scope: world.ids.rg1 })],
    [
      'update-not-permitted',
      400,
      () => ({ scope: world.ids.rg1, name: nameOf(world.grants.direct), principalId: world.ids.eve }),
    ],
    ['forbidden', 403, () => ({ roleDefinitionId: `/x/roleDefinitions/${builtInRole.contributor}` })],
    ['bad-request', 400, () => ({ principalType: 'Group' })],
  ])('says %s', async (reason, httpStatus, change) => {
    const before = names();
    expect(await writer.create(wanted(change()))).toMatchObject({ ok: false, reason, httpStatus });
    expect(names()).toEqual(before);
  });

  it('says locked under a ReadOnly lock', async () => {
    world.azure.state.locks = [{ scope: world.ids.rg1, name: 'frozen', level: 'ReadOnly' }];
    const outcome = await writer.create(wanted());
    expect(outcome).toMatchObject({ ok: false, reason: 'locked', serviceCode: 'ScopeLocked' });
    expect(outcome.ok ? '' : outcome.message).toContain(world.ids.rg1);
  });

  it("says limit and principal-not-found in the service's own codes", async () => {
    world.azure.faults.next({ fault: { kind: 'status', status: 400, code: 'RoleAssignmentLimitExceeded' } });
    expect(await writer.create(wanted())).toMatchObject({ reason: 'limit' });
    world.azure.faults.next({ fault: { kind: 'status', status: 400, code: 'PrincipalNotFound' } });
    expect(await writer.create(wanted())).toMatchObject({ reason: 'principal-not-found' });
  });
});

describe('remove', () => {
  it('tells its own removal from "already gone"', async () => {
    expect(await writer.remove(world.grants.direct)).toMatchObject({ ok: true, value: { removed: true } });
    expect(await writer.remove(world.grants.direct)).toMatchObject({ ok: true, value: { removed: false } });
  });

  it('removes the assignment of a principal that was deleted meanwhile', async () => {
    world.people.remove(world.ids.rob);
    expect(await writer.remove(world.grants.direct)).toMatchObject({ ok: true, value: { removed: true } });
  });

  it('says locked, and the assignment stands', async () => {
    expect(await writer.remove(world.grants.rg10)).toMatchObject({ ok: false, reason: 'locked', httpStatus: 409 });
    expect(names()).toContain(nameOf(world.grants.rg10));
  });

  it('says last-admin, or forbidden where the condition keeps Owner out of reach', async () => {
    expect(await writer.remove(world.grants.owner)).toMatchObject({ reason: 'forbidden' });
    world.azure.state.callers = world.azure.state.callers.map(({ mayRemove: _, ...rest }) => rest);
    expect(await writer.remove(world.grants.owner)).toMatchObject({ reason: 'last-admin', httpStatus: 412 });
  });

  it.each([
    'reset-after',
    'hang-after',
  ] as const)('after %s it does not know, does not repeat, and Azure has changed', async (kind) => {
    world.azure.faults.next({ match: { method: 'DELETE' }, fault: { kind } });
    expect(await connect(world, impatient).writer.remove(world.grants.direct)).toMatchObject({
      ok: false,
      reason: 'timeout-unknown-outcome',
    });
    expect(names()).not.toContain(nameOf(world.grants.direct));
    expect(world.azure.journal.all()).toHaveLength(1);
  });

  it.each(['reset', 'hang'] as const)('after %s it does not know either, and Azure stands as it was', async (kind) => {
    world.azure.faults.next({ match: { method: 'DELETE' }, fault: { kind } });
    expect(await connect(world, impatient).writer.remove(world.grants.direct)).toMatchObject({
      ok: false,
      reason: 'timeout-unknown-outcome',
    });
    expect(names()).toContain(nameOf(world.grants.direct));
  });

  it.each([
    [
      { kind: 'status', status: 500 },
      { reason: 'server-error', httpStatus: 500 },
    ],
    [
      { kind: 'status', status: 429 },
      { reason: 'throttled', httpStatus: 429 },
    ],
    [
      { kind: 'status', status: 429, retryAfterSeconds: 7 },
      { reason: 'throttled', retryAfterMs: 7000 },
    ],
    [{ kind: 'status', status: 403, code: 'DenyAssignmentAuthorizationFailed' }, { reason: 'denied' }],
  ] as const)('tries once against %j', async (fault, refusal) => {
    world.azure.faults.next({ match: { method: 'DELETE' }, fault, times: 2 });
    expect(await writer.remove(world.grants.direct)).toMatchObject({ ok: false, ...refusal });
    expect(world.azure.faults.pending()).toBe(1);
    expect(names()).toContain(nameOf(world.grants.direct));
  });

  it('never leaves when nobody listens', async () => {
    await world.azure.close();
    expect(await writer.remove(world.grants.direct)).toMatchObject({ ok: false, reason: 'unreachable' });
  });
});

describe('removePim', () => {
  const removal = (kind: 'active' | 'eligible', principalId: string, scope: string) => ({
    kind,
    scope,
    principalId,
    roleDefinitionId: `/providers/Microsoft.Authorization/roleDefinitions/${builtInRole.contributor}`,
    requestName: fresh,
    justification: 'alert A-1',
  });

  it('ends active and eligible assignments by AdminRemove, and repeats harmlessly under the same name', async () => {
    const active = removal('active', world.ids.eve, world.ids.rg1);
    expect(await writer.removePim(active)).toMatchObject({ ok: true });
    expect(await writer.removePim(active)).toMatchObject({ ok: true });
    expect(world.azure.state.activeInstances).toEqual([]);
    expect(await writer.removePim(removal('eligible', world.ids.rob, world.ids.sub))).toMatchObject({ ok: true });
    expect(world.azure.state.eligibleInstances).toEqual([]);
  });

  it('says not-found for one that is not there, and pim-policy where a policy forbids', async () => {
    expect(await writer.removePim(removal('active', world.ids.rob, world.ids.rg1))).toMatchObject({
      reason: 'not-found',
    });
    const code = 'RoleAssignmentRequestPolicyValidationFailed';
    world.azure.faults.next({ fault: { kind: 'status', status: 400, code } });
    expect(await writer.removePim(removal('active', world.ids.eve, world.ids.rg1))).toMatchObject({
      reason: 'pim-policy',
    });
  });
});
