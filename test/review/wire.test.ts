import { builtInRole } from '../../src/local/arm/built-in-roles';
import type { Fault } from '../../src/local/cloud/faults';
import type { RbacWriter } from '../../src/review/ports';
import { eachWorld, impatient } from '../azure/connect';
import type { World } from '../local/arm/world';
import { minute, type WireRoom, wireRoom } from './support/wire-room';
import { mia, must } from './support/world';

/** Apply, proof and undo through the real SDKs over HTTP, and every fault Azure may play: what the responder reads, what Azure looks like. */
const console = 'Virtual Machine Contributor';
const vmc = builtInRole.virtualMachineContributor;

let world: World;
let room: WireRoom;

eachWorld((fresh) => {
  world = fresh;
  room = wireRoom(world);
});

const assignmentPath = '/providers/Microsoft.Authorization/roleAssignments/';
const onDelete = (fault: Fault, times = 1) =>
  world.azure.faults.next({ match: { method: 'DELETE', pathIncludes: assignmentPath }, fault, times });
const status = (code: number, name: string): Fault => ({ kind: 'status', status: code, code: name });

async function approvedRemoval(): Promise<string> {
  const { id } = await room.proposed(console);
  await room.approved(id);
  return id;
}

/** All of Rob's recent use lies on the scale-set instance, so his role on the group is narrowed to it. */
function narrowingRoom(limits?: Parameters<typeof wireRoom>[1]): WireRoom {
  const at = world.clock.now() - 86_400_000;
  const use = {
    principalId: world.ids.rob,
    resourceId: world.ids.instance.toLowerCase(),
    consoleUses: 1,
    lastConsoleAt: at,
    operations: 1,
    operationNames: ['microsoft.serialconsole/serialports/connect/action'],
    lastAt: at,
  };
  return wireRoom(world, { ...limits, usage: [use] });
}

describe('from exposure to undo', () => {
  it('reads direct, group and eligible paths, and leaves the group to people', async () => {
    const { items, pathsNow } = await room.proposed(console, 'Contributor');
    expect(pathsNow).toBe(3);
    expect(items.map(({ action }) => action).sort()).toEqual(['by-hand', 'remove', 'remove']);
    expect(items.find(({ action }) => action === 'by-hand')).toMatchObject({ task: { couldDo: ['Ann Manager'] } });
  });

  it('removes the assignment and the eligibility, proves it, and restores what it may', async () => {
    const { id, pathsLeft } = await room.proposed(console, 'Contributor');
    expect(pathsLeft).toBe(1);
    await room.approved(id);
    const applied = await room.settle(id, minute);
    expect(applied).toMatchObject({ state: 'proved', proof: { pathsBefore: 3, pathsNow: 1 } });
    expect(room.held(vmc)).toEqual([]);
    expect(world.azure.state.eligibleInstances).toEqual([]);
    const writes = room.audit.all().filter(({ verb, result }) => verb === 'review.remove' && result === 'removed');
    expect(writes.map(({ details }) => details?.requestIds)).toEqual([
      expect.stringMatching(/.{8}/),
      expect.stringMatching(/.{8}/),
    ]);

    const undo = must(await room.reviews.undo({ reviewId: id, actor: mia, reason: 'it was Rob' }));
    expect(undo.items.map(({ action }) => action).sort()).toEqual(['by-hand', 'restore']);
    await room.approved(undo.id);
    expect(await room.settle(undo.id, minute)).toMatchObject({ state: 'proved', proof: { pathsNow: 2 } });
    expect(room.held(vmc)).toEqual([world.ids.rg1]);
    expect(world.azure.state.roleAssignments.some(({ name }) => world.grants.direct.endsWith(name))).toBe(true);
  });

  it('narrows to the one instance in use, creating first', async () => {
    const narrowing = narrowingRoom();
    const { id, items } = await narrowing.proposed(console);
    expect(items.find(({ ticked }) => ticked)).toMatchObject({ action: 'narrow', leaves: 'no' });
    await narrowing.approved(id);
    expect((await narrowing.settle(id, minute)).state).toBe('proved');
    expect(narrowing.held(vmc)).toEqual([world.ids.instance]);
    const writes = world.azure.journal.writes();
    expect(writes.map(({ method }) => method)).toEqual(['PUT', 'DELETE']);
  });

  it('turns the console off and on again', async () => {
    const subscriptionId = world.ids.sub.split('/')[2] ?? '';
    const off = must(
      await room.reviews.containConsole({
        subscriptionIds: [subscriptionId],
        machines: [world.ids.vm1],
        requester: mia,
      }),
    );
    await room.approved(off.id);
    expect((await room.settle(off.id, minute)).state).toBe('proved');
    expect(await room.azure.console.status(subscriptionId)).toMatchObject({ value: { disabled: true } });
    const on = must(await room.reviews.undo({ reviewId: off.id, actor: mia, reason: 'contained' }));
    await room.approved(on.id);
    expect((await room.settle(on.id, minute)).state).toBe('proved');
    expect(await room.azure.console.status(subscriptionId)).toMatchObject({ value: { disabled: false } });
  });
});

describe('refused for good: nothing changed, and the review says what next', () => {
  it.each<[string, Fault, RegExp]>([
    [
      '403',
      status(403, 'AuthorizationFailed'),
      /failed[\s\S]*the identity lacks the right[\s\S]*next: have an Owner or User Access Administrator/,
    ],
    [
      '403 by a deny assignment',
      status(403, 'DenyAssignmentAuthorizationFailed'),
      /a deny assignment forbids it[\s\S]*next: the owner of the managed application/,
    ],
    ['409 ScopeLocked', status(409, 'ScopeLocked'), /a lock on the scope forbids deleting[\s\S]*next: .*lift it/],
    [
      '412 last administrator',
      status(412, 'CannotDeleteLastRbacAdminAssignment'),
      /the last administrator assigned directly[\s\S]*next: assign another Owner/,
    ],
    ['400', status(400, 'BadRequest'), /called the request invalid[\s\S]*next: .*use the command shown/],
  ])('%s', async (_, fault, words) => {
    const id = await approvedRemoval();
    onDelete(fault);
    const review = await room.settle(id);
    expect(review.state).toBe('failed');
    expect(room.seen(review)).toMatch(words);
    expect(room.seen(review)).not.toMatch(/done and read back/);
    expect(room.held(vmc)).toEqual([world.ids.rg1]);
    expect(world.azure.faults.pending()).toBe(0);
  });

  it.each<[string, string, RegExp]>([
    ['the limit of role assignments', 'RoleAssignmentLimitExceeded', /reached its limit[\s\S]*next: remove unused/],
    ['no right to create', 'AuthorizationFailed', /the identity lacks the right[\s\S]*next: have an Owner/],
  ])('a narrowing that meets %s', async (_, code, words) => {
    const narrowing = narrowingRoom();
    const { id } = await narrowing.proposed(console);
    await narrowing.approved(id);
    world.azure.faults.next({
      match: { method: 'PUT' },
      fault: status(code === 'AuthorizationFailed' ? 403 : 400, code),
    });
    const review = await narrowing.settle(id);
    expect(review.state).toBe('failed');
    expect(narrowing.seen(review)).toMatch(words);
    expect(narrowing.held(vmc)).toEqual([world.ids.rg1]);
  });

  it('the PIM policy of the role: the card says who can, and the eligibility stands', async () => {
    const { id } = await room.proposed('Contributor');
    await room.approved(id);
    world.azure.faults.next({
      match: { method: 'PUT', pathIncludes: 'ScheduleRequests' },
      fault: status(400, 'RoleAssignmentRequestPolicyValidationFailed'),
    });
    const review = await room.settle(id);
    expect(review.state).toBe('failed');
    expect(room.seen(review)).toMatch(
      /the PIM policy of the role refuses[\s\S]*next: a PIM administrator must remove it/,
    );
    expect(world.azure.state.eligibleInstances).toHaveLength(1);
  });

  it('a lock put on after approval', async () => {
    const id = await approvedRemoval();
    world.azure.state.locks.push({ scope: world.ids.rg1, name: 'frozen', level: 'CanNotDelete' });
    const review = await room.settle(id);
    expect(review.notices.at(-1)).toMatchObject({ code: 'locked', text: expect.stringContaining(world.ids.rg1) });
    expect(room.seen(review)).toMatch(/a lock on the scope forbids deleting/);
    expect(room.held(vmc)).toEqual([world.ids.rg1]);
  });

  it('an assignment changed between approval and apply', async () => {
    const id = await approvedRemoval();
    const changed = new Date(world.clock.now()).toISOString();
    world.azure.state.roleAssignments = world.azure.state.roleAssignments.map((row) =>
      world.grants.direct.endsWith(row.name) ? { ...row, description: 'prolonged', updatedOn: changed } : row,
    );
    const review = await room.settle(id);
    expect(review).toMatchObject({ state: 'failed', notices: [{ code: 'changed' }] });
    expect(room.seen(review)).toMatch(/changed since approval \(description/);
    expect(room.held(vmc)).toEqual([world.ids.rg1]);
  });
});

describe('faults that pass: tried again, and proved', () => {
  it.each<[string, Fault]>([
    ['429 with Retry-After', { kind: 'status', status: 429, retryAfterSeconds: 20 }],
    ['429 without', { kind: 'status', status: 429 }],
    ['500', { kind: 'status', status: 500 }],
    ['a reset before the delete', { kind: 'reset' }],
    ['a reset after the delete was made', { kind: 'reset-after' }],
  ])('%s', async (_, fault) => {
    const id = await approvedRemoval();
    onDelete(fault);
    const began = world.clock.now();
    const review = await room.settle(id, 5 * minute);
    expect(review).toMatchObject({ state: 'proved', proof: { pathsNow: 2 } });
    expect(room.held(vmc)).toEqual([]);
    expect(room.seen(review)).toMatch(/3 before, 2 now[\s\S]*ok, done and read back/);
    // Our own delete is never reported as somebody else's.
    expect(review.steps.find(({ kind }) => kind === 'remove')?.result).toBe('removed');
    expect(world.clock.now() - began).toBeGreaterThanOrEqual(
      fault.kind === 'status' && fault.retryAfterSeconds ? 20_000 : 10_000,
    );
  });

  it('a time-out after the change was made', async () => {
    room = wireRoom(world, { limits: impatient });
    const id = await approvedRemoval();
    onDelete({ kind: 'hang-after' });
    const review = await room.settle(id, 5 * minute);
    expect(room.seen(review)).toMatch(/3 before, 2 now[\s\S]*ok, done and read back/);
    expect(room.held(vmc)).toEqual([]);
  });

  it('a reset in the middle of a DELETE that never gets through: given up after six attempts, and said', async () => {
    const id = await approvedRemoval();
    onDelete({ kind: 'reset' }, 20);
    const review = await room.settle(id, 30 * minute);
    expect(review.state).toBe('failed');
    expect(room.seen(review)).toMatch(/failed[\s\S]*no answer came|could not be reached/);
    expect(room.held(vmc)).toEqual([world.ids.rg1]);
  });

  it('a proof whose list points to another origin is not taken; the next one is', async () => {
    const id = await approvedRemoval();
    world.azure.faults.next({
      match: { method: 'GET', pathIncludes: `${world.ids.vm1}/providers/Microsoft.Authorization/roleAssignments?` },
      fault: { kind: 'foreign-next-link', origin: 'http://127.0.0.1:9' },
    });
    expect(await room.settle(id, 5 * minute)).toMatchObject({
      state: 'proved',
      proof: { complete: true, pathsNow: 2 },
    });
    expect(world.azure.faults.pending()).toBe(0);
  });
});

describe('what others did meanwhile', () => {
  it('removed it: nothing is deleted, and the proof stands', async () => {
    const id = await approvedRemoval();
    world.azure.state.roleAssignments = world.azure.state.roleAssignments.filter(
      ({ name }) => !world.grants.direct.endsWith(name),
    );
    const review = await room.settle(id);
    expect(review.state).toBe('proved');
    expect(review.steps.find(({ kind }) => kind === 'remove')?.result).toBe('already-gone');
    expect(room.seen(review)).toMatch(/3 before, 2 now/);
    expect(world.azure.journal.writes()).toEqual([]);
  });

  it('created the same narrower assignment (409 RoleAssignmentExists): it is adopted', async () => {
    const narrowing = narrowingRoom();
    const { id } = await narrowing.proposed(console);
    await narrowing.approved(id);
    const [row] = world.azure.state.roleAssignments;
    if (!row) throw new Error('the seed has assignments');
    const name = '99999999-0000-4000-8000-000000000001';
    world.azure.state.roleAssignments.push({
      ...row,
      name,
      scope: world.ids.instance,
      roleGuid: vmc,
      principalId: world.ids.rob,
      principalType: 'User',
    });
    const review = await narrowing.settle(id);
    expect(review.state).toBe('proved');
    expect(review.steps.find(({ kind }) => kind === 'create')?.result).toBe('adopted');
    expect(narrowing.seen(review)).toMatch(/ok, done and read back/);
    // The refused PUT changed nothing, so the journal of writes does not have it.
    expect(world.azure.journal.writes().map(({ method }) => method)).toEqual(['DELETE']);
    expect(narrowing.held(vmc)).toEqual([world.ids.instance]);
  });

  it('deleted the principal: a narrowing grants nothing and takes nothing', async () => {
    const narrowing = narrowingRoom();
    const { id } = await narrowing.proposed(console);
    await narrowing.approved(id);
    world.azure.faults.next({ match: { method: 'PUT' }, fault: status(400, 'PrincipalNotFound') });
    const review = await narrowing.settle(id);
    expect(review.state).toBe('failed');
    expect(narrowing.seen(review)).toMatch(/no longer exists in the directory/);
    expect(narrowing.held(vmc)).toEqual([world.ids.rg1]);
  });

  it('locked the scope: the narrower assignment is taken back', async () => {
    const narrowing = narrowingRoom();
    const { id } = await narrowing.proposed(console);
    await narrowing.approved(id);
    onDelete(status(409, 'ScopeLocked'));
    const review = await narrowing.settle(id);
    expect(review.state).toBe('compensated');
    expect(narrowing.seen(review)).toMatch(/taken back[\s\S]*a lock on the scope forbids deleting/);
    expect(narrowing.held(vmc)).toEqual([world.ids.rg1]);
  });
});

describe('killed at a write and started again', () => {
  const points = (['create', 'remove', 'removePim'] as const).flatMap((call) =>
    (['before', 'after'] as const).map((when) => [when, call] as const),
  );

  it.each(points)('%s %s', async (when, call) => {
    const narrowing = narrowingRoom();
    const { id } = await narrowing.proposed(console, 'Contributor');
    await narrowing.approved(id);
    const { writer } = narrowing.azure;
    let killed = false;
    const dying: RbacWriter = {
      ...writer,
      [call]: async (request: never) => {
        if (when === 'after') await writer[call](request);
        killed = true;
        throw new Error('killed');
      },
    };
    await narrowing.engine(dying).tick();
    expect(killed).toBe(true);
    const review = await narrowing.settle(id, 15 * minute, narrowing.engine());
    expect(review).toMatchObject({ state: 'proved', proof: { pathsNow: 1 } });
    expect(narrowing.held(vmc)).toEqual([world.ids.instance]);
    expect(world.azure.state.eligibleInstances).toEqual([]);
    const puts = world.azure.journal
      .writes()
      .filter(({ method, path }) => method === 'PUT' && path.includes('roleAssignments/'));
    expect(new Set(puts.map(({ path }) => path)).size).toBe(1);
  });
});
