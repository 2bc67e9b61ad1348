import type { Alert } from '../../src/alerts/alert';
import type { Finding, FindingContext } from '../../src/detection/finding';

/** Findings for tests that are not about detection: one successful connect from Brazil unless told otherwise. */
export const start = Date.parse('2026-03-01T02:10:00Z');
const minute = 60_000;

export const rob = {
  objectId: '11111111-1111-4111-8111-111111111111',
  displayName: 'rob@contoso.com',
  type: 'user',
} as const;

export function machineId(name: string): string {
  return `/subscriptions/00000000-0000-4000-8000-000000000001/resourceGroups/identity/providers/Microsoft.Compute/virtualMachines/${name}`;
}

export const emptyContext: FindingContext = {
  frequency: {
    sessionsLastHour: 1,
    machinesLastHour: 1,
    sessionsLastDay: 1,
    machinesLastDay: 1,
    usualPerMonth: 2,
    weekly: [0, 1, 0, 1, 0, 0, 1, 0, 0, 1, 0, 0, 1],
    observations: 12,
    historyDays: 90,
    usualCountries: ['DE'],
    usualHours: '09-17',
  },
  origin: { peersOnNetwork: 0, principalsKnown: 60 },
  around: [],
};

export interface FindingWish {
  readonly id?: string;
  readonly minutes?: number;
  readonly machine?: string;
  readonly severity?: Finding['severity'];
  readonly score?: number;
  readonly principal?: Finding['session']['principal'];
  readonly reasons?: Finding['reasons'];
  readonly honest?: readonly string[];
  readonly ip?: string;
  readonly context?: Partial<FindingContext>;
}

export function finding(wish: FindingWish = {}): Finding {
  const minutes = wish.minutes ?? 0;
  const machine = wish.machine ?? 'dc01';
  const at = start + minutes * minute;
  return {
    session: {
      id: wish.id ?? `c-${machine}-${minutes}`,
      kind: 'connect',
      correlationIds: [wish.id ?? `c-${machine}-${minutes}`],
      principal: wish.principal ?? rob,
      target: machineId(machine),
      subscriptionId: '00000000-0000-4000-8000-000000000001',
      startedAt: at,
      lastAt: at,
      visibleAt: at + 5 * minute,
      outcome: 'success',
      sourceIps: [wish.ip ?? '203.0.113.7'],
      country: 'BR',
      network: '203.0.0.0/16',
      mfa: 'yes',
      client: 'Azure portal',
    },
    severity: wish.severity ?? 'high',
    score: wish.score ?? 70,
    triggers: ['unusual-origin'],
    reasons: wish.reasons ?? [
      {
        code: 'new-country-for-principal',
        points: 25,
        text: 'first use from BR; 41 earlier sessions all from DE',
        trigger: 'unusual-origin',
      },
    ],
    rootCauses: [{ cause: 'unauthorized-access', confidence: 0.7, evidence: ['new-country-for-principal'] }],
    honest: wish.honest ?? [],
    mitre: ['T1021.008'],
    hard: false,
    learning: false,
    context: { ...emptyContext, ...wish.context },
  };
}

/** An alert of one session as a store keeps it, with a note: every time is `at`. */
export function keptAlert(id: string, at: number, changes: Partial<Alert> = {}): Alert {
  const { context: _context, ...own } = finding({ id: `session-${id}` });
  return {
    id,
    version: 1,
    status: 'open',
    severity: 'high',
    score: 70,
    principal: rob,
    findings: [own],
    context: emptyContext,
    openedAt: at,
    raisedAt: at,
    lastSessionAt: at,
    updatedAt: at,
    rises: [],
    level: 0,
    escalations: [],
    notes: [{ objectId: 'mia', name: 'Mia Keller', at, text: 'called his sister' }],
    earlier: [],
    reviewIds: [],
    ...changes,
  };
}
