import type { Trigger } from './finding';

/** What one reason weighs, and why that much. */
export interface Weight {
  readonly points: number;
  readonly trigger?: Trigger;
  /** At least high at once; no negative reason, mute or quiet hour lowers it. */
  readonly hard?: true;
  /** ATT&CK techniques it speaks of. */
  readonly mitre?: readonly string[];
  /** How the counterfactual line names its absence: "would be low if …". */
  readonly absent?: string;
}

const who = 'unexpected-principal';
const rate = 'unusual-frequency';
const origin = 'unusual-origin';

/**
 * Every weight in one place. Scale: medium from 40, high from 60, critical from 85 (`score.ts`), so that one first-seen fact alone stays low, two or
 * three independent ones reach medium, and a hard signal alone is high. "Reference" is the serial-console reference; its §6 names the scenarios.
 */
export const weights = {
  // Elastic calls service-principal use of the console "unusual" by itself; scenarios A3, A4 are high.
  'unexpected-workload-identity': { points: 62, trigger: who, hard: true, mitre: ['T1078.004'] },
  // First use by an otherwise active administrator is low (B3).
  'new-to-console': { points: 20, trigger: who, absent: 'the principal had used the console before' },
  // Design §4: unseen for a whole baseline of at least sixty days is as good as dormant; under that it adds to the first use.
  'unseen-account': { points: 62, trigger: who, hard: true, mitre: ['T1078.004'] },
  'never-seen-principal': { points: 30, trigger: who, absent: 'the principal had been active before' },
  'new-to-subscription': { points: 8, trigger: who, absent: 'the principal had worked in this subscription before' },
  // UEBA "first time accessed resource": common among administrators of many machines, so scaled by habit.
  'new-machine': { points: 10, trigger: who, absent: 'the principal had used this machine before' },
  // Issue 3: "new machine" counts more where the machine matters.
  'critical-target': { points: 10, trigger: who, absent: 'the machine were not marked critical' },
  // UEBA IsNewAccount; A10 is high.
  'newborn-account': { points: 62, trigger: who, hard: true, mitre: ['T1078.004'] },
  'young-account': { points: 12, trigger: who, absent: 'the account were older' },
  // UEBA IsDormantAccount; A10 is high.
  'dormant-account': { points: 62, trigger: who, hard: true, mitre: ['T1078.004'] },
  // A14; a PIM activation by the principal itself never counts.
  'just-granted': { points: 62, trigger: who, hard: true, mitre: ['T1098.003'] },
  'granted-today': { points: 25, trigger: who, mitre: ['T1098.003'], absent: 'the role had been granted earlier' },
  'elevated-access': { points: 70, trigger: who, hard: true, mitre: ['T1098.003'] },
  // A5: refused on several machines is medium, and high once a connect succeeds.
  'access-denied': { points: 8, trigger: who },
  'access-probing': { points: 44, trigger: who, mitre: ['T1021.008'], absent: 'the refused attempts were fewer' },
  'probing-then-success': { points: 62, trigger: who, hard: true, mitre: ['T1021.008'] },
  // A6: the second connect takes over the first one's live session (reference §2.3).
  'session-takeover': { points: 62, trigger: who, hard: true, mitre: ['T1563'] },
  'takeover-by-newcomer': { points: 44, trigger: who, absent: 'nobody else had been on the machine' },
  'hand-over': { points: 4, trigger: who },
  // A7.
  'console-reenabled': { points: 62, trigger: who, hard: true, mitre: ['T1562'] },
  'console-enabled-today': { points: 15, trigger: who, absent: 'the console had not been switched on today' },
  'console-enabled-by-other': { points: 8, trigger: who, absent: 'the console had not been switched on today' },
  'console-switched-back-on': { points: 75, trigger: who, hard: true, mitre: ['T1562'] },
  // A2: Microsoft's own documentation names the chain; high with anything new, else medium.
  'reset-then-connect': { points: 62, trigger: who, hard: true, mitre: ['T1098'] },
  'reset-before-connect': {
    points: 42,
    trigger: who,
    mitre: ['T1098'],
    absent: 'no extension had been written just before',
  },
  'break-glass-outside-entry': { points: 62, trigger: who, hard: true, mitre: ['T1078.004'] },
  'contained-principal': { points: 90, trigger: who, hard: true, mitre: ['T1078.004'] },
  // Whoever was contained and still tries holds the account, though the containment works.
  'contained-principal-refused': {
    points: 44,
    trigger: who,
    mitre: ['T1078.004'],
    absent: 'the principal were not contained',
  },
  'own-identity': { points: 90, trigger: who, hard: true, mitre: ['T1078.004'] },
  'logging-removed': { points: 65, trigger: who, hard: true, mitre: ['T1562.008'] },
  // Issue 3, hard signals: deleted or changed. A change can switch a category off as well.
  'logging-changed': { points: 62, trigger: who, hard: true, mitre: ['T1562.008'] },
  // Without any session: the operation alone is the alert.
  'role-for-contained': { points: 75, trigger: who, hard: true, mitre: ['T1098.003'] },
  'elevated-while-contained': { points: 85, trigger: who, hard: true, mitre: ['T1098.003'] },
  'own-rights-removed': { points: 85, trigger: who, hard: true, mitre: ['T1562.001'] },
  'own-rights-changed': { points: 62, trigger: who, hard: true, mitre: ['T1098.003'] },
  // Around a session, by the same caller: each is ordinary administration alone.
  'grants-roles': { points: 15, trigger: who, mitre: ['T1098.003'], absent: 'the principal had granted no role' },
  'runs-commands': {
    points: 8,
    trigger: who,
    mitre: ['T1651'],
    absent: 'the principal had run no command on machines',
  },
  // An export gives a download address for a whole disk; a snapshot alone is good practice before a repair.
  'takes-data': { points: 42, trigger: who, mitre: ['T1537'], absent: 'the principal had exported no disk' },
  'takes-foreign-snapshot': {
    points: 32,
    trigger: who,
    mitre: ['T1537'],
    absent: 'the principal had taken no snapshot',
  },
  'takes-snapshot': { points: 8, trigger: who, absent: 'the principal had taken no snapshot' },
  'reads-serial-log': { points: 4, trigger: who, mitre: ['T1552'] },

  // A8, A1. The tail of the posterior rate gives up to this many points: four machines in an hour at night reach medium, by day they do not.
  'many-machines': { points: 54, trigger: rate, mitre: ['T1021.008'], absent: 'the machines were fewer' },
  'many-sessions': { points: 30, trigger: rate, absent: 'the sessions were fewer' },
  'burst-from-new-network': { points: 62, trigger: rate, hard: true, mitre: ['T1021.008'] },
  // A13 is medium.
  'boot-diagnostics-sweep': { points: 46, trigger: rate, mitre: ['T1552'], absent: 'fewer serial logs had been read' },
  // A11 is medium on the third night.
  'nights-on-foreign-machine': { points: 44, trigger: rate, absent: 'the machine were one of the principal’s own' },

  // UEBA first-time-country at principal and tenant level; together they stay under medium.
  'new-country-for-principal': {
    points: 25,
    trigger: origin,
    mitre: ['T1078.004'],
    absent: 'the country had been seen before',
  },
  'new-country-for-tenant': { points: 8, trigger: origin, absent: 'anybody here had used that country' },
  // Sentinel's hunting model (newIpMask, /16); home addresses change, so it is scaled by habit.
  'new-network-for-principal': { points: 12, trigger: origin, absent: 'the network had been seen before' },
  'new-network-for-tenant': { points: 6, trigger: origin, absent: 'anybody here had used that network' },
  // Issue 3: alone at most low, with a new network high (A9).
  'impossible-travel': { points: 20, trigger: origin, mitre: ['T1078.004'], absent: 'the journey had been possible' },
  'impossible-travel-to-new-network': {
    points: 60,
    trigger: origin,
    mitre: ['T1078.004'],
    absent: 'the journey had been possible',
  },
  'quick-country-change': { points: 8, trigger: origin, absent: 'the country had not changed so quickly' },
  // Issued on the principal's own network, used from one that nobody here was ever on, without a sign-in there: a stolen token replayed.
  'token-replayed': {
    points: 46,
    trigger: origin,
    mitre: ['T1550.001'],
    absent: 'the token had been issued at this address',
  },
  'token-from-elsewhere': {
    points: 25,
    trigger: origin,
    mitre: ['T1550.001'],
    absent: 'the token had been issued at this address',
  },
  'token-address-differs': { points: 6, trigger: origin },
  // A12: high even in cold start.
  'threat-intelligence': { points: 70, trigger: origin, hard: true, mitre: ['T1078.004'] },
  'threat-intelligence-failed': { points: 35, trigger: origin, absent: 'the address were not on a threat list' },
  'risky-user': { points: 30, trigger: origin, mitre: ['T1078.004'], absent: 'Entra had reported no risk' },
  'shared-new-address': {
    points: 25,
    trigger: origin,
    mitre: ['T1078.004'],
    absent: 'the address had been used by one person only',
  },
  'single-factor': { points: 8, trigger: origin, absent: 'a second factor had been used' },
  // Issue 3: few points, once.
  'off-hours': { points: 12, trigger: who, absent: 'it had been within usual hours' },

  // What speaks for honest work. Never lowers a hard signal.
  'expected-principal': { points: -40 },
  'declared-incident': { points: -30 },
  'trusted-network': { points: -10 },
  'colleagues-use-site': { points: -10 },
  'consistent-travel': { points: -12 },
  'colleagues-busy-too': { points: -25 },
  'judged-benign-before': { points: -12 },
  'usual-machine-and-site': { points: -10 },
  'machine-said-no': { points: -20 },
  // Azure's own addresses say nothing about where a person is (B5): cancels country reasons, earns no minus.
  'azure-address': { points: 0 },
} as const satisfies Record<string, Weight>;

export type ReasonCode = keyof typeof weights;

export function weightOf(code: string): Weight | undefined {
  return (weights as Readonly<Record<string, Weight>>)[code];
}
