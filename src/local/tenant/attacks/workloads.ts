import type { Workload } from '../actors';
import { placeAt } from '../lines';
import { hour, minute } from '../time';
import { type Attack, type Scene, strangersPlace } from './scene';

/** A3: a service principal with Contributor opens a console; its secret is used from somebody else's server, or on its own runner. */
export function servicePrincipal(scene: Scene): Attack {
  const { world, rng } = scene;
  const workload = scene.cast.takeWorkload(({ grant }) => grant.role === 'contributor');
  const at = scene.midnight + rng.between(0, 23) * hour;
  const ownRunner = rng.chance(0.25);
  const from = ownRunner
    ? placeAt(workload.line, at)
    : strangersPlace(scene, rng.pick(['NL', 'US', 'DE', 'SG']), 'hosting', at);
  if (rng.chance(0.8)) world.book.workloadSignIn(at - 3 * minute, workload, from);
  const machines = world.machines.filter(
    ({ subscription, scaleSet }) => subscription === workload.subscription && !scaleSet,
  );
  const correlationIds = rng
    .sample(
      machines,
      rng.weighted([
        [1, 3],
        [2, 1],
      ]),
    )
    .map((machine, order) => world.book.connect(machine.id, { at: at + order * 4 * minute, by: workload, from }));
  return {
    scenario: 'A3',
    variant: ownRunner ? 'service principal, own runner' : 'service principal, foreign server',
    severity: 'high',
    correlationIds,
  };
}

/** A4: a managed identity goes sideways to machines that are not its own; a run command on its machine came earlier. */
export function managedIdentity(scene: Scene): Attack {
  const { world, rng } = scene;
  const machines = world.machines.filter(({ scaleSet, production }) => !scaleSet && production);
  const own = rng.pick(machines);
  const objectId = rng.guid();
  const identity: Workload = {
    kind: 'managedIdentity',
    objectId,
    appId: rng.guid(),
    tenantId: world.tenantId,
    name: own.name,
    resourceId: own.id,
    grant: {
      role: 'contributor',
      scope: own.subscription,
      assignmentId: rng.guid(),
      principalId: objectId,
      principalType: 'ServicePrincipal',
    },
  };
  const at = scene.midnight + rng.between(0, 23) * hour;
  const from = placeAt(world.cloudShell, at + 7 * hour);
  for (let back = 20; back > 0; back -= rng.int(2, 6)) {
    const when = at - back * 24 * hour;
    if (when > world.historyFrom)
      world.book.perform('listKeys', `${own.resourceGroup}/providers/Microsoft.Storage/storageAccounts/stg1`, {
        at: when,
        by: identity,
        from,
      });
  }
  const intruder = scene.cast.take(scene, ({ team }) => team !== 'reader');
  world.book.perform('runCommand', own.id, {
    at: at - rng.between(15, 90) * minute,
    by: intruder,
    from: placeAt(intruder.lines.vpn, at),
  });
  world.book.workloadSignIn(at - minute, identity);
  const others = machines.filter(({ subscription, id }) => subscription === own.subscription && id !== own.id);
  const unnamed = rng.chance(0.3);
  const correlationIds = rng
    .sample(others, 2)
    .map((machine, order) =>
      world.book.connect(machine.id, { at: at + order * 6 * minute, by: identity, ...(unnamed ? {} : { from }) }),
    );
  return {
    scenario: 'A4',
    variant: unnamed ? 'managed identity, no address' : 'managed identity, Azure address',
    severity: 'high',
    correlationIds,
  };
}
