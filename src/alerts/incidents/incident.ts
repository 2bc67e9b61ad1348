import type { Stamp } from '../alert';

/**
 * `proposed`: the bot asks whether this is an outage. `declared`: in force from `from` until `until`. `ended`: a person ended it, `until` is then.
 * `declined`: somebody said no to the proposal; until `until` it is not asked again.
 */
export const incidentStates = ['proposed', 'declared', 'ended', 'declined'] as const;
export type IncidentState = (typeof incidentStates)[number];

/** An incident declared in chat: what happens on its targets meanwhile is grouped, weighs less, and is not learned. Immutable. */
export interface Incident {
  /** `I-1`. */
  readonly id: string;
  readonly version: number;
  readonly state: IncidentState;
  /** Text from outside. */
  readonly name: string;
  /** Resource-id prefixes; at least one. */
  readonly targets: readonly string[];
  /** Epoch milliseconds. A declaration reaches back to where the work began. */
  readonly from: number;
  readonly until: number;
  /** Missing while the bot only proposes it. */
  readonly by?: Stamp;
  readonly ended?: Stamp;
  /** What made the bot ask. */
  readonly sighting?: OutageSighting;
  readonly updatedAt: number;
}

/** People at work on one subscription at the same time, each from where they usually are. */
export interface OutageSighting {
  readonly subscriptionId: string;
  readonly from: number;
  readonly to: number;
  readonly principals: readonly { readonly objectId: string; readonly name: string }[];
  readonly machines: readonly string[];
  readonly sessions: number;
}

/** The most a declaration in chat may last: longer ones belong into the policy file. */
export const longestIncidentHours = 24;
