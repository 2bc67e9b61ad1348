import type { PipelinePolicy, PipelineResponse } from '@azure/core-rest-pipeline';

/** One request as it left, each retry for itself. */
export interface AzureCall {
  readonly method: string;
  /** Without the query, which may hold names. */
  readonly path: string;
  /** 0 = no answer. */
  readonly status: number;
  readonly ms: number;
  /** What Azure's support asks for. */
  readonly requestId?: string;
}

export type ObserveAzure = (call: AzureCall) => void;

/** Tells of every request behind the retries; never in the way of one. */
export function observePolicy(observe: ObserveAzure): PipelinePolicy {
  return {
    name: 'observe',
    async sendRequest(request, next) {
      const startedAt = performance.now();
      const tell = (response?: PipelineResponse) => {
        const requestId = response?.headers.get('x-ms-request-id') ?? response?.headers.get('request-id');
        observe({
          method: request.method,
          path: new URL(request.url).pathname,
          status: response?.status ?? 0,
          ms: performance.now() - startedAt,
          ...(requestId === undefined ? {} : { requestId }),
        });
      };
      try {
        const response = await next(request);
        tell(response);
        return response;
      } catch (error) {
        tell();
        throw error;
      }
    },
  };
}
