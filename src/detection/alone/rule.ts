import type { Principal } from '../../core/principal';
import { shortName } from '../../core/resource-id';
import type { Reason } from '../finding';
import type { Situation } from '../history';
import type { PolicyView } from '../policy-view';
import type { Related } from '../related';

/** An operation that is an alert without any console use. */
export interface LoneSignal {
  /** Whom the alert is about. */
  readonly principal: Principal;
  /** Hard: at least high at once, past mutes and quiet hours. */
  readonly reason: Reason;
}

export interface LoneFacts {
  readonly operation: Related;
  readonly situation: Situation;
  readonly policy: PolicyView;
}

/** One kind of such operations. Pure. */
export type LoneRule = (facts: LoneFacts) => LoneSignal | undefined;

/** Whoever called it, as the row names them. */
export function callerOf({ caller, callerName, alone }: Related): Principal {
  return { objectId: caller, displayName: callerName, type: alone?.callerType ?? 'unknown' };
}

/** A scope as a sentence takes it: its whole path would push the rest off a phone's card. */
export function scopeWords(scope: string): string {
  const [, subscription, group, rest] =
    /^\/subscriptions\/([^/]+)(?:\/resourcegroups\/([^/]+)(\/.+)?)?$/i.exec(scope) ?? [];
  const management = /^\/providers\/microsoft\.management\/managementgroups\/([^/]+)$/i.exec(scope)?.[1];
  if (management !== undefined) return `management group ${management}`;
  if (scope === '' || scope === '/') return 'every subscription';
  if (group !== undefined && rest === undefined) return `resource group ${group}`;
  return subscription !== undefined && rest === undefined ? 'the whole subscription' : shortName(scope);
}
