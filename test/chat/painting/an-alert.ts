import type { Alert, SessionFinding, Stamp } from '../../../src/alerts/alert';
import type { AlertCardState } from '../../../src/chat/painting/state';
import type { ConsoleSession, FindingContext } from '../../../src/detection/finding';

/** Rob's night on `dc01`: the alert of the card specification, with each part replaceable. */

const night = Date.UTC(2026, 2, 1);

/** `at('02:41')`: that minute of 1 March 2026, UTC. */
export function at(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return night + (hours * 60 + minutes) * 60_000;
}

export const prod = '11111111-2222-4333-8444-555555555555';

export function vm(name: string, group = 'web'): string {
  return `/subscriptions/${prod}/resourceGroups/${group}/providers/Microsoft.Compute/virtualMachines/${name}`;
}

export const rob = {
  objectId: 'aaaaaaaa-0000-4000-8000-000000000001',
  displayName: 'rob@contoso.com',
  type: 'user' as const,
};

export const mia: Stamp = { objectId: 'aaaaaaaa-0000-4000-8000-000000000002', name: 'Mia M.', at: at('02:38') };

export function session(name: string, time: string, more: Partial<ConsoleSession> = {}): ConsoleSession {
  return {
    id: `c-${name}-${time}`,
    kind: 'connect',
    correlationIds: [`c-${name}-${time}`],
    principal: rob,
    target: vm(name, name === 'dc01' ? 'identity' : 'web'),
    subscriptionId: prod,
    startedAt: at(time),
    lastAt: at(time),
    visibleAt: at(time) + 7 * 60_000,
    outcome: 'success',
    sourceIps: ['198.51.100.7'],
    country: 'BR',
    network: 'AS64500 Example ISP',
    tokenIp: '203.0.113.9',
    mfa: 'yes',
    client: 'Azure portal',
    port: '0',
    evidence: { role: 'Owner', roleAssignmentScope: `/subscriptions/${prod}`, principalType: 'Group' },
    ...more,
  };
}

export function finding(name: string, time: string, more: Partial<SessionFinding> = {}): SessionFinding {
  return {
    session: session(name, time),
    severity: 'critical',
    score: 92,
    triggers: ['unexpected-principal', 'unusual-frequency', 'unusual-origin'],
    reasons: [
      { code: 'new-country-for-principal', points: 25, text: 'first use from BR; 41 earlier sessions all from DE' },
      { code: 'token-ip-differs', points: 20, text: 'token issued at 203.0.113.9, used from 198.51.100.7', hard: true },
      { code: 'sessions-in-hour', points: 18, text: '4 sessions in 1 h; usual is 2 a month, chance 0.002 %' },
      { code: 'critical-target', points: 15, text: 'dc01 is a critical target: domain controllers' },
      { code: 'known-machine', points: -6, text: 'he used web1 before, 12 times' },
    ],
    rootCauses: [
      { cause: 'unauthorized-access', confidence: 0.71, evidence: ['new-country-for-principal', 'token-ip-differs'] },
      { cause: 'excessive-permissions', confidence: 0.4, evidence: ['role-width'] },
      { cause: 'insider-threat', confidence: 0.12, evidence: [] },
    ],
    honest: [],
    mitre: ['T1021.008', 'T1078.004'],
    hard: true,
    learning: false,
    counterfactual: 'would be high if the token had been issued at the same address',
    ...more,
  };
}

export const context: FindingContext = {
  frequency: {
    sessionsLastHour: 4,
    machinesLastHour: 4,
    sessionsLastDay: 4,
    machinesLastDay: 4,
    usualPerMonth: 2.1,
    weekly: [1, 2, 0, 1, 1, 0, 1, 0, 2, 1, 0, 1, 4],
    observations: 41,
    historyDays: 90,
    usualCountries: ['DE'],
    usualHours: '09-17',
  },
  origin: { peersOnNetwork: 0, principalsKnown: 60 },
  around: [
    {
      at: at('02:04'),
      operation: 'x',
      label: 'extension written on',
      target: vm('dc01', 'identity'),
      caller: 'rob@contoso.com',
    },
    { at: at('02:29'), operation: 'y', label: 'disk export', target: vm('sql03'), caller: 'rob@contoso.com' },
  ],
};

export function openAlert(more: Partial<Alert> = {}): Alert {
  return {
    id: 'A-12',
    version: 3,
    status: 'open',
    severity: 'critical',
    score: 92,
    principal: rob,
    findings: [finding('dc01', '02:10'), finding('web1', '02:17'), finding('web2', '02:24'), finding('sql03', '02:31')],
    context,
    openedAt: at('02:10'),
    raisedAt: at('02:18'),
    lastSessionAt: at('02:31'),
    updatedAt: at('02:38'),
    postedAt: at('02:18'),
    rises: [{ at: at('02:26'), from: 'medium', to: 'critical', why: 'token issued at another address' }],
    level: 0,
    escalations: [],
    notes: [],
    earlier: ['A-3'],
    reviewIds: [],
    letIn: { at: at('02:20'), paths: 3, lines: ['Owner, sub prod-01, via Ops-Admins, 214 d'], notRead: [] },
    ...more,
  };
}

export function openState(more: Partial<AlertCardState> = {}): AlertCardState {
  return {
    alert: openAlert(),
    now: at('02:39'),
    refreshFor: ['29:mia', '29:ana'],
    subscriptionNames: { [prod]: 'prod-01' },
    criticalTargets: [{ match: `/subscriptions/${prod}/resourceGroups/identity`, reason: 'domain controllers' }],
    next: { levelName: 'Lead', at: at('02:41') },
    person: { manager: 'Nia O.', alsoHolds: 'Owner on 2 subs' },
    earlier: [{ alertId: 'A-3', disposition: 'benign-expected', sentence: 'fstab', by: 'Mia' }],
    impact: {
      machinesInReach: 84,
      machines: [
        'Windows, running, boot diagnostics on: dc01',
        'Linux, running, boot diagnostics off: web1, web2, sql03',
      ],
      identityPowers: ["dc01's identity reads kv-prod"],
    },
    honestChecked: ['not expected', 'no incident', 'heartbeats fine'],
    ...more,
  };
}

export function acknowledgedState(more: Partial<AlertCardState> = {}): AlertCardState {
  return openState({
    alert: openAlert({
      status: 'acknowledged',
      holder: mia,
      sessionsAtAcknowledge: 4,
      version: 5,
      findings: [
        ...openAlert().findings,
        { ...finding('sql04', '02:33'), session: session('sql04', '02:33', { visibleAt: at('02:41') }) },
      ],
      notes: [{ objectId: mia.objectId, name: 'Mia M.', at: at('02:40'), text: 'called Rob, no answer' }],
    }),
    now: at('02:42'),
    reminderAt: at('02:48'),
    steps: [
      { id: 'save-log' },
      { id: 'account' },
      { id: 'console-off', machines: 84, subscriptions: [prod] },
      { id: 'permissions' },
    ],
    ...more,
  });
}

export function resolvedState(more: Partial<AlertCardState> = {}): AlertCardState {
  return openState({
    alert: openAlert({
      status: 'resolved',
      holder: mia,
      version: 9,
      resolution: { ...mia, at: at('04:10'), disposition: 'malicious', sentence: 'stolen account, reset by Lee' },
    }),
    now: at('04:11'),
    firstAcknowledgedAt: at('02:39'),
    steps: [
      {
        id: 'console-off',
        machines: 84,
        subscriptions: [prod],
        done: { ...mia, at: at('03:01'), proof: 'proved', detail: 'still off; reminder 14:00' },
      },
      { id: 'account', done: { objectId: 'x', name: 'Lee', at: at('03:05'), proof: 'stated' } },
      { id: 'permissions' },
    ],
    reviews: [{ reviewId: 'R-7', says: '2 roles removed, proved', state: 'proved' }],
    proof: {
      pathsBefore: 3,
      pathsNow: 0,
      at: at('03:13'),
      lastConnectAt: at('02:33'),
      logCompleteTo: at('04:02'),
      watchedUntil: at('04:10') + 24 * 3_600_000,
    },
    ...more,
  });
}

/** Nobody used a console: a role was written for Rob, whose access had been taken away. */
export function loneState(more: Partial<Alert> = {}): AlertCardState {
  const target = `/subscriptions/${prod}/resourceGroups/web/providers/Microsoft.Authorization/roleAssignments/x`;
  const { letIn: _letIn, ...quiet } = openAlert();
  const text =
    '1 min after A-3 had been judged malicious, tom@contoso.com wrote a role on resource group web for it; from 203.0.113.4';
  const { country, network, tokenIp, client, port, evidence, ...plain } = session('x', '02:40');
  return openState({
    alert: {
      ...quiet,
      severity: 'high',
      score: 75,
      findings: [
        {
          ...finding('x', '02:40'),
          session: { ...plain, kind: 'operation', operation: 'role assigned', target, sourceIps: [], mfa: 'unknown' },
          severity: 'high',
          score: 75,
          triggers: ['unexpected-principal'],
          reasons: [{ code: 'role-for-contained', points: 75, text, hard: true }],
          rootCauses: [{ cause: 'unauthorized-access', confidence: 0.5, evidence: ['role-for-contained'] }],
          mitre: ['T1098.003'],
        },
      ],
      context: {
        ...context,
        frequency: { ...context.frequency, sessionsLastDay: 0, machinesLastDay: 0 },
        around: [],
      },
      openedAt: at('02:40'),
      lastSessionAt: at('02:40'),
      rises: [],
      ...more,
    },
    now: at('02:47'),
  });
}
