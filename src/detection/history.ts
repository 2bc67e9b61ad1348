import type { DeclaredIncident } from '../core/policy';
import type { Principal } from '../core/principal';
import type { Place } from './baseline/place';
import type { Feature, Profile } from './baseline/profile';
import { knownBefore, type Span, spanOf } from './baseline/spans';
import type { Tenant } from './baseline/tenant';
import type { Context } from './context/context';
import type { Failure } from './decode/status';
import type { ConsoleSession } from './finding';
import type { Related } from './related';
import type { Found } from './session';

/** A session in the neighbourhood of the one judged, with what the triggers need to compare. */
export interface Neighbour {
  readonly session: ConsoleSession;
  readonly found?: Found;
  readonly verdict?: 'benign' | 'malicious' | 'undecided';
  readonly asn?: string;
  readonly denied: boolean;
}

/** Everything a trigger may look at about the past. Plain data; the questions below are functions over it. */
export interface History {
  /** UTC day number of the session, and the oldest day of the baseline. */
  readonly day: number;
  readonly oldest: number;
  readonly who: string;
  readonly profile: Profile;
  readonly tenant: Tenant;
  /** `feature:value` → who was seen there. */
  readonly places: ReadonlyMap<string, Place>;
  /** This principal's sessions of 24 hours before and after, and of the seven days before those on this machine; this one left out, oldest first. */
  readonly own: readonly Neighbour[];
  /** Others' sessions on this machine in the last day, oldest first. */
  readonly onMachine: readonly Neighbour[];
  /** Others' sessions from the same addresses in the last two hours. */
  readonly onAddress: readonly Neighbour[];
  /** Others' sessions in this subscription in the last hour. */
  readonly inSubscription: readonly Neighbour[];
  readonly related: readonly Related[];
  readonly context: Context;
  readonly situation: Situation;
}

/** What other rooms know and detection must heed; all optional, empty in replay. */
export interface Situation {
  /** Principals under containment, and those judged malicious without an acquittal since. */
  readonly contained: readonly Standing[];
  readonly malicious: readonly Standing[];
  /** Object ids and application ids of the bot's own identities, lower case. */
  readonly ownIdentities: readonly string[];
  /** Names (GUIDs, lower case) of the role assignments that give those identities their rights. */
  readonly ownAssignments: readonly string[];
  /** Subscriptions whose console the bot has switched off and not on again. */
  readonly switchedOff: readonly SwitchedOff[];
  /** Incidents declared in chat; those of the policy file are in the policy. */
  readonly incidents: readonly DeclaredIncident[];
}

/** What people decided about a principal: sessions from then on are judged by it. */
export interface Standing {
  readonly objectId: string;
  /** As the review or the alert names it: a role's row has only the id. */
  readonly principal?: Principal;
  /** Epoch milliseconds. */
  readonly at: number;
  /** The review or the alert it stands in: `R-1`, `A-7`. */
  readonly by: string;
}

export interface SwitchedOff {
  /** Lower case. */
  readonly subscriptionId: string;
  /** Epoch milliseconds. */
  readonly at: number;
  /** Because of whom; missing = nobody in particular. */
  readonly subjectId?: string;
}

export const calmSituation: Situation = {
  contained: [],
  malicious: [],
  ownIdentities: [],
  ownAssignments: [],
  switchedOff: [],
  incidents: [],
};

/** Ordinary life counts from the second day on (a day is only counted when it is over), learned sessions from the next. */
export function knownInLife(history: History, feature: Feature, value: string): Span | undefined {
  return knownBefore(spanOf(history.profile.life[feature], value), history.day - 1, history.oldest);
}

export function usedBefore(history: History, feature: Feature, value: string): Span | undefined {
  return knownBefore(spanOf(history.profile.use[feature], value), history.day, history.oldest);
}

export function isKnown(history: History, feature: Feature, value: string): boolean {
  return usedBefore(history, feature, value) !== undefined || knownInLife(history, feature, value) !== undefined;
}

/** The values of a feature known before this session, the most often seen first. */
export function knownValues(history: History, feature: Feature): readonly string[] {
  const days = new Map<string, number>();
  for (const [features, before] of [
    [history.profile.life, history.day - 1],
    [history.profile.use, history.day],
  ] as const) {
    for (const [value, span] of Object.entries(features[feature])) {
      const known = knownBefore(span, before, history.oldest);
      if (known !== undefined) days.set(value, Math.max(days.get(value) ?? 0, known[2]));
    }
  }
  return [...days].sort((a, b) => b[1] - a[1]).map(([value]) => value);
}

/** Days before this session on which the principal was seen at all, and days with console use. */
export function lifeDays(history: History): number {
  return history.profile.lifeDays.filter((day) => day < history.day - 1 && day >= history.oldest).length;
}

export function consoleDays(history: History): number {
  return Object.keys(history.profile.useDays).filter(
    (day) => Number(day) < history.day && Number(day) >= history.oldest,
  ).length;
}

/** Observations that speak for habits: days of life or of console use, whichever are more. */
export function observedDays(history: History): number {
  return Math.max(lifeDays(history), consoleDays(history));
}

export function sessionsLearned(history: History): number {
  return Object.entries(history.profile.useDays)
    .filter(([day]) => Number(day) < history.day && Number(day) >= history.oldest)
    .reduce((sum, [, [sessions]]) => sum + sessions, 0);
}

/** How many days the tenant has been watched before this session. */
export function tenantDays(history: History): number {
  return Math.max(0, history.day - history.tenant.firstDay);
}

/**
 * Other principals known at a place before this session, each with the span that reaches back furthest. One day alone does not count: it may have been
 * the same stranger under another name.
 */
export function othersAt(history: History, feature: Feature, value: string): ReadonlyMap<string, Span> {
  const place = `${feature}:${value}`;
  const asked = othersAsked.get(history) ?? new Map<string, ReadonlyMap<string, Span>>();
  othersAsked.set(history, asked);
  const others = asked.get(place) ?? othersIn(history, place);
  asked.set(place, others);
  return others;
}

/** Several reasons ask about the same place, where hundreds may have been. */
const othersAsked = new WeakMap<History, Map<string, ReadonlyMap<string, Span>>>();

function othersIn(history: History, name: string): ReadonlyMap<string, Span> {
  const place = history.places.get(name);
  const others = new Map<string, Span>();
  for (const [spans, before] of [
    [place?.life ?? {}, history.day - 1],
    [place?.use ?? {}, history.day],
  ] as const) {
    for (const who in spans) {
      const span = spans[who];
      const known = who === history.who ? undefined : knownBefore(span, before, history.oldest);
      const other = others.get(who);
      if (known !== undefined && known[2] >= 2 && (other === undefined || known[0] < other[0])) others.set(who, known);
    }
  }
  return others;
}

/** Counted once: everybody's last days change four times a day, the rest with each learned session. */
const livingCounts = new WeakMap<Tenant['life'], number>();

/** People and workloads that the tenant knows. */
export function principalsKnown({ tenant: { life, use } }: Pick<History, 'tenant'>): number {
  let count = livingCounts.get(life);
  if (count === undefined) {
    count = Object.keys(life).length;
    livingCounts.set(life, count);
  }
  for (const who in use) if (!Object.hasOwn(life, who)) count += 1;
  return count;
}

export type { Failure };
