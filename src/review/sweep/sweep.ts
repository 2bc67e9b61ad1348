import type { Verdict } from '../access/verdict';
import type { NotRead } from '../exposure/exposure';

/** One way in of one person: an assignment or eligibility, held directly or through a group. Plain JSON. */
export interface SweepWay {
  /** Id of the assignment or eligibility: what would be removed. */
  readonly id: string;
  readonly kind: 'assignment' | 'pim-active' | 'pim-eligible';
  readonly role: string;
  readonly scope: string;
  readonly verdict: Verdict;
  /** One of the machines it is a way into: what a review of its holder looks at. */
  readonly machine: string;
  /** The group that holds it; missing = direct. */
  readonly group?: { readonly id: string; readonly name?: string };
  readonly since?: number;
}

/** Somebody who could use the console, or run commands without it, somewhere in a subscription. */
export interface SweepHolder {
  readonly subscriptionId: string;
  /** Entra object id, lower case. */
  readonly principalId: string;
  readonly name?: string;
  readonly userPrincipalName?: string;
  /** As ARM or Graph says: `User`, `ServicePrincipal`, `Group` for one whose members could not be read. */
  readonly type: string;
  /** Missing when Graph did not say. */
  readonly accountEnabled?: boolean;
  /** Strongest of the ways. */
  readonly verdict: Verdict;
  /** Strongest first. */
  readonly ways: readonly SweepWay[];
}

/** Everyone who could use the console, or run commands without it, and has not in the window. Reads only; proposes nothing. */
export interface Sweep {
  readonly readAt: number;
  /** The window of use, epoch milliseconds. */
  readonly from: number;
  readonly subscriptions: readonly string[];
  /** How many could use the console, those who did included; one person in two subscriptions counts twice. */
  readonly could: number;
  /** How many hold no way to the console but run commands or write extensions: counted apart, those who did included. */
  readonly control: number;
  readonly unused: readonly SweepHolder[];
  /** Subscriptions that could not be read: nobody of theirs is in here. */
  readonly unread: readonly { readonly subscriptionId: string; readonly why: string }[];
  readonly notRead: readonly NotRead[];
  /** Groups whose members could not be read: each stands in the list itself, since its use is unknown. */
  readonly groupsUnread: number;
}

/** Which door a holder's strongest way opens: use of the other one says nothing about it. */
export function doorOf({ verdict }: Pick<SweepHolder, 'verdict'>): 'console' | 'control' {
  return verdict === 'equivalent-control' ? 'control' : 'console';
}
