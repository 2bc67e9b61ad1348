import type { Alert, Disposition, Stamp } from '../../alerts/alert';
import type { Role } from '../../core/access';
import type { CriticalTarget } from '../../core/policy';
import type { SubscriptionNames } from '../words/names';

/**
 * What painters are given. Whoever asks for a card gathers these facts from stores and ports; painting itself reads nothing and knows no clock.
 * A missing optional field means "not read" and is said as unknown on the card.
 */

/**
 * Whose eyes. `base` is the card everybody gets before their client refreshes it: it carries the buttons, and the server decides who may press.
 * On an alert an approver without a responder's role has no buttons; on an approval card a responder has none.
 */
export interface Viewer {
  readonly kind: 'base' | 'responder' | 'approver' | 'subject' | 'other';
  /** Entra object id, lower case. */
  readonly objectId?: string;
}

export const baseViewer: Viewer = { kind: 'base' };

/** Everything an alert card shows besides the alert itself. */
export interface AlertCardState {
  readonly alert: Alert;
  /** Epoch milliseconds: "may still be connected", ages. */
  readonly now: number;
  /** Bot Framework ids (`29:…`) of those who get their own view; the first 60 are used, without any the card does not refresh. */
  readonly refreshFor?: readonly string[];
  readonly subscriptionNames?: SubscriptionNames;
  readonly criticalTargets?: readonly CriticalTarget[];

  /** Open: the level that is mentioned next, and when. */
  readonly next?: { readonly levelName: string; readonly at: number };
  /** Acknowledged: when the holder is reminded. */
  readonly reminderAt?: number;
  /** First acknowledgement ever, for the resolved card; missing = the holder's time. */
  readonly firstAcknowledgedAt?: number;

  readonly person?: PersonFacts;
  readonly earlier?: readonly EarlierVerdict[];
  /** What was decided about others on the same machines. */
  readonly machineVerdicts?: readonly EarlierVerdict[];
  readonly impact?: ImpactFacts;
  /** What was checked for honest work, in a few words each: "expected list", "incidents", "heartbeats". */
  readonly honestChecked?: readonly string[];
  /** The log is not complete: since when, and whether rows came late. */
  readonly sight?: { readonly blindSince?: number; readonly lateEvents?: number; readonly completeTo?: number };

  readonly steps?: readonly ContainmentStep[];
  /** What was decided about access. */
  readonly reviews?: readonly ReviewLink[];
  /** Resolved: paths left, and how long is watched. */
  readonly proof?: ProofFacts;
  /** A restricted channel is configured and this alert is not in it. */
  readonly canRestrict?: boolean;
}

export interface PersonFacts {
  readonly guest?: boolean;
  readonly manager?: string;
  /** Roles of the bot this principal holds: said at the top. */
  readonly botRoles?: readonly Role[];
  /** The subject is among those who can read the channel. */
  readonly canReadThis?: boolean;
  /** "Owner on 2 subs". */
  readonly alsoHolds?: string;
}

export interface EarlierVerdict {
  /** `A-3`. */
  readonly alertId: string;
  /** Missing while it is unresolved. */
  readonly disposition?: Disposition;
  readonly sentence?: string;
  readonly by?: string;
}

export interface ImpactFacts {
  /** "sub prod-01", as read from Azure; without it the log row's scope is shown. */
  readonly reach?: string;
  /** Machines below it. */
  readonly machinesInReach?: number;
  /** What the machines' own identities may do: "dc01's identity reads kv-prod". */
  readonly identityPowers?: readonly string[];
  /** Tags that matter: "web1: env=prod". */
  readonly tags?: readonly string[];
  /** "Windows, running, boot diagnostics on: dc01". */
  readonly machines?: readonly string[];
}

export const containmentSteps = ['save-log', 'account', 'console-off', 'permissions'] as const;

/** One line of the ordered checklist. */
export interface ContainmentStep {
  readonly id: (typeof containmentSteps)[number];
  /** Machines that lose the console, for `console-off`; subscriptions by id. */
  readonly machines?: number;
  readonly subscriptions?: readonly string[];
  /** Who used the console of these subscriptions in the last week, besides the subject. */
  readonly otherUsers?: readonly string[];
  /** Ready commands for steps done by hand, in their order. */
  readonly commands?: readonly string[];
  /** Commands left out of `commands`. */
  readonly more?: number;
  /** `console-off` while nothing can be applied: people run the command and say so. */
  readonly byHand?: boolean;
  /** What is known beside it though it is not done. */
  readonly note?: string;
  readonly done?: StepDone;
}

export interface StepDone extends Stamp {
  /**
   * `proved`: read back from Azure or Graph. `stated`: somebody said so, not checked. `asked`: waits for a second person. `partly`: done, and `detail`
   * says what is still open.
   */
  readonly proof: 'proved' | 'stated' | 'asked' | 'partly';
  /** Own words beside it: "still off; reminder 14:00". */
  readonly detail?: string;
}

export interface ReviewLink {
  /** `R-7`. */
  readonly reviewId: string;
  /** "waits for approval", "2 roles removed, proved". */
  readonly says: string;
  readonly state: 'draft' | 'asked' | 'applied' | 'proved' | 'failed' | 'undone' | 'closed';
}

export interface ProofFacts {
  /** The undo that was applied last, if it was one: then `pathsNow` is what it gave back, and nothing is watched. */
  readonly givenBackBy?: string;
  readonly pathsBefore?: number;
  readonly pathsNow?: number;
  /** When exposure was read again. */
  readonly at?: number;
  readonly lastConnectAt?: number;
  readonly logCompleteTo?: number;
  /** End of the 24 hours' watch. */
  readonly watchedUntil?: number;
}
