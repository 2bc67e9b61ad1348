/**
 * The policy file as the rest of the house sees it: validated, defaults filled in, times as epoch milliseconds.
 * The file's own format (design §6) is read in `config`.
 */
export interface Policy {
  readonly expectedPrincipals: readonly ExpectedPrincipal[];
  readonly trustedNetworks: readonly TrustedNetwork[];
  readonly criticalTargets: readonly CriticalTarget[];
  readonly workingHours?: WorkingHours;
  readonly incidents: readonly PolicyIncident[];
  readonly escalation: readonly EscalationLevel[];
  readonly routes: readonly Route[];
  /** Object ids that hold emergency access: their use outside an expected entry is a hard signal, and no review may touch them. */
  readonly breakGlass: readonly string[];
  readonly review: ReviewPolicy;
  readonly reminders: ReminderPolicy;
  readonly quietHours?: WorkingHours;
  readonly grouping: GroupingPolicy;
  readonly fallbackChannel?: string;
  readonly restrictedChannel?: string;
  readonly webhooks: readonly WebhookPolicy[];
}

export interface ExpectedPrincipal {
  readonly objectId: string;
  readonly reason: string;
  /** CIDRs; missing = any network. */
  readonly networks?: readonly string[];
  /** Resource-id prefixes; missing = any target. */
  readonly targets?: readonly string[];
  /** Epoch milliseconds; missing = does not expire (warned about at start). */
  readonly expires?: number;
}

export interface TrustedNetwork {
  readonly name: string;
  readonly cidrs: readonly string[];
}

export interface CriticalTarget {
  /** Resource-id prefix. */
  readonly match: string;
  readonly reason: string;
}

export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export type Weekday = (typeof weekdays)[number];

export interface WorkingHours {
  /** IANA name. */
  readonly timeZone: string;
  readonly days: readonly Weekday[];
  /** `HH:MM`, local. */
  readonly start: string;
  readonly end: string;
}

export interface PolicyIncident {
  readonly name: string;
  readonly from: number;
  readonly to: number;
  readonly targets: readonly string[];
}

/** An incident declared in chat. What its author does is judged as ever: nobody declares their own use away. */
export interface DeclaredIncident extends PolicyIncident {
  /** Object id. */
  readonly author: string;
}

export interface EscalationLevel {
  readonly name: string;
  /** Minutes after the alert was raised (level 1) or after the previous level; missing = the default of the alert's severity. */
  readonly afterMinutes?: number;
  /** Object ids, or `group:<id>`. */
  readonly mention: readonly string[];
  /** Who else is mentioned: one person a week, in turn. */
  readonly rotation?: Rotation;
  /** Where the card is posted as well, once this level is reached. */
  readonly channel?: string;
}

/** People who take a week each, in this order, then from the start. */
export interface Rotation {
  /** Object ids. */
  readonly people: readonly string[];
  /** IANA name. */
  readonly timeZone: string;
  /** When the next week begins: a weekday and `HH:MM`, local. */
  readonly handover: { readonly day: Weekday; readonly time: string };
  /** `YYYY-MM-DD`, local: a day on whose evening the first person has the week. */
  readonly firstWeek: string;
}

export interface Route {
  readonly subscriptions: readonly string[];
  readonly minSeverity?: 'informational' | 'low' | 'medium' | 'high' | 'critical';
  readonly channel: string;
}

export interface ReviewPolicy {
  /** Approvals a plan needs, 1 or more. */
  readonly quorum: number;
  readonly expiryMinutes: number;
  readonly changesPerHour: number;
  /** True = nothing is applied; proposals print commands. */
  readonly killSwitch: boolean;
  /** Asked when the first approvers have not answered: object ids or `group:<id>`. */
  readonly secondApprovers: readonly string[];
  readonly emergencyPath: boolean;
}

export interface ReminderPolicy {
  readonly criticalMinutes: number;
  readonly highMinutes: number;
  readonly mediumMinutes: number;
}

export interface GroupingPolicy {
  /** A session joins an alert that starts within this many hours of the alert's last session … */
  readonly gapHours: number;
  /** … and of its first. */
  readonly spanHours: number;
}

export interface WebhookPolicy {
  readonly kind: 'pagerduty' | 'generic';
  readonly url: string;
  readonly minSeverity: 'medium' | 'high' | 'critical';
  /** Name of the escalation level at which it is called; missing = when the alert is raised and at every level. */
  readonly level?: string;
  /** Environment variable that holds the routing key (PagerDuty) or the signing key (generic). */
  readonly keyVariable?: string;
}

/** What holds without a policy file: nobody is expected, no network trusted, one approval, half an hour. */
export const defaultPolicy: Policy = {
  expectedPrincipals: [],
  trustedNetworks: [],
  criticalTargets: [],
  incidents: [],
  escalation: [],
  routes: [],
  breakGlass: [],
  review: {
    quorum: 1,
    expiryMinutes: 30,
    changesPerHour: 10,
    killSwitch: false,
    secondApprovers: [],
    emergencyPath: false,
  },
  reminders: { criticalMinutes: 10, highMinutes: 30, mediumMinutes: 120 },
  grouping: { gapHours: 4, spanHours: 24 },
  webhooks: [],
};
