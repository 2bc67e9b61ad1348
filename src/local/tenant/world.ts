import { type AccessLine, lineOn, networksOf, type Place, placeAt } from './lines';
import { createLogbook, type Logbook } from './logbook';
import { buildMachines, type Machine } from './machines';
import type { Admin, Automation } from './population';
import { buildAdmins, buildAutomation } from './population';
import { type Profile, profiles } from './profiles';
import { createRng, hash32, type Rng } from './random';
import { day } from './time';

export interface TenantOptions {
  readonly seed: number;
  readonly admins: number;
  /** Days that are judged, after the baseline. */
  readonly days: number;
  readonly baselineDays: number;
  /** Epoch milliseconds, start of the judged days. */
  readonly from: number;
  /** Overrides the profile the seed would choose. */
  readonly profile?: string;
}

/** A tenant before anything has happened in it. */
export interface World {
  readonly options: TenantOptions;
  readonly profile: Profile;
  readonly tenantId: string;
  readonly historyFrom: number;
  readonly from: number;
  readonly to: number;
  readonly machines: readonly Machine[];
  readonly admins: readonly Admin[];
  readonly automation: readonly Automation[];
  /** CIDRs of the corporate egress. */
  readonly egress: readonly string[];
  /** Where Cloud Shell calls come from. */
  readonly cloudShell: AccessLine;
  readonly book: Logbook;
  readonly rng: Rng;
}

const appTeams = ['web', 'shop', 'data', 'crm', 'pay', 'lab'];

export function buildWorld(options: TenantOptions): World {
  const rng = createRng(`tenant ${options.seed}`);
  const profile = profileOf(options);
  const tenantId = rng.guid();
  const historyFrom = options.from - options.baselineDays * day;
  const to = options.from + options.days * day;
  const machines = buildMachines(profile, [...appTeams, 'dba'], rng.fork('machines'));
  const egress = corporateEgress(profile, tenantId, rng.fork('egress'));
  const people = { profile, tenantId, count: options.admins, machines, appTeams, historyFrom, from: options.from, to };
  return {
    options,
    profile,
    tenantId,
    historyFrom,
    from: options.from,
    to,
    machines,
    admins: buildAdmins({ ...people, egress, rng: rng.fork('people') }),
    egress: egress.map((line) => `${line.addressAt(options.from).replace(/\.\d+$/, '.0')}/24`),
    automation: buildAutomation(profile, tenantId, machines, rng.fork('automation')),
    cloudShell: lineOn(rng.pick(networksOf('US', 'azure')), `cloud shell ${tenantId}`, {
      leaseMs: 3_600_000,
      poolBits: 16,
    }),
    book: createLogbook({
      workspaceId: rng.guid(),
      style: profile.style,
      tables: profile.tables,
      rng: rng.fork('ids'),
    }),
    rng,
  };
}

/** Two or three sites, each with a small block of addresses that the proxies take turns with. */
function corporateEgress(profile: Profile, tenantId: string, rng: Rng): readonly AccessLine[] {
  const options = { poolBits: rng.pick([29, 27, 25]), leaseMs: rng.pick([0.5, 2, 12]) * 3_600_000 };
  return Array.from({ length: rng.int(2, 3) }, (_, site) =>
    lineOn(rng.pick(networksOf(profile.headquarters, 'business')), `egress ${site} ${tenantId}`, options),
  );
}

function profileOf({ seed, profile }: TenantOptions): Profile {
  const named = profiles.find(({ name }) => name === profile);
  if (profile !== undefined && !named)
    throw new Error(`no profile ${profile}; there are ${profiles.map(({ name }) => name).join(', ')}`);
  const chosen = named ?? profiles[seed % profiles.length];
  if (!chosen) throw new Error('no profiles');
  return chosen;
}

/** Whether the person is away at this time, and how. */
export function tripAt(admin: Admin, at: number) {
  return admin.trips.find(({ from, to }) => from <= at && at < to);
}

/** Where a person is at work at this time: one place for half a day, as people do not change networks every minute. */
export function whereabouts(world: World, admin: Admin, at: number): Place {
  const trip = tripAt(admin, at);
  if (trip) return placeAt(trip.throughVpn ? admin.lines.vpn : trip.line, at);
  const { office, vpn, home, mobile } = world.profile.whereabouts;
  let drawn = hash32(`where ${admin.objectId} ${Math.floor(at / (day / 2))}`) % (office + vpn + home + mobile);
  for (const [line, weight] of [
    ['office', office],
    ['vpn', vpn],
    ['home', home],
    ['mobile', mobile],
  ] as const) {
    drawn -= weight;
    if (drawn < 0) return placeAt(admin.lines[line], at);
  }
  return placeAt(admin.lines.home, at);
}

/** At night and at weekends: home, directly or through the VPN, as the tenant has it. */
export function offDuty(world: World, admin: Admin, at: number): Place {
  const trip = tripAt(admin, at);
  if (trip) return placeAt(trip.throughVpn ? admin.lines.vpn : trip.line, at);
  const { vpn, home } = world.profile.whereabouts;
  const direct = hash32(`night ${admin.objectId} ${Math.floor(at / day)}`) % (vpn + home) < home;
  return placeAt(direct ? admin.lines.home : admin.lines.vpn, at);
}
