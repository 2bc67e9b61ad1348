import type { Directory } from '../../src/review/ports';
import type { World } from '../local/arm/world';
import { connect, eachWorld } from './connect';

let world: World;
let directory: Directory;

eachWorld((fresh) => {
  world = fresh;
  directory = connect(world).directory;
});

const ghost = '22222222-0000-4000-8000-000000000009';
const posts = () => world.graphServer.journal.all().filter(({ path }) => path.endsWith('$batch')).length;
/** Groups of one member each, more than one batch holds. */
function manyGroups(count: number): string[] {
  return Array.from({ length: count }, (_, n) => {
    const id = `66666666-0000-4000-8000-${String(n).padStart(12, '0')}`;
    world.people.put({ kind: 'group', object: { id, displayName: `team ${n}`, memberIds: [world.ids.rob] } });
    return id;
  });
}

it('names users, groups and service principals in one call and leaves out who does not exist', async () => {
  const outcome = await directory.objects([
    world.ids.rob.toUpperCase(),
    world.ids.outer,
    world.ids.deploy,
    ghost,
    world.ids.rob,
  ]);
  if (!outcome.ok) throw new Error(outcome.message);
  expect(outcome.value.get(world.ids.rob)).toEqual({
    id: world.ids.rob,
    displayName: 'Rob Robertson',
    type: 'user',
    userPrincipalName: 'rob.robertson@contoso.com',
    accountEnabled: true,
    guest: false,
  });
  expect(outcome.value.get(world.ids.outer)?.type).toBe('group');
  expect(outcome.value.get(world.ids.deploy)?.type).toBe('servicePrincipal');
  expect(outcome.value.size).toBe(3);
  expect(world.graphServer.journal.all()).toHaveLength(1);
});

it('reads transitive members of several groups, over pages, and leaves out a group that is gone', async () => {
  world.graphServer.setPageSize(2);
  const outcome = await directory.members([world.ids.outer, world.ids.inner, ghost]);
  if (!outcome.ok) throw new Error(outcome.message);
  const names = (id: string) =>
    outcome.value
      .get(id)
      ?.map(({ displayName }) => displayName)
      .sort();
  expect(names(world.ids.outer)).toEqual(['Rob Robertson', 'deploy', 'vm operators']);
  expect(names(world.ids.inner)).toEqual(['Rob Robertson']);
  expect(outcome.value.has(ghost)).toBe(false);
});

it('asks 300 groups in 15 batches', async () => {
  const outcome = await directory.members(manyGroups(300));
  expect(outcome.ok && outcome.value.size).toBe(300);
  expect(posts()).toBe(15);
});

it('asks a throttled part again and leaves the others alone', async () => {
  world.graphServer.faults.next({
    match: { pathIncludes: `groups/${world.ids.inner}` },
    fault: { kind: 'status', status: 429, retryAfterSeconds: 0 },
    times: 2,
  });
  const outcome = await directory.members([world.ids.outer, world.ids.inner]);
  expect(outcome.ok && outcome.value.size).toBe(2);
  expect(posts()).toBe(3);
});

it('fails as a whole when a part stays throttled or broken: fewer groups would look like the truth', async () => {
  const match = { pathIncludes: `groups/${world.ids.inner}` };
  world.graphServer.faults.next({ match, fault: { kind: 'status', status: 429 }, times: 9 });
  expect(await directory.members([world.ids.outer, world.ids.inner])).toMatchObject({ ok: false, reason: 'throttled' });
  world.graphServer.faults.clear();
  world.graphServer.faults.next({ match, fault: { kind: 'status', status: 503 } });
  expect(await directory.members([world.ids.outer, world.ids.inner])).toMatchObject({
    ok: false,
    reason: 'server-error',
  });
});

it('answers which of many groups somebody is in, nested ones too', async () => {
  const groups = manyGroups(45);
  const outcome = await directory.memberGroups(world.ids.rob, [...groups, world.ids.outer]);
  expect(outcome.ok && outcome.value).toEqual([...groups, world.ids.outer]);
  world.people.removeMember(world.ids.inner, world.ids.rob);
  expect(await directory.memberGroups(world.ids.rob, [world.ids.outer])).toMatchObject({ ok: true, value: [] });
  expect(await directory.memberGroups(ghost, [world.ids.outer])).toMatchObject({ ok: false, reason: 'not-found' });
  expect(await directory.memberGroups(world.ids.rob, [])).toMatchObject({ ok: true, value: [] });
});

it('finds owners and managers, and says when nobody is set', async () => {
  expect(await directory.owners(world.ids.outer)).toMatchObject({ ok: true, value: [{ displayName: 'Ann Manager' }] });
  expect(await directory.manager(world.ids.rob)).toMatchObject({ ok: true, value: { id: world.ids.ann } });
  expect(await directory.manager(world.ids.ann)).toMatchObject({ ok: false, reason: 'not-found' });
});

it('says forbidden without consent', async () => {
  for (const permission of ['User.Read.All', 'GroupMember.Read.All', 'Application.Read.All'] as const) {
    world.graphServer.revoke(permission);
  }
  const refused = { ok: false, reason: 'forbidden', serviceCode: 'Authorization_RequestDenied' };
  expect(await directory.objects([world.ids.rob])).toMatchObject(refused);
  expect(await directory.members([world.ids.outer])).toMatchObject(refused);
  expect(await directory.memberGroups(world.ids.rob, [world.ids.outer])).toMatchObject(refused);
  expect(await directory.manager(world.ids.rob)).toMatchObject(refused);
});
