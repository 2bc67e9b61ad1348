import { type ExportStyle, plainStyle } from './export-style';
import { allTables, type TableSet } from './logbook';

/** What makes one tenant structurally different from another. Rates are averages that each seed varies. */
export interface Profile {
  readonly name: string;
  readonly style: ExportStyle;
  readonly tables: TableSet;
  /** Country of an administrator's home and office, with weights. */
  readonly countries: readonly (readonly [string, number])[];
  /** Country of the corporate egress (offices and VPN). */
  readonly headquarters: string;
  readonly subscriptions: number;
  readonly machinesPerSubscription: number;
  readonly workloads: number;
  /** Share of working time in the office, at home through the VPN, at home directly, on the phone. */
  readonly whereabouts: Readonly<Record<'office' | 'vpn' | 'home' | 'mobile', number>>;
  /** Share of home lines with IPv6. */
  readonly ipv6: number;
  readonly guests: number;
  readonly pim: number;
  /** Share of administrators whose tokens never carry `mfa` (passkeys, federation). */
  readonly withoutMfaClaim: number;
  readonly cloudShell: number;
  /** Multiplies everybody's rate of console use. */
  readonly consoleRate: number;
  readonly outages: number;
  /** Whether the policy file names trusted networks, critical targets and incidents. */
  readonly policy: 'full' | 'some' | 'none';
  readonly healthReader: boolean;
}

const european: Profile = {
  name: 'european',
  style: plainStyle,
  tables: allTables,
  countries: [
    ['DE', 6],
    ['NL', 2],
    ['AT', 1],
    ['CH', 1],
  ],
  headquarters: 'DE',
  subscriptions: 3,
  machinesPerSubscription: 30,
  workloads: 4,
  whereabouts: { office: 45, vpn: 25, home: 25, mobile: 5 },
  ipv6: 0,
  guests: 0.03,
  pim: 0.2,
  withoutMfaClaim: 0.1,
  cloudShell: 0.06,
  consoleRate: 1,
  outages: 1,
  policy: 'full',
  healthReader: false,
};

const american: Profile = {
  ...european,
  name: 'american',
  style: { ...plainStyle, words: 'old', resourceCase: 'upper', addressOn: 'start' },
  countries: [
    ['US', 7],
    ['CA', 1],
    ['IN', 2],
  ],
  headquarters: 'US',
  subscriptions: 6,
  machinesPerSubscription: 25,
  workloads: 12,
  whereabouts: { office: 15, vpn: 15, home: 65, mobile: 5 },
  cloudShell: 0.15,
  policy: 'some',
};

const withoutSignIns: Profile = {
  ...european,
  name: 'without-sign-ins',
  style: { ...plainStyle, dynamic: 'legacy', resourceId: 'machine', addressOn: 'end' },
  tables: { signIns: false, workloadSignIns: false, risk: false, identityInfo: false },
  countries: [
    ['GB', 6],
    ['FR', 2],
    ['IE', 1],
    ['PL', 1],
  ],
  headquarters: 'GB',
  whereabouts: { office: 40, vpn: 10, home: 40, mobile: 10 },
  pim: 0,
  policy: 'some',
};

const ipv6: Profile = {
  ...european,
  name: 'ipv6',
  style: { ...plainStyle, dynamic: 'text', evidence: 'dashless', claimsOn: 'end', operationCase: 'camel' },
  countries: [
    ['DE', 4],
    ['FR', 3],
    ['US', 2],
    ['IN', 1],
  ],
  headquarters: 'FR',
  whereabouts: { office: 20, vpn: 10, home: 55, mobile: 15 },
  ipv6: 0.8,
  withoutMfaClaim: 0.3,
  policy: 'none',
};

const provider: Profile = {
  ...european,
  name: 'managed-service-provider',
  style: { ...plainStyle, copies: 'same-id', words: 'old', resourceCase: 'lower' },
  tables: { ...allTables, identityInfo: false },
  countries: [
    ['NL', 3],
    ['PL', 2],
    ['PT', 1],
    ['IN', 3],
    ['RO', 1],
  ],
  headquarters: 'NL',
  subscriptions: 10,
  machinesPerSubscription: 12,
  workloads: 8,
  whereabouts: { office: 35, vpn: 45, home: 15, mobile: 5 },
  guests: 0.4,
  consoleRate: 1.8,
  outages: 2,
  healthReader: true,
};

const regulated: Profile = {
  ...european,
  name: 'regulated',
  style: { ...plainStyle, addressOn: 'request', claimsOn: 'start', copies: 'fresh-id' },
  countries: [
    ['CH', 4],
    ['DE', 3],
    ['GB', 2],
  ],
  headquarters: 'GB',
  subscriptions: 4,
  whereabouts: { office: 50, vpn: 48, home: 2, mobile: 0 },
  guests: 0,
  pim: 0.8,
  withoutMfaClaim: 0.5,
  cloudShell: 0,
  consoleRate: 0.6,
  policy: 'full',
};

/** No office, no VPN, nearly everybody owner of everything; sign-ins without the costlier tables. */
const startup: Profile = {
  ...european,
  name: 'startup',
  style: { ...plainStyle, dynamic: 'text', addressOn: 'end', port: true },
  tables: { signIns: true, workloadSignIns: false, risk: false, identityInfo: false },
  countries: [
    ['US', 3],
    ['GB', 2],
    ['DE', 2],
    ['CA', 1],
    ['IN', 1],
  ],
  headquarters: 'US',
  subscriptions: 2,
  machinesPerSubscription: 20,
  workloads: 6,
  whereabouts: { office: 0, vpn: 3, home: 87, mobile: 10 },
  ipv6: 0.3,
  pim: 0,
  cloudShell: 0.12,
  policy: 'none',
};

export const profiles: readonly Profile[] = [european, american, withoutSignIns, ipv6, provider, regulated, startup];
