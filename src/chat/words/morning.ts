import type { AuditEntry } from '../../core/audit';
import type { Watched } from '../../detection/ports';
import { count } from './names';
import { clock } from './time';

export interface MorningFacts {
  readonly now: number;
  readonly watched: Watched;
  /** Of the last 24 hours, like `alerts`. */
  readonly uses: number;
  /** There were more uses than were counted. */
  readonly more: boolean;
  readonly alerts: number;
  readonly head?: AuditEntry | undefined;
}

/** Hex digits of a hash that people are shown: 64 bits are more than anybody finds a second record for. */
const shownDigits = 16;
const dayMs = 86_400_000;

export function shownHead(hash: string): string {
  return hash.slice(0, shownDigits);
}

/** The line of the morning. Ids of machines and people are not in it: it cannot be taken back when an alert moves to the restricted channel. */
export function morningLine({ now, watched, uses, more, alerts, head }: MorningFacts): string {
  return [
    `Last 24 h: ${seen(watched, now)}`,
    `${uses}${more ? ' or more' : ''} ${uses === 1 && !more ? 'use' : 'uses'} of the console`,
    count(alerts, 'alert'),
    ...(watched.blindSince === undefined ? [] : [`BLIND since ${clock(watched.blindSince, now)} UTC`]),
    head === undefined ? 'audit empty' : `audit head ${shownHead(head.hash)}, entry ${head.sequence}`,
  ].join(' · ');
}

/** Subscriptions with a row in that time, and how many should have one. */
function seen({ subscriptions }: Watched, now: number): string {
  const fresh = subscriptions.filter(({ lastAt }) => lastAt !== undefined && now - lastAt <= dayMs).length;
  const all = count(subscriptions.length, 'subscription');
  return fresh === subscriptions.length ? `${all} seen` : `${fresh} of ${all} seen`;
}
