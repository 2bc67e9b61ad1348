import { day, hour, minute, startOfDay } from '../time';
import type { World } from '../world';

/** A policy entry that tells the detection whom to expect; times in epoch milliseconds. */
export interface ExpectedEntry {
  readonly objectId: string;
  readonly reason: string;
  readonly networks: readonly string[];
  readonly targets: readonly string[];
}

/** Sanctioned automation: one pipeline reads the console of the same two machines every night and stands in the policy file. */
export function nightlyConsole(world: World): ExpectedEntry | undefined {
  const rng = world.rng.fork('nightly');
  const workload =
    world.automation.find(({ grant, line }) => grant.role === 'contributor' && line.network.kind === 'hosting') ??
    world.automation[0];
  if (!workload) return undefined;
  const machines = rng.sample(
    world.machines.filter(({ subscription }) => subscription === workload.subscription),
    2,
  );
  const address = workload.line.addressAt(world.from);
  // A fixed egress, as the policy entry asks for.
  const from = { ip: address, network: workload.line.network };
  for (let midnight = startOfDay(world.historyFrom) + day; midnight < world.to - day; midnight += day) {
    const at = midnight + 2 * hour + rng.between(0, 5) * minute;
    world.book.workloadSignIn(at - minute, workload, from);
    machines.forEach((machine, order) => {
      world.book.connect(machine.id, { at: at + order * 3 * minute, by: workload, from });
    });
  }
  return {
    objectId: workload.objectId,
    reason: 'nightly console check',
    networks: [`${address}/32`],
    targets: machines.map(({ id }) => id),
  };
}
