import { type Refusal, refuse } from '../core/outcome';
import type { LogFailure } from '../detection/ports';
import type { CallFailure } from './azure-error';

/** A failed query in the poller's terms, with the service's words and what to do. */
export function logFailure(failure: CallFailure): Refusal<LogFailure> {
  const said = `Log Analytics: ${failure.message}`;
  switch (failure.kind) {
    case 'aborted':
      return refuse('timeout', said);
    case 'no-answer':
    case 'not-sent':
      return refuse(
        'unreachable',
        said,
        failure.kind === 'not-sent' && failure.token ? 'check the identity of the reader' : undefined,
      );
    case 'foreign-link':
      return refuse('unreachable', said, 'check LOG_ANALYTICS_ENDPOINT');
    case 'unreadable':
      return refuse('partial', said);
    case 'answered':
      return answered(failure.status, `${said}${failure.code === undefined ? '' : ` (${failure.code})`}`);
  }
}

function answered(status: number, said: string): Refusal<LogFailure> {
  if (status === 429) return refuse('throttled', said, 'poll less often, or give the bot an identity of its own');
  if (status === 401 || status === 403)
    return refuse('forbidden', said, 'give the reader Log Analytics Reader on every workspace');
  if (status === 404) return refuse('bad-query', said, 'check the ids in LOG_ANALYTICS_WORKSPACES');
  if (status === 408 || status === 504) return refuse('timeout', said);
  return status >= 500 || status < 400 ? refuse('unreachable', said) : refuse('bad-query', said);
}
