import { isRestError, type RestError } from '@azure/core-rest-pipeline';
import { AuthenticationError, CredentialUnavailableError } from '@azure/identity';
import { record } from './json';
import { ForeignLinkError } from './origin-guard';
import { PartRefused } from './part-refused';
import { longPauseHeader } from './throttle-policy';
import { UnexpectedAnswer } from './unexpected-answer';

/** What became of a call that failed, before any port gives it a name. */
export type CallFailure =
  | {
      readonly kind: 'answered';
      readonly status: number;
      readonly code?: string;
      readonly message: string;
      readonly retryAfterMs?: number;
      readonly requestId?: string;
    }
  /** It left, and no complete answer came: for a write, anything may have happened. */
  | { readonly kind: 'no-answer'; readonly message: string }
  | { readonly kind: 'aborted'; readonly message: string }
  /** It never left: no connection, or no token. */
  | { readonly kind: 'not-sent'; readonly message: string; readonly token: boolean }
  | { readonly kind: 'foreign-link'; readonly message: string }
  | { readonly kind: 'unreadable'; readonly message: string };

const neverConnected = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']);

/** Reads any error the SDKs throw; errors of ours (bugs) are thrown on. */
export function readFailure(error: unknown): CallFailure {
  if (error instanceof ForeignLinkError) return { kind: 'foreign-link', message: error.message };
  if (error instanceof PartRefused) {
    const { status, message, code } = error;
    return code === undefined ? { kind: 'answered', status, message } : { kind: 'answered', status, message, code };
  }
  if (error instanceof UnexpectedAnswer) return { kind: 'unreadable', message: error.message };
  if (isTokenError(error)) return { kind: 'not-sent', token: true, message: `no token: ${firstLine(error.message)}` };
  if (error instanceof Error && error.name === 'AbortError') {
    return { kind: 'aborted', message: 'no answer within the time allowed' };
  }
  if (error instanceof SyntaxError) return { kind: 'unreadable', message: `the answer is not JSON: ${error.message}` };
  if (!isRestError(error)) throw error;
  if (error.response !== undefined && error.statusCode !== undefined) return answered(error, error.statusCode);
  if (error.code !== undefined && neverConnected.has(error.code)) {
    return { kind: 'not-sent', token: false, message: firstLine(error.message) };
  }
  return { kind: 'no-answer', message: firstLine(error.message) };
}

function isTokenError(error: unknown): error is Error {
  if (!(error instanceof Error)) return false;
  // The aggregate of a credential chain is a class of its own; all of them carry these names.
  const names = ['AuthenticationError', 'AggregateAuthenticationError', 'CredentialUnavailableError'];
  const known = error instanceof AuthenticationError || error instanceof CredentialUnavailableError;
  return known || names.includes(error.name) || error.name === 'AuthenticationRequiredError';
}

function answered(error: RestError, status: number): CallFailure {
  const { code, message } = serviceWords(error.response?.bodyAsText ?? '');
  const headers = error.response?.headers;
  const retryAfter = Number(headers?.get('retry-after') ?? headers?.get(longPauseHeader) ?? Number.NaN);
  const requestId = headers?.get('x-ms-request-id');
  return {
    kind: 'answered',
    status,
    message: message ?? `HTTP ${status}`,
    ...(code === undefined ? {} : { code }),
    ...(Number.isFinite(retryAfter) ? { retryAfterMs: retryAfter * 1000 } : {}),
    ...(requestId === undefined ? {} : { requestId }),
  };
}

/** Code and words from `{"error":{…}}`, or from the bare `{code,message}` of the Serial Console provider. */
function serviceWords(text: string): { readonly code?: string; readonly message?: string } {
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    // Proxies answer in HTML; the status alone is then all that is known.
    return {};
  }
  const outer = record(body);
  const inner = outer.error === undefined ? outer : record(outer.error);
  return {
    ...(typeof inner.code === 'string' ? { code: inner.code } : {}),
    ...(typeof inner.message === 'string' ? { message: firstLine(inner.message) } : {}),
  };
}

function firstLine(text: string): string {
  const [line = ''] = text.split('\n');
  return line.slice(0, 500);
}
