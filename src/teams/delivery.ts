import type { DeliveryFailure } from '../chat/ports';
import { type Outcome, type Refusal, refuse } from '../core/outcome';
import { isRecord } from './activity';

/** A refusal of reason `throttled` carries how long to wait. */
export type DeliveryRefusal = Refusal<DeliveryFailure> & { readonly retryAfterMs?: number };

/** Waiting time when Teams names none (its advice is exponential with jitter; the outbox does that from here). */
const DEFAULT_WAIT_MS = 2_000;

/** Errors before the request left: nothing can have been done. */
const NEVER_LEFT = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'CERT_HAS_EXPIRED'];

/** Whether sending the same call again could post something twice: new messages may, updates and reads may not. */
export type Effect = 'creates' | 'idempotent';

/** What a failed connector call means for the caller, from the SDK's error or a bare network error. */
export function explain(error: unknown, effect: Effect): DeliveryRefusal {
  const { statusCode, code, message, retryAfterMs } = read(error);
  if (statusCode === undefined) {
    const reason = NEVER_LEFT.includes(code) || effect === 'idempotent' ? 'unreachable' : 'unknown-outcome';
    return refuse(reason, `Teams could not be reached (${code || message}).`, 'It is tried again.');
  }
  const said = `Teams answered ${statusCode} ${code}: ${message}`.slice(0, 500);
  const reason = reasonOf(statusCode, effect);
  const refusal = refuse(reason, said, REMEDIES[reason]);
  return reason === 'throttled' ? { ...refusal, retryAfterMs: retryAfterMs ?? DEFAULT_WAIT_MS } : refusal;
}

function reasonOf(status: number, effect: Effect): DeliveryFailure {
  // 412 is one of the codes Teams asks bots to retry (its rate-limit page), always after having done nothing.
  if (status === 429 || status === 412 || status === 503) return 'throttled';
  if (status === 401 || status === 403) return 'forbidden';
  if (status === 404 || status === 410) return 'gone';
  if (status === 413) return 'too-large';
  if (status >= 500) return effect === 'creates' ? 'unknown-outcome' : 'unreachable';
  return 'rejected';
}

const REMEDIES: Readonly<Record<DeliveryFailure, string>> = {
  throttled: 'It is sent when the limit allows.',
  gone: 'Check that the message, channel or person still exists.',
  forbidden: 'Check that the app is installed in the team and may post in the channel.',
  'too-large': 'The message must be shorter.',
  rejected: 'This is a fault in the message; see the log.',
  unreachable: 'It is tried again.',
  'unknown-outcome': 'It is tried again and may then stand there twice.',
};

interface Details {
  readonly statusCode?: number;
  readonly code: string;
  readonly message: string;
  readonly retryAfterMs?: number;
}

function read(error: unknown): Details {
  if (!isRecord(error)) return { code: '', message: String(error) };
  const cause = isRecord(error.cause) ? error.cause : {};
  const code = [error.code, cause.code].find((value) => typeof value === 'string') ?? '';
  const message = typeof error.message === 'string' ? error.message : '';
  const retryAfterMs = retryAfter(error);
  return {
    code: String(code),
    message,
    ...(typeof error.statusCode === 'number' ? { statusCode: error.statusCode } : {}),
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  };
}

/** `Retry-After` in whole seconds, from the SDK's headers collection. */
function retryAfter(error: Record<string, unknown>): number | undefined {
  const headers = isRecord(error.response) ? error.response.headers : undefined;
  if (!isRecord(headers) || typeof headers.get !== 'function') return undefined;
  const seconds = Number(headers.get('retry-after') ?? Number.NaN);
  return Number.isFinite(seconds) ? seconds * 1_000 : undefined;
}

/** Turns the promise of a call into an outcome. Nothing else is caught: only the call's own failure. */
export async function attempt<T>(effect: Effect, call: () => Promise<T>): Promise<Outcome<T, DeliveryFailure>> {
  try {
    return { ok: true, value: await call() };
  } catch (error) {
    return explain(error, effect);
  }
}
