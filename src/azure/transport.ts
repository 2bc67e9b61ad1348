import {
  bearerTokenAuthenticationPolicy,
  createDefaultHttpClient,
  createHttpHeaders,
  createPipelineFromOptions,
  createPipelineRequest,
  type HttpMethods,
  RestError,
} from '@azure/core-rest-pipeline';
import { clientOptions } from './client-options';
import type { ClientSettings } from './endpoint';
import { bearerPolicyName, guardOrigin } from './origin-guard';

export interface TransportRequest {
  readonly method: HttpMethods;
  /** A path with its query on the endpoint, or an absolute link from an answer. */
  readonly target: string;
  readonly body?: unknown;
}

export interface TransportReply {
  readonly status: number;
  /** Parsed JSON; undefined for an empty body. */
  readonly body: unknown;
  readonly requestId?: string;
}

/** JSON over the SDK's own pipeline, for what no installed SDK covers. Throws RestError for every status from 300 up. */
export type Transport = (request: TransportRequest) => Promise<TransportReply>;

export function createTransport(settings: ClientSettings): Transport {
  const guard = guardOrigin(settings.endpoint, settings.allowInsecureLoopback);
  const { additionalPolicies, ...options } = clientOptions(guard, settings.limits, settings.observe);
  const pipeline = createPipelineFromOptions(options);
  pipeline.addPolicy(
    bearerTokenAuthenticationPolicy({ credential: settings.credential, scopes: settings.endpoint.scope }),
  );
  pipeline.addPolicy(guard.entry, { beforePolicies: [bearerPolicyName] });
  for (const { policy } of additionalPolicies) pipeline.addPolicy(policy, { afterPhase: 'Sign' });
  const client = createDefaultHttpClient();

  return async ({ method, target, body }) => {
    const request = createPipelineRequest({
      url: /^https?:/i.test(target) ? target : `${guard.endpoint}${target}`,
      method,
      headers: createHttpHeaders({
        accept: 'application/json',
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      }),
      allowInsecureConnection: guard.allowInsecureConnection,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const response = await pipeline.sendRequest(client, request);
    if (response.status >= 300) {
      throw new RestError(response.bodyAsText ?? '', { statusCode: response.status, request, response });
    }
    const requestId = response.headers.get('x-ms-request-id') ?? response.headers.get('request-id');
    const text = response.bodyAsText ?? '';
    return {
      status: response.status,
      body: text === '' ? undefined : JSON.parse(text),
      ...(requestId === undefined ? {} : { requestId }),
    };
  };
}
