import { builtInRole } from '../../src/local/arm/built-in-roles';
import type { Fault } from '../../src/local/cloud/faults';
import type { Review } from '../../src/review/review';
import { eachWorld, impatient } from '../azure/connect';
import type { World } from '../local/arm/world';
import { minute, type WireRoom, wireRoom } from './support/wire-room';
import { mia, must } from './support/world';

/** Each fault as the responder reads it on the card, and what Azure looks like afterwards; `wire.test.ts` has those of a refused removal. */
const console = 'Virtual Machine Contributor';
const vmc = builtInRole.virtualMachineContributor;

let world: World;
let room: WireRoom;

eachWorld((fresh) => {
  world = fresh;
  room = wireRoom(world);
});

const seen = (review: Review) => room.seen(review);

/** A review of Rob as opened, whatever its reading came to. */
async function opened(machine = world.ids.vm1): Promise<Review> {
  const principal = { objectId: world.ids.rob, displayName: 'rob', type: 'user' as const };
  const { id } = must(await room.reviews.start({ alertId: 'A-12', principal, machines: [machine], requester: mia }));
  await room.reviews.tick();
  return room.get(id);
}

const assignmentsOf = (machine: string) => `${machine}/providers/Microsoft.Authorization/roleAssignments?`;
const during = (pathIncludes: string, fault: Fault, times = 1) =>
  world.azure.faults.next({ match: { method: 'GET', pathIncludes }, fault, times });
const writes = () => world.azure.journal.writes();

describe('the first reading', () => {
  it.each<[string, Fault, RegExp]>([
    ['pages that repeat', { kind: 'repeat-page' }, /circle/],
    [
      'a page on another origin',
      { kind: 'foreign-next-link', origin: 'http://127.0.0.1:9' },
      /pointed to another host and was not followed[\s\S]*check the endpoint/,
    ],
    [
      '403',
      { kind: 'status', status: 403, code: 'AuthorizationFailed' },
      /the reader identity may not read it[\s\S]*npm run doctor/,
    ],
    ['429 again and again', { kind: 'status', status: 429 }, /Azure is throttling[\s\S]*start the review again/],
    ['500 again and again', { kind: 'status', status: 500 }, /server error[\s\S]*start the review again/],
  ])('%s: no proposal is made of half a list, and the card says why', async (_, fault, words) => {
    during(assignmentsOf(world.ids.vm1), fault, 9);
    const review = await opened();
    expect(review).toMatchObject({ state: 'failed', items: [] });
    expect(seen(review)).toMatch(words);
    expect(seen(review)).not.toMatch(/PATHS IN\n0|Ask approval/);
    expect(writes()).toEqual([]);
  });

  it('a list that cannot be read beside it only widens the answer, and is named', async () => {
    during('/providers/Microsoft.Authorization/denyAssignments', { kind: 'repeat-page' }, 9);
    during('roleEligibilityScheduleInstances', { kind: 'foreign-next-link', origin: 'http://127.0.0.1:9' }, 9);
    const review = await opened();
    expect(review.state).toBe('proposed');
    expect(seen(review)).toMatch(/not read: .*deny assignments/);
    expect(seen(review)).toMatch(/not read: .*PIM/);
  });

  it('a machine that is gone (404) takes its access with it: nothing is proposed, nothing claimed', async () => {
    during(assignmentsOf(world.ids.vm1), { kind: 'status', status: 404, code: 'ResourceNotFound' }, 9);
    const review = await opened();
    expect(review.state).toBe('failed');
    expect(seen(review)).toMatch(/the machine no longer exists[\s\S]*start a review on a machine that is there/);
    expect(seen(review)).not.toMatch(/Ask approval/);
  });

  it('a role that was deleted (404) is unknown, never harmless', async () => {
    const [name = ''] = world.grants.direct.split('/').slice(-1);
    world.azure.state.roleAssignments = world.azure.state.roleAssignments.map((row) =>
      row.name === name ? { ...row, roleGuid: '99999999-0000-4000-8000-000000000009' } : row,
    );
    const review = await opened();
    expect(review.state).toBe('proposed');
    expect(seen(review)).toMatch(/role unknown/);
    expect(review.pathsNow).toBe(3);
  });
});

describe('an answer that never comes', () => {
  /** Rob's role on the group is narrowed to the one instance he used. */
  async function narrowing(): Promise<{ id: string; at: WireRoom }> {
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
    const narrow = wireRoom(world, { limits: impatient, usage: [use] });
    const { id } = await narrow.proposed(console);
    await narrow.approved(id);
    return { id, at: narrow };
  }

  it.each<[string, Fault]>([
    ['a time-out after the PUT was made', { kind: 'hang-after' }],
    ['a reset after the PUT was made', { kind: 'reset-after' }],
    ['a reset before it', { kind: 'reset' }],
  ])('%s: created once, the wider one removed once', async (_, fault) => {
    const { id, at } = await narrowing();
    world.azure.faults.next({ match: { method: 'PUT' }, fault });
    const review = await at.settle(id, 5 * minute);
    expect(review.state).toBe('proved');
    expect(at.held(vmc)).toEqual([world.ids.instance]);
    expect(seen(review)).toMatch(/ok, done and read back/);
    const made = new Set(
      writes()
        .filter(({ method }) => method === 'PUT')
        .map(({ path }) => path),
    );
    expect(made.size).toBe(1);
    expect(writes().filter(({ method }) => method === 'DELETE')).toHaveLength(1);
  });

  it('a PUT that never gets through leaves everything as it was', async () => {
    const { id, at } = await narrowing();
    world.azure.faults.next({ match: { method: 'PUT' }, fault: { kind: 'status', status: 500 }, times: 20 });
    const review = await at.settle(id, 30 * minute);
    expect(review.state).toBe('failed');
    expect(at.held(vmc)).toEqual([world.ids.rg1]);
    expect(seen(review)).toMatch(/server error/);
  });
});

describe('what changed between approval and apply', () => {
  const approved = async () => {
    const { id } = await room.proposed(console);
    await room.approved(id);
    return id;
  };

  it('the assignment: the card says what differs, and nothing is touched', async () => {
    const id = await approved();
    world.azure.state.roleAssignments = world.azure.state.roleAssignments.map((row) =>
      world.grants.direct.endsWith(row.name)
        ? { ...row, description: 'prolonged', updatedOn: '2026-03-01T09:01:00Z' }
        : row,
    );
    const review = await room.settle(id);
    expect(seen(review)).toMatch(/changed since .*approv/i);
    expect(seen(review)).toMatch(/new review|ask/i);
    expect(room.held(vmc)).toEqual([world.ids.rg1]);
    expect(writes()).toEqual([]);
  });

  it('the principal was deleted: its leftover assignment is removed, and the undo says it cannot be given back', async () => {
    const id = await approved();
    world.people.remove(world.ids.rob);
    const review = await room.settle(id);
    expect(room.held(vmc)).toEqual([]);
    expect(['proved', 'unproved']).toContain(review.state);
    const undo = must(await room.reviews.undo({ reviewId: id, actor: mia, reason: 'it was Rob' }));
    await room.approved(undo.id);
    world.azure.faults.next({
      match: { method: 'PUT' },
      fault: { kind: 'status', status: 400, code: 'PrincipalNotFound' },
    });
    const undone = await room.settle(undo.id);
    expect(undone.state).toBe('failed');
    expect(seen(undone)).toMatch(/no longer exists in the directory/);
    expect(seen(undone)).toMatch(/nothing can be granted/);
    expect(room.held(vmc)).toEqual([]);
  });

  it('the machine was deleted: the role still goes, and nothing is called proved that could not be read', async () => {
    const id = await approved();
    during(assignmentsOf(world.ids.vm1), { kind: 'status', status: 404, code: 'ResourceNotFound' }, 99);
    const review = await room.settle(id, 30 * minute);
    expect(room.held(vmc)).toEqual([]);
    expect(review.state).toBe('unproved');
    expect(seen(review)).toMatch(/the machine no longer exists|nothing is proved/);
  });
});
