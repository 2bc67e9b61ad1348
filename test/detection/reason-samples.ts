import type { Policy } from '../../src/core/policy';
import { defaultPolicy } from '../../src/core/policy';
import { loneSignal } from '../../src/detection/alone';
import { useOf } from '../../src/detection/alone/use';
import { emptyProfile, type Profile } from '../../src/detection/baseline/profile';
import { type Context, noContext } from '../../src/detection/context/context';
import type { ConsoleSession, Finding } from '../../src/detection/finding';
import { calmSituation, type Neighbour, type Situation } from '../../src/detection/history';
import { viewPolicy } from '../../src/detection/policy-view';
import type { Related } from '../../src/detection/related';
import { judge, judgeOperation } from '../../src/detection/score';
import type { ReasonCode } from '../../src/detection/weights';
import {
  dayMs,
  facts,
  home,
  hour,
  minute,
  neighbour,
  rob,
  type Setup,
  settledProfile,
  t0,
  today,
  vm,
} from './facts-builder';

/** For each reason code a judged finding that carries it: its sentence is read in docs/detection.md, and on a card. */

const far = { sourceIps: ['187.10.1.1'], country: 'BR' } as const;
const eva = { objectId: 'e0000000-0000-4000-8000-000000000001', displayName: 'eva@contoso.com', type: 'user' as const };
const robot = {
  objectId: '22222222-2222-4222-8222-222222222222',
  displayName: 'deployer',
  type: 'servicePrincipal' as const,
};
const bot = 'b0000000-0000-4000-8000-000000000001';
const assignment = '/subscriptions/s1/providers/Microsoft.Authorization/roleAssignments/x';
const setting = '/subscriptions/s1/providers/Microsoft.Insights/diagnosticSettings/to-sentinel';
const grant = { principalId: rob.objectId, scope: '/subscriptions/s1/resourceGroups/rg' };

const operation = (changes: Partial<Related>): Related => ({
  id: 'r1',
  at: t0 - 5 * minute,
  operation: 'microsoft.compute/virtualmachines/extensions/write',
  kind: 'extension',
  outcome: 'done',
  caller: rob.objectId,
  callerName: rob.displayName,
  target: vm('vm1'),
  subscriptionId: 's1',
  ...changes,
});

const around = (...related: Partial<Related>[]): Setup => ({ history: { related: related.map(operation) } });
const knowing = (context: Partial<Context>, session: Partial<ConsoleSession> = {}): Setup => ({
  session,
  history: { context: { ...noContext, ...context } },
});
const own = (...neighbours: Neighbour[]): Setup => ({ history: { own: neighbours } });
const before = (count: number, session: (index: number) => Partial<ConsoleSession>, more: Partial<Neighbour> = {}) =>
  Array.from({ length: count }, (_, index) =>
    neighbour({ startedAt: t0 - (index + 1) * minute, ...session(index) }, more),
  );
const deciding = (situation: Partial<Situation>): Setup => ({
  history: { situation: { ...calmSituation, ...situation } },
});
const under = (policy: Partial<Policy>): Setup => ({ session: far, policy });
const standing = [{ objectId: rob.objectId, principal: rob, at: t0 - hour, by: 'R-1' }];
const stranger: Profile = emptyProfile;
const unused: Profile = { ...settledProfile(), useDays: {}, use: emptyProfile.use };
const evaOn = (session: Partial<ConsoleSession>) => [
  neighbour({ principal: eva, startedAt: t0 - 5 * minute, sourceIps: ['84.99.1.1'], ...session }),
];
const colleagues = ['ann@contoso.com', 'tom@contoso.com'];

const setups: Readonly<Partial<Record<ReasonCode, Setup>>> = {
  'unexpected-workload-identity': { session: { principal: robot } },
  'new-to-console': { profile: unused },
  'unseen-account': { profile: stranger },
  'never-seen-principal': { profile: stranger, tenantDays: 30 },
  'new-to-subscription': { session: { subscriptionId: 's2' } },
  'new-machine': { session: { target: vm('vm9') } },
  'critical-target': {
    session: { target: vm('dc01') },
    policy: { criticalTargets: [{ match: vm('dc01'), reason: 'domain controllers' }] },
  },
  'newborn-account': {
    ...knowing({ identities: [{ objectId: rob.objectId, createdAt: t0 - 2 * dayMs }] }),
    profile: stranger,
  },
  'young-account': {
    ...knowing({ identities: [{ objectId: rob.objectId, createdAt: t0 - 20 * dayMs }] }),
    profile: unused,
  },
  'dormant-account': {
    profile: { ...emptyProfile, firstDay: today - 85, lastDay: today - 80, lifeDays: [today - 85, today - 80] },
  },
  'just-granted': around({ kind: 'role-assignment', caller: eva.objectId, callerName: eva.displayName, grant }),
  'granted-today': around({
    kind: 'role-assignment',
    caller: eva.objectId,
    callerName: eva.displayName,
    grant,
    at: t0 - 9 * hour,
  }),
  'elevated-access': around({ kind: 'elevate-access' }),
  'access-denied': { session: { outcome: 'failure', failure: 'AuthorizationFailed' }, denied: true },
  'access-probing': {
    session: { outcome: 'failure', failure: 'AuthorizationFailed' },
    denied: true,
    ...own(...before(5, (index) => ({ target: vm(`p${index}`), outcome: 'failure' }), { denied: true })),
  },
  'probing-then-success': own(
    ...before(3, (index) => ({ target: vm(`p${index}`), outcome: 'failure' }), { denied: true }),
  ),
  'session-takeover': { session: far, history: { onMachine: evaOn({}) } },
  'takeover-by-newcomer': { session: { target: vm('vm9') }, history: { onMachine: evaOn({ target: vm('vm9') }) } },
  'hand-over': { history: { onMachine: evaOn({}) } },
  'console-reenabled': around({ kind: 'console-enabled' }),
  'console-enabled-today': around({ kind: 'console-enabled', at: t0 - 10 * hour }),
  'console-enabled-by-other': around({ kind: 'console-enabled', caller: eva.objectId, callerName: eva.displayName }),
  'reset-then-connect': { session: { target: vm('vm9') }, ...around({ target: vm('vm9') }) },
  'reset-before-connect': around({}),
  'break-glass-outside-entry': { policy: { breakGlass: [rob.objectId] } },
  'contained-principal': deciding({ contained: standing }),
  'contained-principal-refused': { session: { outcome: 'failure' }, ...deciding({ contained: standing }) },
  'own-identity': deciding({ ownIdentities: [rob.objectId] }),
  'grants-roles': around({ kind: 'role-assignment', grant: { ...grant, principalId: eva.objectId } }),
  'runs-commands': around({ kind: 'run-command' }),
  'takes-data': around({
    kind: 'disk-export',
    operation: 'microsoft.compute/disks/begingetaccess/action',
    target: vm('disk1'),
    at: t0 + 20 * minute,
  }),
  'takes-foreign-snapshot': {
    session: { target: vm('vm9') },
    ...around({
      kind: 'disk-export',
      operation: 'microsoft.compute/snapshots/write',
      target: vm('snap1'),
      at: t0 + 2 * minute,
    }),
  },
  'takes-snapshot': around({
    kind: 'disk-export',
    operation: 'microsoft.compute/snapshots/write',
    target: vm('snap1'),
    at: t0 + 2 * minute,
  }),
  'reads-serial-log': around({ kind: 'boot-diagnostics' }),
  'many-machines': own(...before(7, (index) => ({ target: vm(`b${index}`) }))),
  'many-sessions': own(...before(9, () => ({}))),
  'burst-from-new-network': { session: far, ...own(...before(3, (index) => ({ target: vm(`b${index}`), ...far }))) },
  'boot-diagnostics-sweep': {
    session: { kind: 'boot-diagnostics' },
    ...own(...before(11, (index) => ({ kind: 'boot-diagnostics', target: vm(`b${index}`) }))),
  },
  'nights-on-foreign-machine': {
    session: { target: vm('fin'), startedAt: t0 - 8 * hour },
    ...own(...[1, 2].map((back) => neighbour({ target: vm('fin'), startedAt: t0 - 8 * hour - back * dayMs }))),
  },
  'new-country-for-principal': { session: far },
  'new-country-for-tenant': { session: far },
  'new-network-for-principal': { session: { sourceIps: ['91.10.1.1'] } },
  'new-network-for-tenant': { session: { sourceIps: ['91.10.1.1'] } },
  'impossible-travel': {
    ...knowing(
      { activity: [{ who: rob.displayName, ip: home, from: t0 - hour, to: t0 - 40 * minute, country: 'DE' }] },
      far,
    ),
    colleagues,
  },
  'impossible-travel-to-new-network': knowing(
    { activity: [{ who: rob.displayName, ip: home, from: t0 - hour, to: t0 - 40 * minute, country: 'DE' }] },
    far,
  ),
  'quick-country-change': knowing(
    { activity: [{ who: rob.displayName, ip: home, from: t0 - hour, to: t0 - 40 * minute, country: 'DE' }] },
    { sourceIps: ['80.10.1.1'], country: 'FR' },
  ),
  'token-replayed': { session: { sourceIps: ['45.76.1.1'], tokenIp: home } },
  'token-from-elsewhere': { session: { sourceIps: ['45.76.1.1'], tokenIp: home }, colleagues },
  'token-address-differs': { session: { tokenIp: '91.10.1.1' } },
  'threat-intelligence': knowing({ threats: [{ ip: '187.10.1.1', confidence: 90, source: 'Contoso feed' }] }, far),
  'threat-intelligence-failed': knowing(
    { threats: [{ ip: '187.10.1.1', confidence: 90, source: 'Contoso feed' }] },
    { ...far, outcome: 'failure' },
  ),
  'risky-user': knowing({
    risks: [{ at: t0 - hour, objectId: rob.objectId, event: 'anonymizedIPAddress', level: 'high', ip: home }],
  }),
  'shared-new-address': { session: far, history: { onAddress: evaOn({ ...far, target: vm('vm2') }) } },
  'single-factor': { session: { mfa: 'no' }, profile: { ...settledProfile(), singleFactor: [1, 30] } },
  'off-hours': { session: { startedAt: t0 - 8 * hour } },
  'expected-principal': under({ expectedPrincipals: [{ objectId: rob.objectId, reason: 'on call' }] }),
  'declared-incident': under({
    incidents: [{ name: 'bad patch', from: t0 - hour, to: t0 + hour, targets: ['/subscriptions/s1'] }],
  }),
  'trusted-network': under({ trustedNetworks: [{ name: 'HQ VPN', cidrs: ['187.10.1.0/24'] }] }),
  'colleagues-use-site': { session: far, colleagues },
  'consistent-travel': knowing(
    { activity: [{ who: rob.displayName, ip: '187.10.9.9', from: t0 - 8 * hour, to: t0 - hour, country: 'BR' }] },
    far,
  ),
  'colleagues-busy-too': {
    history: {
      own: before(7, (index) => ({ target: vm(`b${index}`) })),
      inSubscription: colleagues.map((name) =>
        neighbour({
          principal: { ...rob, objectId: name, displayName: name },
          target: vm(name),
          startedAt: t0 - minute,
        }),
      ),
    },
  },
  'judged-benign-before': {
    session: { startedAt: t0 - 8 * hour },
    ...own(neighbour({ startedAt: t0 - 2 * dayMs }, { verdict: 'benign' } as Partial<Neighbour>)),
  },
  'usual-machine-and-site': { session: { startedAt: t0 - 8 * hour } },
  'machine-said-no': { session: { ...far, outcome: 'failure', failure: 'VM is stopped' } },
  'azure-address': { session: { sourceIps: ['20.50.1.2'], country: 'US', startedAt: t0 - 8 * hour } },
};

const lone: Readonly<Partial<Record<ReasonCode, readonly [Partial<Related>, Partial<Situation>?]>>> = {
  'console-switched-back-on': [{ kind: 'console-enabled' }, { switchedOff: [{ subscriptionId: 's1', at: t0 - hour }] }],
  'logging-removed': [
    { kind: 'diagnostic-setting', operation: 'microsoft.insights/diagnosticsettings/delete', target: setting },
  ],
  'logging-changed': [
    { kind: 'diagnostic-setting', operation: 'microsoft.insights/diagnosticsettings/write', target: setting },
  ],
  'role-for-contained': [{ kind: 'role-assignment', grant, target: assignment }, { contained: standing }],
  'elevated-while-contained': [
    { kind: 'elevate-access', caller: rob.objectId, callerName: rob.displayName },
    { contained: standing },
  ],
  'own-rights-removed': [{ kind: 'role-removal', target: assignment }, { ownAssignments: ['x'] }],
  'own-rights-changed': [{ kind: 'role-assignment', grant: { ...grant, principalId: bot }, target: assignment }],
};

/** The finding that carries this reason, or nothing where no sample produces it. */
export function sampleOf(code: ReasonCode): Finding | undefined {
  const setup = setups[code];
  if (setup !== undefined) return carrying(code, judge(facts(setup)));
  const [changes, situation] = lone[code] ?? [];
  if (changes === undefined) return undefined;
  const alone = { correlationId: 'r1', visibleAt: t0 + 5 * minute, callerType: 'user' as const };
  const deed = operation({ caller: eva.objectId, callerName: eva.displayName, ip: '203.0.113.4', alone, ...changes });
  const view = viewPolicy(defaultPolicy);
  const signal = loneSignal({
    operation: deed,
    situation: { ...calmSituation, ownIdentities: [bot], ...situation },
    policy: view,
  });
  if (signal === undefined) return undefined;
  const use = useOf(deed, signal.principal);
  return carrying(code, judgeOperation({ ...facts(), session: use }, signal.reason));
}

const carrying = (code: ReasonCode, finding: Finding) =>
  finding.reasons.some((of) => of.code === code) ? finding : undefined;

/** The sentence of this reason as a card says it. */
export const sentenceOf = (code: ReasonCode): string | undefined =>
  sampleOf(code)?.reasons.find((of) => of.code === code)?.text;
