import type { Principal } from '../core/principal';
import type { Step } from './engine/step';
import type { Account } from './exposure/account';
import type { AccessEvidence } from './exposure/evidence';
import type { Exposure } from './exposure/exposure';
import type { Item, Plan } from './plan/plan';
import type { ReviewState } from './transitions';

export interface Actor {
  /** Entra object id, lower case. */
  readonly objectId: string;
  /** Text from outside. */
  readonly name: string;
}

export type ReviewKind = 'permissions' | 'undo' | 'console';

/**
 * A permission review from reading to proof, or an undo, or a console switch: one machinery. The whole is plain JSON (no dates, no undefined
 * inside arrays); the store indexes `id`, `version`, `state`, `alertId`, `dueAt`, `open`.
 */
export interface Review {
  /** `R-7`. */
  readonly id: string;
  /** 1 on insert, one more with each replacement. */
  readonly version: number;
  readonly kind: ReviewKind;
  readonly state: ReviewState;
  /** Someone still has something to do: also true after proof while a by-hand task is open. */
  readonly open: boolean;
  readonly alertId?: string;
  /** Epoch milliseconds when the engine must look at it again; missing = only when somebody acts. */
  readonly dueAt?: number;
  /** Missing only for a console plan without an alert. */
  readonly subject?: Principal;
  /** What Entra says about the subject: who they report to has no vote. Missing while it is not read. */
  readonly account?: Account;
  readonly machines: readonly string[];
  /** Subscriptions summed up under "elsewhere"; for console plans those switched. */
  readonly subscriptions: readonly string[];
  readonly evidence: readonly AccessEvidence[];
  readonly usageUntil: number;
  readonly requester: Actor;
  readonly createdAt: number;
  readonly updatedAt: number;
  /** A rehearsal: its plan is empty, and the engine never takes it up. */
  readonly drill?: boolean;
  readonly undoOf?: string;
  readonly undoneBy?: string;
  readonly exposure?: Exposure;
  readonly items: readonly Item[];
  readonly pathsNow?: number;
  /** After the ticked items. */
  readonly pathsLeft?: number;
  readonly approval?: Approval;
  readonly steps: readonly Step[];
  /** Set while an engine works on it: nobody else may until then. */
  readonly lease?: { readonly holder: string; readonly until: number };
  readonly appliedAt?: number;
  readonly verifyUntil?: number;
  readonly proof?: Proof;
  readonly watch?: Watch;
  /** Console off: when to remind that it is still off. */
  readonly remindAt?: number;
  /** What the responder must read: why it stopped, waits or differs. Newest last. */
  readonly notices: readonly Notice[];
}

export interface Approval {
  readonly askedAt: number;
  readonly askedBy: Actor;
  readonly reason: string;
  readonly expiresAt: number;
  readonly plan: Plan;
  /** SHA-256, hex; cards show the first four. */
  readonly hash: string;
  readonly quorum: number;
  readonly votes: readonly Vote[];
  /** How often it was asked; the second time goes to the next group. */
  readonly asks: number;
  readonly nextAskAt?: number;
  readonly emergency?: Emergency;
}

export interface Vote {
  readonly by: Actor;
  readonly decision: 'approve' | 'reject';
  readonly sentence: string;
  readonly at: number;
}

/** One approver acted alone on a critical alert; a second signature is owed. */
export interface Emergency {
  readonly by: Actor;
  readonly at: number;
  readonly sentence: string;
  readonly secondDueAt: number;
  readonly second?: Vote;
  readonly missed?: boolean;
}

export interface Proof {
  readonly readAt: number;
  readonly pathsBefore: number;
  readonly pathsNow: number;
  /** What is left, for the card. */
  readonly left: readonly {
    readonly id: string;
    readonly role: string;
    readonly scope: string;
    readonly verdict: string;
    /** Eligible in PIM: whoever holds it can activate it again at once. */
    readonly eligible?: boolean;
  }[];
  /** Grants the plan removed that are still listed. */
  readonly stillListed: readonly string[];
  /** False when a machine could not be read: then nothing is proved. */
  readonly complete: boolean;
}

export interface Watch {
  readonly until: number;
  readonly checkedAt?: number;
  /** A console use by the subject on these machines after the change took hold. */
  readonly seenAt?: number;
  /** The log was complete to here when last checked. */
  readonly logCompleteTo?: number;
  readonly closed?: boolean;
}

export interface Notice {
  readonly at: number;
  /** A refusal reason or an engine code. */
  readonly code: string;
  readonly text: string;
  readonly next?: string;
}
