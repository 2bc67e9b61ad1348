import type { Principal } from '../core/principal';
import type { Severity } from '../core/severity';
import type { Finding, FindingContext } from '../detection/finding';
import type { Inquiry } from './inquiry';
import type { Investigation } from './investigation/investigation';

/** The status of an alert; `transitions.ts` is the only place that moves it. */
export const statuses = ['open', 'acknowledged', 'resolved'] as const;
export type AlertStatus = (typeof statuses)[number];

export const dispositions = ['malicious', 'benign-expected', 'misconfiguration', 'false-positive'] as const;
export type Disposition = (typeof dispositions)[number];

/** A finding kept with its alert: the context is kept once, on the alert. */
export type SessionFinding = Omit<Finding, 'context'>;

/** Who did something, and when (epoch milliseconds). */
export interface Stamp {
  readonly objectId: string;
  /** Display name at that moment: text from outside. */
  readonly name: string;
  readonly at: number;
}

/** One alert: a principal's console sessions, what was found about them, and what people decided. Immutable; `version` grows with each change. */
export interface Alert {
  /** `A-12`. */
  readonly id: string;
  readonly version: number;
  readonly status: AlertStatus;
  /** Highest reached; never falls. */
  readonly severity: Severity;
  /** Highest reached, 0 to 100. */
  readonly score: number;
  readonly principal: Principal;
  /** One entry a session, oldest first. */
  readonly findings: readonly SessionFinding[];
  /** Context of the newest session; `around` gathers over all. */
  readonly context: FindingContext;
  /** Event time of the first session. */
  readonly openedAt: number;
  /** The poll that created the alert. */
  readonly raisedAt: number;
  /** Event time of the newest session. */
  readonly lastSessionAt: number;
  readonly updatedAt: number;
  /** When it first reached `medium` and was given to the channel; missing while it is only kept for `recent`. */
  readonly postedAt?: number;
  /** Where its main card lives, by routing at the time of posting. */
  readonly channel?: string;
  readonly rises: readonly Rise[];
  readonly holder?: Stamp;
  /** Sessions known when it was acknowledged: later ones are NEW on the card. */
  readonly sessionsAtAcknowledge?: number;
  /** Escalation level reached; 0 = the first post only. */
  readonly level: number;
  readonly escalations: readonly Escalation[];
  /** When the next timer of this alert is due, whichever it is. */
  readonly dueAt?: number;
  /** When the holder was last reminded, and when they last did anything on it. */
  readonly remindedAt?: number;
  readonly confirmedAt?: number;
  /** When it was last opened again, by a person or by the timer. */
  readonly reopenedAt?: number;
  readonly resolution?: Resolution;
  /** The verdict it was re-opened after; gone with the next one. */
  readonly reopenedAfter?: Resolution;
  readonly notes: readonly Note[];
  /** Steps of the containment that people say they took by hand, oldest first. */
  readonly stated?: readonly Statement[];
  /** Questions put to people, oldest first. */
  readonly asks?: readonly Inquiry[];
  /** Earlier alerts of the same principal, newest first, by id. */
  readonly earlier: readonly string[];
  readonly reviewIds: readonly string[];
  /** One line a path: how the principal was let in, as read by the bot itself after posting. */
  readonly letIn?: LetIn;
  /** The newest reading of the log around it. */
  readonly investigation?: Investigation;
  /** Other alerts that share an address or a machine with it, as found with the last investigation on either side. */
  readonly kin?: Kin;
  /** Somebody asked for a fresh one, which is under way. */
  readonly investigationWanted?: Stamp;
  /** Name of the declared incident this alert is grouped under. */
  readonly incident?: string;
  readonly drill?: boolean;
  /** It lives in this channel and in no other: its subject could read the proper one, holds a role of this bot, or somebody pressed so. */
  readonly restricted?: Restricted;
  /** Every loud session of it is hidden by this mute: neither posted nor escalated until then. */
  readonly muted?: { readonly by: string; readonly until: number };
  /** Ids of the sessions that a mute hid: never learned. */
  readonly mutedSessions?: readonly string[];
}

export interface Restricted {
  readonly at: number;
  readonly why: 'reader' | 'role' | 'press';
  /** Conversation id. */
  readonly channel: string;
  readonly by?: Stamp;
}

export interface Rise {
  readonly at: number;
  readonly from: Severity;
  readonly to: Severity;
  /** Sentence of the strongest new reason. */
  readonly why: string;
}

export interface Escalation {
  readonly at: number;
  readonly level: number;
  readonly levelName: string;
  /** Missing when the timer did it. */
  readonly by?: Stamp;
  readonly reason: string;
}

export interface Resolution extends Stamp {
  readonly disposition: Disposition;
  readonly sentence: string;
}

export interface Note extends Stamp {
  readonly text: string;
}

/** "Done by me" on the containment checklist. */
export interface Statement extends Stamp {
  readonly step: string;
  /** What Azure or Entra showed right after it; missing = nobody could check. */
  readonly checked?: string;
}

/** Ids, newest first. */
export interface Kin {
  readonly sameAddress: readonly string[];
  /** Of other principals. */
  readonly sameMachine: readonly string[];
}

/** The bot's own reading after the post; missing on the alert = not tried yet. */
export interface LetIn {
  readonly at: number;
  readonly paths: number;
  readonly lines: readonly string[];
  /** What could not be read. */
  readonly notRead: readonly string[];
  /** Machines it was read for: a new one is a reason to read again. */
  readonly machines?: readonly string[];
  /** Why nothing could be read; then there are no lines. */
  readonly failed?: string;
  /** Readings so far, failed ones included. */
  readonly attempts?: number;
  /** "Owner on 2 subs": everything else the principal holds in the readable subscriptions. */
  readonly alsoHolds?: string;
  readonly impact?: ReadImpact;
  /** Name of an application or managed identity, as Entra has it. */
  readonly name?: string;
  /** A guest of the directory; missing = not read, or no person. */
  readonly guest?: boolean;
  /** Name of who the person reports to. */
  readonly manager?: string;
}

/** A missing field was not read. */
export interface ReadImpact {
  /** "sub prod-01": where the way in that was used reaches. */
  readonly reach?: string;
  readonly machinesInReach?: number;
  /** "dc01's identity reads kv-prod". */
  readonly identityPowers?: readonly string[];
  /** "env=prod on dc01". */
  readonly tags?: readonly string[];
  /** "Windows, running, boot diagnostics on: dc01". */
  readonly machines?: readonly string[];
}
