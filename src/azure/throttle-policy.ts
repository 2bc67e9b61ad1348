import type { PipelinePolicy, PipelineResponse } from '@azure/core-rest-pipeline';

/** Where a pause too long to wait for is kept for the refusal's words. */
export const longPauseHeader = 'x-retry-after-not-waited-for';

/**
 * Makes the SDK's own retry strategy treat every 429 alike. One that names no pause, which the SDKs would not repeat, gets ours, under the header the
 * strategy reads first. One that names a pause nobody would wait for at a card is not repeated: the caller is told when instead.
 */
export function throttlePolicy(pauses: { readonly namelessMs: number; readonly longestMs: number }): PipelinePolicy {
  return {
    name: 'evenThrottle',
    async sendRequest(request, next) {
      const response = await next(request);
      if (response.status === 429) even(response, pauses);
      return response;
    },
  };
}

function even(
  { headers }: PipelineResponse,
  pauses: { readonly namelessMs: number; readonly longestMs: number },
): void {
  const named = headers.get('retry-after');
  if (named === undefined) headers.set('x-ms-retry-after-ms', String(pauses.namelessMs));
  else if (Number(named) * 1000 > pauses.longestMs) {
    headers.set(longPauseHeader, named);
    headers.delete('retry-after');
  }
}
