import type { PipelinePolicy } from '@azure/core-rest-pipeline';
import { attemptTimeoutPolicy } from './attempt-timeout';
import { type CallLimits, defaultLimits, userAgentPrefix } from './endpoint';
import { type ObserveAzure, observePolicy } from './observe';
import type { OriginGuard } from './origin-guard';
import { throttlePolicy } from './throttle-policy';

/** What the generated SDK clients and our own pipeline share: patience, names, no redirects, and the exit guard last. */
export function clientOptions(guard: OriginGuard, given: CallLimits = {}, observe?: ObserveAzure) {
  const limits = { ...defaultLimits, ...given };
  const perRetry = (policy: PipelinePolicy) => ({ policy, position: 'perRetry' as const });
  return {
    endpoint: guard.endpoint,
    allowInsecureConnection: guard.allowInsecureConnection,
    retryOptions: {
      maxRetries: limits.maxRetries,
      retryDelayInMs: limits.retryDelayMs,
      maxRetryDelayInMs: limits.retryDelayMs * 8,
    },
    redirectOptions: { maxRetries: 0 },
    userAgentOptions: { userAgentPrefix },
    additionalPolicies: [
      perRetry(throttlePolicy({ namelessMs: limits.throttleDelayMs, longestMs: limits.longestThrottleMs })),
      perRetry(attemptTimeoutPolicy(limits.timeoutMs)),
      ...(observe === undefined ? [] : [perRetry(observePolicy(observe))]),
      perRetry(guard.exit),
    ],
  };
}
