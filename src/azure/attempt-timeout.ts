import type { PipelinePolicy } from '@azure/core-rest-pipeline';

/**
 * Ends one attempt after a while. The SDK's own `timeout` leaves its timer running after a reset, which keeps a stopping process alive; this timer
 * does not hold it.
 */
export function attemptTimeoutPolicy(timeoutMs: number): PipelinePolicy {
  return {
    name: 'attemptTimeout',
    async sendRequest(request, next) {
      const outer = request.abortSignal;
      const limit = AbortSignal.timeout(timeoutMs);
      request.abortSignal = outer instanceof AbortSignal ? AbortSignal.any([outer, limit]) : limit;
      try {
        return await next(request);
      } finally {
        if (outer === undefined) delete request.abortSignal;
        else request.abortSignal = outer;
      }
    },
  };
}
