import { defaultPolicy, type Policy } from '../../src/core/policy';
import type { Person } from '../../src/local/tenant/actors';
import {
  adminNamed,
  type ContosoOptions,
  contosoPolicy,
  contosoWorld,
  nightlyPlace,
} from '../../src/local/tenant/contoso';
import { contosoLife } from '../../src/local/tenant/contoso-life';
import { plainStyle } from '../../src/local/tenant/export-style';
import { lineOn, networksOf, type Place, placeAt } from '../../src/local/tenant/lines';
import type { Logbook } from '../../src/local/tenant/logbook';
import type { NetworkKind } from '../../src/local/tenant/network-table';
import {
  frontInstances,
  machines,
  people,
  resourceGroups,
  subscriptions,
  workloads,
} from '../../src/local/tenant/people';
import { day, hour, minute, second } from '../../src/local/tenant/time';
import type { World } from '../../src/local/tenant/world';
import type { Scenario } from './scenario';

/** What a scenario's act may use: contoso's cast, clock and places, and the book that its deeds are written into. */
export interface Stage {
  readonly world: World;
  readonly book: Logbook;
  readonly people: typeof people;
  readonly machines: typeof machines;
  readonly front: typeof frontInstances;
  readonly resourceGroups: typeof resourceGroups;
  readonly subscriptions: typeof subscriptions;
  readonly workloads: typeof workloads;
  readonly second: number;
  readonly minute: number;
  readonly hour: number;
  /** `HH:MM` UTC on the day of the act (a Wednesday), or `days` later. Contoso works 09 to 17 in Berlin: 08 to 16 UTC. */
  at(time: string, days?: number): number;
  /** The corporate egress. */
  readonly office: Place;
  home(who: Person): Place;
  /** A line that nobody in the tenant has used; the same words give the same line. */
  stranger(country: string, kind: NetworkKind, key?: string): Place;
  readonly cloudShell: Place;
  readonly nightlyPlace: Place;
}

/** Wednesday 20 May 2026. */
export const actDay = Date.UTC(2026, 4, 20);

export interface Staged {
  readonly rows: readonly Readonly<Record<string, unknown>>[];
  readonly policy: Policy;
  readonly correlationIds: readonly string[];
}

/** Histories are the same in most scenarios, so each is written once. */
const histories = new Map<string, Staged['rows']>();

function historyOf(options: ContosoOptions): Staged['rows'] {
  const key = JSON.stringify(options);
  const known = histories.get(key);
  if (known) return known;
  const world = contosoWorld(options);
  contosoLife(world);
  histories.set(key, world.book.rows);
  return world.book.rows;
}

export function stage(scenario: Scenario): Staged {
  const options = {
    to: actDay,
    days: scenario.historyDays ?? 45,
    style: { ...plainStyle, ...scenario.style },
    ...(scenario.tables ? { tables: scenario.tables } : {}),
  };
  const world = contosoWorld({ ...options, ids: 'act' });
  const correlationIds = scenario.act({
    world,
    book: world.book,
    people,
    machines,
    front: frontInstances,
    resourceGroups,
    subscriptions,
    workloads,
    second,
    minute,
    hour,
    at(time, days = 0) {
      const [hours = 0, minutes = 0] = time.split(':').map(Number);
      return actDay + days * day + hours * hour + minutes * minute;
    },
    office: placeAt(adminNamed(world, people.rob).lines.office, actDay),
    home: (who) => placeAt(adminNamed(world, who).lines.home, actDay),
    stranger(country, kind, key = 'stranger') {
      const [network] = networksOf(country, kind);
      if (!network) throw new Error(`no ${kind} network in ${country}`);
      return placeAt(lineOn(network, key), actDay);
    },
    cloudShell: placeAt(world.cloudShell, actDay),
    nightlyPlace,
  });
  return {
    rows: [...historyOf(options), ...world.book.rows],
    policy: { ...defaultPolicy, ...contosoPolicy, ...scenario.policy },
    correlationIds,
  };
}
