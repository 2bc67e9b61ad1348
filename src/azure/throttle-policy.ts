import type { PipelinePolicy } from '@azure/core-rest-pipeline';

/**
 * The SDKs repeat a 429 only when it names a pause. This gives the nameless ones a pause of our own, under the header the SDK's retry
 * strategy reads first, so that one mechanism counts and waits for both kinds.
 */
export function namelessThrottlePolicy(delayMs: number): PipelinePolicy {
  return {
    name: 'namelessThrottle',
    async sendRequest(request, next) {
      const response = await next(request);
      if (response.status === 429 && !response.headers.has('retry-after')) {
        response.headers.set('x-ms-retry-after-ms', String(delayMs));
      }
      return response;
    },
  };
}
