import type { Principal } from '../core/principal';
import { principalOf } from './decode/claims';
import type { LogEvent } from './decode/event';
import type { Failure } from './decode/status';
import type { AccessEvidence, SessionKind } from './finding';

/** One call of the console (or one read of boot diagnostics): start, success and failure rows of a correlation id, collapsed. JSON. */
export interface Attempt {
  readonly correlationId: string;
  readonly kind: SessionKind;
  /** Epoch milliseconds of the earliest row, and when that correlation first became visible. */
  readonly at: number;
  readonly visibleAt: number;
  readonly outcome: 'success' | 'failure' | 'unknown';
  readonly failure?: Failure;
  readonly principal: Principal;
  readonly target: string;
  readonly subscriptionId: string;
  readonly ip?: string;
  readonly country?: string;
  readonly latitude?: number;
  readonly longitude?: number;
  readonly tokenIp?: string;
  readonly mfa?: 'yes' | 'no';
  readonly client?: string;
  readonly port?: string;
  readonly evidence?: AccessEvidence;
}

/** How long a start row waits for its end before the outcome is called unknown (reference §1.6). */
export const endWaitMs = 20 * 60_000;

/** Start rows tell no outcome; an accepted call was let in. */
function outcomeOf({ status }: LogEvent): Attempt['outcome'] {
  if (status === 'success' || status === 'accepted') return 'success';
  return status === 'failure' ? 'failure' : 'unknown';
}

/** True once the outcome is known, or the wait for the end row is over. */
export function isSettledBy(attempt: Attempt, now: number): boolean {
  return attempt.outcome !== 'unknown' || now >= attempt.visibleAt + endWaitMs;
}

/** The attempt that one row alone tells of. */
export function attemptOf(event: LogEvent): Attempt {
  const { correlationId, at, visibleAt, target, subscriptionId, facts, caller } = event;
  const { failure, ip, country, latitude, longitude, port } = event;
  const { tokenIp, mfa, client, evidence } = facts;
  return defined({
    correlationId,
    kind: event.kind === 'connect' ? 'connect' : 'boot-diagnostics',
    at,
    visibleAt,
    outcome: outcomeOf(event),
    failure,
    principal: principalOf(facts, caller),
    target,
    subscriptionId,
    ip,
    country,
    latitude,
    longitude,
    tokenIp,
    mfa,
    client,
    port,
    evidence,
  });
}

/** Two halves of one call: each fills what the other lacks. Idempotent, and the order of the rows does not matter. */
export function mergeAttempts(a: Attempt, b: Attempt): Attempt {
  const outcome =
    a.outcome === 'success' || b.outcome === 'success' ? 'success' : a.outcome === 'unknown' ? b.outcome : a.outcome;
  const { failure: failureA, ...restA } = a;
  const { failure: failureB, ...restB } = b;
  return defined({
    ...restB,
    ...restA,
    at: Math.min(a.at, b.at),
    visibleAt: Math.min(a.visibleAt, b.visibleAt),
    outcome,
    failure: outcome === 'failure' ? (failureA ?? failureB) : undefined,
    principal: moreTelling(a.principal, b.principal),
    target: a.target === 'unknown' ? b.target : a.target,
    subscriptionId: a.subscriptionId === '' ? b.subscriptionId : a.subscriptionId,
  });
}

/** The row with claims knows the object id; the one without may only know a caller text, or nothing. */
function moreTelling(a: Principal, b: Principal): Principal {
  const rank = ({ objectId, type }: Principal) =>
    (objectId === 'unknown' ? 0 : /^[0-9a-f-]{36}$/.test(objectId) ? 2 : 1) * 2 + (type === 'unknown' ? 0 : 1);
  const [better, other] = rank(b) > rank(a) ? [b, a] : [a, b];
  return better.displayName === better.objectId && other.displayName.includes('@')
    ? { ...better, displayName: other.displayName }
    : better;
}

/** Drops undefined fields: attempts are compared and stored as JSON. */
function defined<T extends object>(value: { [K in keyof T]: T[K] | undefined }): T {
  return Object.fromEntries(Object.entries(value).filter(([, of]) => of !== undefined)) as T;
}
