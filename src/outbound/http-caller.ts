import type { DeliveryFailure, HttpCaller } from '../chat/ports';
import { done, type Outcome, type Refusal, refuse } from '../core/outcome';

/** Longer than any healthy receiver takes, shorter than the claim of the outbox. */
const timeoutMs = 10_000;
const longestWaitMs = 3_600_000;
const firstWaitMs = 2_000;

/**
 * Calls endpoints of the configuration. An address may hold a secret, and an answer may repeat one: of both only the host and the status are ever named.
 * Redirects are answers like any other, so that nothing is sent to an origin nobody configured.
 */
export function createHttpCaller(): HttpCaller {
  async function call(url: string, init: RequestInit): Promise<Outcome<void, DeliveryFailure>> {
    const { host } = new URL(url);
    try {
      const response = await fetch(url, { ...init, redirect: 'manual', signal: AbortSignal.timeout(timeoutMs) });
      await response.body?.cancel();
      return response.ok ? done(undefined) : refused(host, response);
    } catch (error) {
      return refuse('unreachable', `${host} could not be reached (${codeOf(error)}).`, 'It is tried again.');
    }
  }

  return {
    post: (url, headers, body) =>
      call(url, { method: 'POST', headers: { ...headers, 'content-type': 'application/json' }, body }),
    get: (url) => call(url, { method: 'GET' }),
  };
}

function refused(host: string, { status, headers }: Response): Refusal<DeliveryFailure> {
  const said = `${host} answered ${status}.`;
  if (status === 429 || status === 503) {
    const seconds = Number(headers.get('retry-after') ?? Number.NaN);
    const retryAfterMs = Number.isFinite(seconds) ? Math.min(longestWaitMs, seconds * 1000) : firstWaitMs;
    return { ...refuse('throttled', said, 'It is tried again.'), retryAfterMs } as Refusal<DeliveryFailure>;
  }
  // 408 and 425 ask for another try; the rest of the 4xx and redirects mean that the address or the key is wrong.
  if (status >= 500 || status === 408 || status === 425) return refuse('unreachable', said, 'It is tried again.');
  return refuse('rejected', said, 'Check the address and the key of the webhook in the policy.');
}

/** The system's code, never undici's message, which may carry the address. */
function codeOf(error: unknown): string {
  const { cause, name } = (typeof error === 'object' && error !== null ? error : {}) as {
    cause?: unknown;
    name?: unknown;
  };
  const { code } = (typeof cause === 'object' && cause !== null ? cause : {}) as { code?: unknown };
  return [code, name].find((word) => typeof word === 'string')?.toString() ?? 'no answer';
}
