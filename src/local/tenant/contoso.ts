import { defaultPolicy, type Policy } from '../../core/policy';
import type { Person } from './actors';
import { type ExportStyle, plainStyle } from './export-style';
import { lineOn, networksOf, type Place, placeAt } from './lines';
import { allTables, createLogbook, type TableSet } from './logbook';
import type { Machine } from './machines';
import {
  contosoTenantId,
  contosoWorkspaceId,
  frontInstances,
  type MachineName,
  machines,
  type PersonName,
  people,
  resourceGroups,
  subscriptions,
  workloads,
} from './people';
import { type Admin, type Automation, buildAdmins } from './population';
import { profiles } from './profiles';
import { createRng } from './random';
import { day } from './time';
import type { World } from './world';

export interface ContosoOptions {
  /** End of the history, epoch milliseconds. */
  readonly to: number;
  readonly days: number;
  /** Administrators beside the twelve named ones. */
  readonly colleagues?: number;
  readonly style?: ExportStyle;
  readonly tables?: TableSet;
  /** Two books of one story need ids that never meet: give the second another word. */
  readonly ids?: string;
}

const business = networksOf('DE', 'business');
const office = lineOn(business[0] ?? failNetwork(), 'contoso office', { poolBits: 29 });

/** The office and VPN egress of contoso. */
export const contosoEgress = `${office.addressAt(0).replace(/\.\d+$/, '.0')}/24`;

/** The one address the nightly check calls from. */
const nightlyLine = lineOn(networksOf('DE', 'hosting')[0] ?? failNetwork(), 'contoso nightly check');
export const nightlyPlace: Place = placeAt(nightlyLine, 0);

function failNetwork(): never {
  throw new Error('the network table has no German networks');
}

interface Habit {
  readonly team: string;
  readonly consolePerMonth: number;
  readonly actsPerDay: number;
  readonly machines: readonly MachineName[];
}

const all = Object.keys(machines) as MachineName[];
const platform = (consolePerMonth: number): Habit => ({
  team: 'platform',
  consolePerMonth,
  actsPerDay: 0.6,
  machines: all,
});
const web = (consolePerMonth: number): Habit => ({
  team: 'web',
  consolePerMonth,
  actsPerDay: 0.4,
  machines: ['web1', 'web2', 'web3', 'key1'],
});

const habits: Readonly<Record<PersonName, Habit>> = {
  rob: platform(2.2),
  mia: platform(2.5),
  lee: platform(3.5),
  nia: platform(0),
  ana: { team: 'identity', consolePerMonth: 0, actsPerDay: 0.4, machines: all },
  tom: { team: 'identity', consolePerMonth: 0, actsPerDay: 0.3, machines: all },
  ken: web(2),
  zoe: web(1.5),
  pia: web(1.5),
  ida: { team: 'dba', consolePerMonth: 1.5, actsPerDay: 0.4, machines: ['sql03', 'sql04', 'findb01'] },
  eva: { team: 'reader', consolePerMonth: 0, actsPerDay: 0.1, machines: all },
  jon: { team: 'reader', consolePerMonth: 0, actsPerDay: 0.1, machines: all },
};

const critical: Partial<Record<MachineName, string>> = {
  dc01: 'domain controllers',
  dc02: 'domain controllers',
  findb01: 'finance database',
};

function machineOf(name: MachineName): Machine {
  const id = machines[name];
  const resourceGroup = id.replace(/\/providers\/.*$/, '');
  const why = critical[name];
  return {
    id,
    name,
    resourceGroup,
    subscription: resourceGroup.replace(/\/resourceGroups\/.*$/, ''),
    team: name.startsWith('web') ? 'web' : 'platform',
    production: !id.startsWith(subscriptions.dev01),
    keyOnly: name === 'key1',
    ...(why ? { critical: why } : {}),
  };
}

function adminOf(name: PersonName, historyFrom: number): Admin {
  const who = people[name];
  const habit = habits[name];
  const home = networksOf('DE', 'residential');
  const mobile = networksOf('DE', 'mobile');
  return {
    ...who,
    ...habit,
    country: 'DE',
    utcOffset: 1,
    lines: {
      office,
      vpn: office,
      home: lineOn(home[name.length % home.length] ?? failNetwork(), `home ${name}`, {
        leaseMs: 20 * day,
        poolBits: 18,
      }),
      mobile: lineOn(mobile[0] ?? failNetwork(), `mobile ${name}`, { leaseMs: day, poolBits: 15 }),
    },
    startHour: 9,
    endHour: 17,
    machines: habit.machines.map(machineOf),
    usesPim: false,
    client: name === 'lee' ? 'cli' : 'portal',
    createdAt: historyFrom - 400 * day,
    startsAt: historyFrom,
    trips: [],
  };
}

/** Contoso before anything has happened in it: run the life functions on it, then write what the story needs into its book. */
export function contosoWorld(options: ContosoOptions): World {
  const { to, days, colleagues = 0, style = plainStyle, tables = allTables } = options;
  const rng = createRng('contoso');
  const historyFrom = to - days * day;
  const european = profiles[0];
  if (!european) throw new Error('no profiles');
  const profile = { ...european, style, tables, pim: 0, cloudShell: 0, guests: 0, policy: 'full' as const };
  const vms = all.map(machineOf);
  const front = frontInstances.map((id, instance): Machine => {
    const { web: resourceGroup } = resourceGroups;
    const common = { subscription: subscriptions.prod01, resourceGroup, team: 'web', production: true, keyOnly: false };
    return { ...common, id, name: `front/${instance}`, scaleSet: 'front' };
  });
  const others = buildAdmins({
    profile,
    tenantId: contosoTenantId,
    count: colleagues,
    machines: vms,
    appTeams: ['web', 'platform'],
    egress: [office],
    historyFrom,
    from: to,
    to,
    rng: rng.fork('colleagues'),
    domain: 'contoso.com',
  });
  return {
    options: { seed: 0, admins: 12 + colleagues, days: 0, baselineDays: days, from: to },
    profile,
    tenantId: contosoTenantId,
    historyFrom,
    from: to,
    to,
    machines: [...vms, ...front],
    admins: [...(Object.keys(people) as PersonName[]).map((name) => adminOf(name, historyFrom)), ...others],
    automation: contosoAutomation(),
    egress: [contosoEgress],
    cloudShell: lineOn(networksOf('US', 'azure')[0] ?? failNetwork(), 'contoso cloud shell', { leaseMs: day }),
    book: createLogbook({ workspaceId: contosoWorkspaceId, style, tables, rng: rng.fork(options.ids ?? 'ids') }),
    rng,
  };
}

function contosoAutomation(): readonly Automation[] {
  const runner = lineOn(networksOf('NL', 'azure')[0] ?? failNetwork(), 'contoso runner');
  return [
    { ...workloads.deploy, line: runner, actsPerDay: 1, subscription: subscriptions.prod01 },
    { ...workloads.nightlyCheck, line: nightlyLine, actsPerDay: 0, subscription: subscriptions.prod02 },
  ];
}

export function adminNamed(world: World, who: Person): Admin {
  const admin = world.admins.find(({ objectId }) => objectId === who.objectId);
  if (!admin) throw new Error(`${who.name} is not in this tenant`);
  return admin;
}

/** What contoso's team has written down: its VPN, its critical machines and its nightly check. */
export const contosoPolicy: Policy = {
  ...defaultPolicy,
  trustedNetworks: [{ name: 'HQ VPN', cidrs: [contosoEgress] }],
  criticalTargets: [
    { match: resourceGroups.identity, reason: 'domain controllers' },
    { match: resourceGroups.finance, reason: 'finance database' },
  ],
  expectedPrincipals: [
    {
      objectId: workloads.nightlyCheck.objectId,
      reason: 'nightly console check',
      networks: [`${nightlyPlace.ip}/32`],
      targets: [machines.app1, machines.app2],
    },
  ],
};
