import type { Grant, Person, Workload } from './actors';
import { type AccessLine, hasNetwork, lineOn, networksOf } from './lines';
import type { Machine } from './machines';
import { places } from './network-table';
import type { RoleKey } from './operations';
import type { Profile } from './profiles';
import type { Rng } from './random';
import { day } from './time';

export interface Admin extends Person {
  readonly team: string;
  readonly country: string;
  readonly utcOffset: number;
  readonly grant: Grant;
  readonly lines: Readonly<Record<'office' | 'vpn' | 'home' | 'mobile', AccessLine>>;
  /** Local hours of work. */
  readonly startHour: number;
  readonly endHour: number;
  readonly consolePerMonth: number;
  readonly actsPerDay: number;
  /** Machines this person has reason to touch. */
  readonly machines: readonly Machine[];
  readonly usesPim: boolean;
  readonly client: 'portal' | 'cli' | 'cloud-shell';
  readonly createdAt: number;
  /** First working day; later than the tenant's start for joiners. */
  readonly startsAt: number;
  readonly trips: readonly Trip[];
}

export interface Trip {
  readonly from: number;
  readonly to: number;
  readonly line: AccessLine;
  /** Abroad, but all company traffic leaves through the corporate VPN. */
  readonly throughVpn: boolean;
}

export interface Automation extends Workload {
  readonly grant: Grant;
  readonly line: AccessLine;
  /** Deployments, tags, key reads a day. */
  readonly actsPerDay: number;
  readonly subscription: string;
}

const firstNames =
  'Anna Ben Clara David Elena Felix Greta Hugo Ines Jonas Katja Lukas Maria Nils Olga Paul Qiu Rosa Stefan Tina Uwe Vera Wim Xenia Yusuf Zora Amit Beatriz Chloe Dinesh Emma Farid'.split(
    ' ',
  );
const lastNames =
  'Abel Bauer Costa Dietz Evers Fuchs Gupta Horn Iyer Jansen Keller Lang Meyer Novak Otto Peters Quinn Rao Silva Thoma Unger Vogel Weber Xu Young Ziegler Martin Dubois Kowalski Popescu'.split(
    ' ',
  );

export interface PeopleOptions {
  readonly profile: Profile;
  readonly tenantId: string;
  readonly count: number;
  readonly machines: readonly Machine[];
  readonly appTeams: readonly string[];
  /** Corporate egress lines: the first is the VPN's, offices share them all. */
  readonly egress: readonly AccessLine[];
  /** Start of the whole history and of the days that are judged, end of both. */
  readonly historyFrom: number;
  readonly from: number;
  readonly to: number;
  readonly rng: Rng;
  /** Missing: one is drawn. */
  readonly domain?: string;
}

/** The administrators: a fifth platform team, a few database and identity people, readers, and the app teams. */
export function buildAdmins(options: PeopleOptions): readonly Admin[] {
  const { profile, rng } = options;
  const domain =
    options.domain ?? `${rng.pick(['northwind', 'fabrikam', 'litware', 'adatum', 'proseware'])}-${rng.int(10, 99)}.com`;
  const groups = new Map<string, string>();
  return Array.from({ length: options.count }, (_, index) => {
    const team = teamOf(index, options.count, options.appTeams);
    const country = rng.weighted(profile.countries);
    const objectId = rng.guid();
    const first = firstNames[index % firstNames.length] ?? 'Ann';
    const last = rng.pick(lastNames);
    const login = `${first}.${last}${index}`.toLowerCase();
    const guest = rng.chance(profile.guests);
    const machines = reach(team, options.machines, rng);
    const joiner = rng.chance(0.05);
    const startsAt = joiner ? options.from + rng.between(0, 18) * day : options.historyFrom;
    return {
      kind: 'user' as const,
      objectId,
      tenantId: options.tenantId,
      upn: guest ? `${login}_partner.example#EXT#@${domain}` : `${login}@${domain}`,
      name: `${first} ${last}`,
      methods: methods(profile, rng),
      ...(rng.chance(0.7) ? { deviceId: rng.guid() } : {}),
      team,
      country,
      utcOffset: places[country]?.utcOffset ?? 0,
      grant: grantOf(team, objectId, machines, groups, rng),
      lines: linesOf(country, objectId, options, rng),
      startHour: rng.int(7, 9),
      endHour: rng.int(16, 18),
      consolePerMonth: consoleRate(team, rng) * profile.consoleRate,
      actsPerDay: team === 'reader' ? 0.1 : team === 'platform' ? rng.between(0.8, 2) : rng.between(0.2, 1.2),
      machines,
      usesPim: team !== 'reader' && rng.chance(profile.pim),
      client: rng.chance(profile.cloudShell) ? 'cloud-shell' : rng.chance(0.3) ? 'cli' : 'portal',
      createdAt: joiner ? startsAt - rng.between(0, 4) * day : options.historyFrom - rng.between(30, 1500) * day,
      startsAt,
      trips: tripsOf(country, objectId, options, rng),
    };
  });
}

function teamOf(index: number, count: number, appTeams: readonly string[]): string {
  const share = index / count;
  if (share < 0.2) return 'platform';
  if (share < 0.27) return 'dba';
  if (share < 0.33) return 'identity';
  if (share < 0.45) return 'reader';
  return appTeams[index % appTeams.length] ?? 'platform';
}

function reach(team: string, machines: readonly Machine[], rng: Rng): readonly Machine[] {
  if (team === 'platform' || team === 'identity') return machines;
  if (team === 'dba') return machines.filter(({ name, team: owner }) => owner === 'dba' || name.startsWith('sql'));
  const own = machines.filter((machine) => machine.team === team);
  return own.length > 0 ? own : rng.sample(machines, 6);
}

/** Most administrators open a console less than once a month; the platform team a little more. */
function consoleRate(team: string, rng: Rng): number {
  if (team === 'reader' || team === 'identity') return 0;
  if (team === 'platform') return rng.between(0.8, 3.4);
  return rng.weighted([
    [0, 2],
    [0.5, 3],
    [1.2, 3],
    [2.2, 2],
  ]);
}

function methods(profile: Profile, rng: Rng): readonly string[] {
  if (!rng.chance(profile.withoutMfaClaim)) return rng.chance(0.6) ? ['pwd', 'mfa'] : ['rsa', 'mfa'];
  return rng.chance(0.6) ? ['fido', 'rsa'] : ['wia'];
}

function grantOf(
  team: string,
  objectId: string,
  machines: readonly Machine[],
  groups: Map<string, string>,
  rng: Rng,
): Grant {
  const role: RoleKey =
    team === 'platform'
      ? rng.pick(['owner', 'contributor'])
      : team === 'identity'
        ? 'userAccessAdministrator'
        : team === 'reader'
          ? 'reader'
          : rng.pick(['vmContributor', 'contributor']);
  const wide = team === 'platform' || team === 'identity' || team === 'reader' || rng.chance(0.2);
  const home = machines[0];
  const scope = (wide ? home?.subscription : home?.resourceGroup) ?? '/subscriptions/none';
  const direct = rng.chance(0.35);
  const group = groups.get(team) ?? rng.guid();
  groups.set(team, group);
  return {
    role,
    scope,
    assignmentId: rng.guid(),
    principalId: direct ? objectId : group,
    principalType: direct ? 'User' : 'Group',
  };
}

function linesOf(country: string, key: string, { egress, profile, from, to }: PeopleOptions, rng: Rng): Admin['lines'] {
  const ipv6 = rng.chance(profile.ipv6);
  const home = rng.pick(networksOf(country, 'residential'));
  const mobile = hasNetwork(country, 'mobile') ? rng.pick(networksOf(country, 'mobile')) : home;
  // German lines change daily, cable keeps an address for weeks, fibre for months.
  const leaseMs = rng.weighted([
    [day, 5],
    [9 * day, 2],
    [45 * day, 2],
  ]);
  const homeLine = lineOn(home, `home ${key}`, { leaseMs, poolBits: rng.pick([14, 16, 18, 22]), ipv6 });
  const moves = rng.chance(0.05) && {
    from: rng.between(from - 20 * day, to),
    line: lineOn(rng.pick(networksOf(country, 'residential')), `new home ${key}`, { leaseMs }),
  };
  return {
    office: rng.pick(egress),
    vpn: egress[0] ?? rng.pick(egress),
    home: moves ? { ...homeLine, later: moves } : homeLine,
    mobile: lineOn(mobile, `mobile ${key}`, { leaseMs: 3 * 3_600_000, poolBits: 15, ipv6: ipv6 && rng.chance(0.7) }),
  };
}

const destinations = ['ES', 'IT', 'FR', 'GB', 'US', 'PT', 'AT', 'SE', 'JP', 'CA', 'AU', 'TR'];

/** A sixth of the people travel once in the judged days, some earlier too. */
function tripsOf(country: string, key: string, options: PeopleOptions, rng: Rng): readonly Trip[] {
  const trip = (from: number, index: number): Trip => {
    const abroad = rng.pick(destinations.filter((destination) => destination !== country));
    return {
      from,
      to: from + rng.between(2, 9) * day,
      line: lineOn(rng.pick(networksOf(abroad, 'residential')), `hotel ${index} ${key}`, { leaseMs: 2 * day }),
      throughVpn: rng.chance(0.45),
    };
  };
  const early = rng.chance(0.25) ? [trip(options.historyFrom + rng.between(5, 50) * day, 0)] : [];
  return rng.chance(0.17) ? [...early, trip(options.from + rng.between(1, 25) * day, 1)] : early;
}

/** Pipelines and tools; the last ones run outside Azure on rented servers. */
export function buildAutomation(
  profile: Profile,
  tenantId: string,
  machines: readonly Machine[],
  rng: Rng,
): readonly Automation[] {
  const subscriptions = [...new Set(machines.map(({ subscription }) => subscription))];
  return Array.from({ length: profile.workloads }, (_, index) => {
    const objectId = rng.guid();
    const subscription = subscriptions[index % subscriptions.length] ?? '/subscriptions/none';
    const hosted = rng.chance(0.3);
    const network = hosted
      ? rng.pick(networksOf(rng.pick(['DE', 'US', 'NL']), 'hosting'))
      : rng.pick(networksOf('US', 'azure'));
    return {
      kind: 'servicePrincipal' as const,
      objectId,
      tenantId,
      appId: rng.guid(),
      name: `${rng.pick(['deploy', 'terraform', 'patch', 'backup', 'inventory', 'scaler'])}-${index}`,
      grant: {
        role: rng.chance(0.8) ? ('contributor' as const) : ('reader' as const),
        scope: subscription,
        assignmentId: rng.guid(),
        principalId: objectId,
        principalType: 'ServicePrincipal' as const,
      },
      line: lineOn(network, `runner ${objectId}`, hosted ? {} : { leaseMs: 6 * 3_600_000, poolBits: 16 }),
      actsPerDay: rng.between(1, 5),
      subscription,
    };
  });
}
