import type { PeopleDirectory } from '../../src/review/people-port';
import type { World } from '../local/arm/world';
import { connect, eachWorld } from './connect';

let world: World;
let people: PeopleDirectory;

eachWorld((fresh) => {
  world = fresh;
  people = connect(world).people;
});

it('finds a user by object id and by user principal name, in any case', async () => {
  const expected = {
    id: world.ids.rob,
    displayName: 'Rob Robertson',
    type: 'user',
    accountEnabled: true,
    guest: false,
  };
  expect(await people.user(world.ids.rob.toUpperCase())).toMatchObject({ ok: true, value: expected });
  expect(await people.user('Rob.Robertson@contoso.com')).toMatchObject({ ok: true, value: expected });
  expect(await people.user('nobody@contoso.com')).toMatchObject({ ok: false, reason: 'not-found' });
});

it.each([
  'rob',
  '../groups/x@y',
  'a b@c',
  'a@b?$select=x',
  'a@b/manager',
  '',
])('never lets %j into a path', async (name) => {
  expect(await people.user(name)).toMatchObject({ ok: false });
  expect(world.graphServer.journal.all()).toEqual([]);
});

it('reads who owns a workload, over pages', async () => {
  world.people.put({
    kind: 'servicePrincipal',
    object: {
      id: world.ids.deploy,
      appId: world.ids.deploy,
      displayName: 'deploy',
      servicePrincipalType: 'Application',
      ownerIds: [world.ids.rob, world.ids.ann, world.ids.eve],
    },
  });
  world.graphServer.setPageSize(1);
  const owners = await people.workloadOwners(world.ids.deploy);
  if (!owners.ok) throw new Error(owners.message);
  expect(owners.value.map(({ id, type }) => [id, type])).toEqual([
    [world.ids.rob, 'user'],
    [world.ids.ann, 'user'],
    [world.ids.eve, 'user'],
  ]);
  world.graphServer.revoke('Application.Read.All');
  expect(await people.workloadOwners(world.ids.deploy)).toMatchObject({ ok: false, reason: 'forbidden' });
});
