import type { Severity } from '../../core/severity';
import type { Stamp } from '../alert';

/** What a mute hides: every dimension that is given must fit. At least one is. */
export interface MuteScope {
  readonly principal?: { readonly objectId: string; readonly name: string };
  /** Machine id. */
  readonly machine?: string;
  /** A CIDR, or an autonomous system as `AS5607`. */
  readonly network?: string;
}

/**
 * `draft`: previewed by its requester, hides nothing. `asked`: waits for a second person. `active`: in force until `until`.
 * `withdrawn`: never was in force. `lifted`: ended by a person before its time.
 */
export const muteStates = ['draft', 'asked', 'active', 'withdrawn', 'lifted'] as const;
export type MuteState = (typeof muteStates)[number];

/** A mute from the first preview to its end. Immutable; `version` grows with each change. */
export interface Mute {
  /** `M-3`. */
  readonly id: string;
  readonly version: number;
  readonly state: MuteState;
  readonly scope: MuteScope;
  readonly hours: number;
  readonly reason: string;
  readonly requester: Stamp;
  /** The alert from whose card it was asked. */
  readonly alertId?: string;
  readonly preview: MutePreview;
  /** The second person of a wide or long one. */
  readonly confirmer?: Stamp;
  /** When it came into force, epoch milliseconds. */
  readonly from?: number;
  /** In force: its end. Before that: when the request is void. */
  readonly until: number;
  readonly ended?: Stamp;
  readonly updatedAt: number;
}

/** What the mute would have hidden in the last ninety days. */
export interface MutePreview {
  /** Alerts that would not have been posted, by severity. */
  readonly hidden: Readonly<Partial<Record<Severity, number>>>;
  /** Some of them, newest first. */
  readonly examples: readonly string[];
  /** Alerts that would have been posted all the same, for other sessions in them. */
  readonly partly: number;
  /** Sessions that were quiet anyway. */
  readonly lowSessions: number;
  /** Sessions in scope that pierce: hard signals. */
  readonly piercing: number;
  /** False when there were too many alerts to look at all. */
  readonly whole: boolean;
}

export const shortHours = 24;
/** Whatever holds longer than a month belongs into the policy file, where it is reviewed. */
export const longestHours = 30 * 24;

/** Wider than one person on one machine from one network, or longer than a day: somebody else must agree. */
export function needsSecondPerson({ scope, hours }: Pick<Mute, 'scope' | 'hours'>): boolean {
  const whole = scope.principal !== undefined && scope.machine !== undefined && scope.network !== undefined;
  return !whole || hours > shortHours;
}
