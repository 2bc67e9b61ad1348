import { nightlyPlace } from './contoso';
import { automationLife, dailyLife } from './life/daily';
import { ordinaryVisits } from './life/visit';
import { machines, workloads } from './people';
import { day, hour, minute, startOfDay } from './time';
import type { World } from './world';

/** Contoso's ordinary weeks: changes, sign-ins, now and then a console, and the nightly check. */
export function contosoLife(world: World): void {
  for (const admin of world.admins) {
    dailyLife(world, admin);
    ordinaryVisits(world, admin);
  }
  for (const workload of world.automation) automationLife(world, workload);
  for (let midnight = startOfDay(world.historyFrom) + day; midnight + 3 * hour < world.to; midnight += day) {
    nightlyCheck(world, midnight + 2 * hour);
  }
}

export function nightlyCheck(world: World, at: number): readonly string[] {
  world.book.workloadSignIn(at - minute, workloads.nightlyCheck, nightlyPlace);
  return [machines.app1, machines.app2].map((machine, order) =>
    world.book.connect(machine, { at: at + order * 3 * minute, by: workloads.nightlyCheck, from: nightlyPlace }),
  );
}
