import type { Principal } from '../core/principal';
import type { Severity } from '../core/severity';

/** What detection hands on: one console session with everything that was found about it. Alerts, chat and replay read it, nobody else writes it. */
export interface Finding {
  readonly session: ConsoleSession;
  readonly severity: Severity;
  /** Sum of the reasons' points, 0 to 100. */
  readonly score: number;
  readonly triggers: readonly Trigger[];
  /** Strongest first; negative points soften. */
  readonly reasons: readonly Reason[];
  readonly rootCauses: readonly RootCause[];
  /** What speaks for honest work; empty is said on the card too. */
  readonly honest: readonly string[];
  /** ATT&CK technique ids. */
  readonly mitre: readonly string[];
  /** A hard signal: no negative reason, mute or quiet hour lowers it. */
  readonly hard: boolean;
  /** Under 14 days of history: first-seen reasons weigh at tenant level only. */
  readonly learning: boolean;
  /** "would be low if the country had been seen before"; missing when no single reason decides. */
  readonly counterfactual?: string;
  readonly context: FindingContext;
  /** Invented for a rehearsal: never scored, learned or counted. */
  readonly drill?: boolean;
}

export const triggers = ['unexpected-principal', 'unusual-frequency', 'unusual-origin'] as const;
export type Trigger = (typeof triggers)[number];

export interface Reason {
  /** Stable kebab-case code. */
  readonly code: string;
  readonly points: number;
  /** One sentence with the numbers in it. Contains text from outside: escape before showing. */
  readonly text: string;
  readonly trigger?: Trigger;
  readonly hard?: boolean;
}

/** Codes of reasons that say: who is new. What is grouped, in an incident or an outage, is grouped without them (issue 3, grouping). */
export const newPeople: ReadonlySet<string> = new Set([
  'new-to-console',
  'never-seen-principal',
  'unseen-account',
  'newborn-account',
  'young-account',
  'dormant-account',
]);

/** And who comes from somewhere new. */
export const newPlaces: ReadonlySet<string> = new Set([
  'new-network-for-principal',
  'new-network-for-tenant',
  'new-country-for-principal',
  'new-country-for-tenant',
]);

export type Cause = 'unauthorized-access' | 'excessive-permissions' | 'insider-threat' | 'misconfiguration';

export interface RootCause {
  readonly cause: Cause;
  /** 0 to 1. */
  readonly confidence: number;
  /** Codes of the reasons and facts it rests on. */
  readonly evidence: readonly string[];
}

/** `operation`: no use of a machine at all, but an operation that is an alert by itself. */
export type SessionKind = 'connect' | 'boot-diagnostics' | 'operation';

export interface ConsoleSession {
  /** Correlation id of the first attempt. */
  readonly id: string;
  readonly kind: SessionKind;
  /** Every console attempt in the session, failures too. */
  readonly correlationIds: readonly string[];
  readonly principal: Principal;
  /** Of an operation: what it was, in words. */
  readonly operation?: string;
  /** Machine id; the raw resource id when no machine is in it; `unknown` when the row has none. */
  readonly target: string;
  readonly subscriptionId: string;
  /** Epoch milliseconds, event time. */
  readonly startedAt: number;
  readonly lastAt: number;
  /** When its first row became visible (ingestion time). */
  readonly visibleAt: number;
  /** `unknown`: a start row without an end after 20 minutes, or not yet. */
  readonly outcome: 'success' | 'failure' | 'unknown';
  /** HTTP status or words of the failure, when there was one. */
  readonly failure?: string;
  readonly sourceIps: readonly string[];
  readonly country?: string;
  /** ASN where known, else /16 or /48 prefix. */
  readonly network?: string;
  /** Address at token issue, when the claims carry one. */
  readonly tokenIp?: string;
  readonly mfa: 'yes' | 'no' | 'unknown';
  /** Client application: Azure portal, Azure CLI …, or its id. */
  readonly client?: string;
  readonly port?: string;
  /** The role assignment the log says let the call in. */
  readonly evidence?: AccessEvidence;
}

export interface AccessEvidence {
  readonly roleAssignmentId?: string;
  readonly roleAssignmentScope?: string;
  readonly roleDefinitionId?: string;
  readonly role?: string;
  readonly principalId?: string;
  readonly principalType?: string;
}

/** Facts for the card's FROM, OFTEN, AROUND lines, in numbers: words are made in chat. */
export interface FindingContext {
  readonly frequency: {
    /** Sessions and distinct machines of this principal in the last hour and 24 hours, this session included. */
    readonly sessionsLastHour: number;
    readonly machinesLastHour: number;
    readonly sessionsLastDay: number;
    readonly machinesLastDay: number;
    /** Sessions a month over the baseline. */
    readonly usualPerMonth: number;
    /** Sessions per week, oldest first, up to 13 weeks, the current one last: the sparkline. */
    readonly weekly: readonly number[];
    readonly observations: number;
    readonly historyDays: number;
    /** Countries seen before, most used first. */
    readonly usualCountries: readonly string[];
    /** Local or UTC hours as `09-17`; missing when too few observations. */
    readonly usualHours?: string;
  };
  readonly origin: {
    /** How many other principals used this network in the baseline, of how many known. */
    readonly peersOnNetwork: number;
    readonly principalsKnown: number;
    readonly trustedNetwork?: string;
  };
  /** Related operations before and after, oldest first. */
  readonly around: readonly RelatedOperation[];
  /** The person's previous session on this machine, and the machine's previous session by anyone. */
  readonly previousOnMachine?: { readonly at: number; readonly principal: string };
}

export interface RelatedOperation {
  readonly at: number;
  readonly operation: string;
  readonly label: string;
  readonly target: string;
  readonly caller: string;
}
