import type { WireAnswer, WireRequest } from '../cloud/wire';

/** Graph's error envelope, with the request id inside. */
export function graphError(status: number, code: string, message: string, { requestId }: WireRequest): WireAnswer {
  return { status, body: { error: { code, message, innerError: { 'request-id': requestId } } } };
}

export function notFound(id: string, request: WireRequest): WireAnswer {
  const message = `Resource '${id}' does not exist or one of its queried reference-property objects are not present.`;
  return graphError(404, 'Request_ResourceNotFound', message, request);
}
