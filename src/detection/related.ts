import type { Principal, PrincipalType } from '../core/principal';
import type { Grant, LogEvent } from './decode/event';
import type { RelatedOperation } from './finding';
import { meaningOf, type RelatedKind } from './operations';
import { targetKey } from './session';
import type { StoredRecord } from './store-ports';

/** An operation that gives console sessions meaning, as it is kept. JSON. */
export interface Related {
  readonly id: string;
  readonly at: number;
  readonly operation: string;
  readonly kind: RelatedKind;
  /** `failed`: tried and refused. */
  readonly outcome: 'done' | 'started' | 'failed';
  /** Object id of the caller, and the text that shows it. */
  readonly caller: string;
  readonly callerName: string;
  /** Client application, by name or id: PIM writes assignments under its own. */
  readonly app?: string;
  readonly target: string;
  readonly subscriptionId: string;
  readonly ip?: string;
  readonly grant?: Grant;
  /** Of operations that may be an alert without any session. */
  readonly alone?: Alone;
}

/** What such an alert needs besides. JSON. */
export interface Alone {
  readonly correlationId: string;
  readonly visibleAt: number;
  readonly callerType: PrincipalType;
  readonly country?: string;
}

const aloneKinds: ReadonlySet<RelatedKind> = new Set([
  'role-assignment',
  'role-removal',
  'role-activation',
  'elevate-access',
  'console-enabled',
  'diagnostic-setting',
]);

export function relatedOf(event: LogEvent, caller: Principal): Related | undefined {
  if (event.kind === 'connect') return undefined;
  const { at, operation, kind, target, subscriptionId, ip, grant, status } = event;
  return {
    id: `${event.correlationId}/${operation}/${targetKey(target)}`,
    at,
    operation,
    kind,
    outcome: status === 'failure' ? 'failed' : status === 'success' || status === 'accepted' ? 'done' : 'started',
    caller: caller.objectId,
    callerName: caller.displayName,
    target,
    subscriptionId,
    ...(ip === undefined ? {} : { ip }),
    ...(event.facts.client === undefined ? {} : { app: event.facts.client }),
    ...(grant === undefined ? {} : { grant }),
    ...(aloneKinds.has(kind) ? { alone: aloneOf(event, caller) } : {}),
  };
}

function aloneOf({ correlationId, visibleAt, country }: LogEvent, { type }: Principal): Alone {
  return { correlationId, visibleAt, callerType: type, ...(country === undefined ? {} : { country }) };
}

/** Start and end rows of one operation: whichever knows more. */
export function mergeRelated(a: Related, b: Related): Related {
  const rank = { started: 0, failed: 1, done: 2 } as const;
  const [low, high] = rank[b.outcome] >= rank[a.outcome] ? [a, b] : [b, a];
  const named = high.caller === 'unknown' ? low : high;
  return {
    ...low,
    ...high,
    at: Math.min(a.at, b.at),
    caller: named.caller,
    callerName: named.callerName,
    ...((high.grant ?? low.grant) === undefined ? {} : { grant: high.grant ?? low.grant }),
    ...(named.alone === undefined
      ? {}
      : { alone: { ...low.alone, ...high.alone, ...firstSeen(a, b), callerType: named.alone.callerType } }),
  } as Related;
}

const firstSeen = ({ alone: a }: Related, { alone: b }: Related) => ({
  visibleAt: Math.min(a?.visibleAt ?? Number.MAX_SAFE_INTEGER, b?.visibleAt ?? Number.MAX_SAFE_INTEGER),
});

/**
 * Kept this long after it was read: rows come up to two days late, a session is judged for the last time a day after its last row, and looks a day
 * back. Twice that.
 */
const keptMs = 8 * 86_400_000;

/** Start rows whose end row may still come, of operations that may be an alert by themselves. */
export const unendedLink = 'unended';

/** How sessions find it: by caller, by target, by the subscription (console switched, settings changed), by who was granted something. `now`: when it was read. */
export function relatedRecord(related: Related, now: number): StoredRecord {
  const links = [`caller:${related.caller}`, `target:${targetKey(related.target)}`];
  const wide = ['console-enabled', 'console-disabled', 'diagnostic-setting'].includes(related.kind);
  if (wide) links.push(`switch:${related.subscriptionId}`);
  if (related.grant !== undefined) links.push(`granted:${related.grant.principalId}`);
  if (related.alone !== undefined && related.outcome === 'started') links.push(unendedLink);
  return { kind: 'related', id: related.id, at: related.at, links, dueAt: now + keptMs, value: related };
}

export function shown(related: Related): RelatedOperation {
  const { at, operation, target, callerName, kind, outcome } = related;
  const label = meaningOf(operation)?.label ?? kind;
  return { at, operation, label: outcome === 'failed' ? `${label} (failed)` : label, target, caller: callerName };
}
