import { type FaultSource, faultAnswer } from '../cloud/faults';
import { recordOf, textOf, type WireAnswer, type WireRequest } from '../cloud/wire';
import { graphError } from './graph-error';

const requestsPerBatch = 20;

/** `$batch`: up to 20 requests with relative urls, each answered with its own status; one throttled part leaves the others alone. */
export function answerBatch(
  request: WireRequest,
  faults: FaultSource,
  answer: (part: WireRequest) => WireAnswer,
): WireAnswer {
  const parts = recordOf(request.body).requests;
  if (!Array.isArray(parts) || parts.length === 0 || parts.length > requestsPerBatch) {
    return graphError(400, 'BadRequest', `A batch holds 1 to ${requestsPerBatch} requests.`, request);
  }
  const responses = parts.map((part: unknown) => {
    const { id, method, url, body } = recordOf(part);
    const inner = partOf(request, textOf(method) ?? 'GET', textOf(url) ?? '/', body);
    const fault = faults.take(inner);
    const reply = (fault && faultAnswer(fault)) ?? answer(inner);
    return { id, status: reply.status, headers: reply.headers ?? {}, body: reply.body };
  });
  return { status: 200, body: { responses } };
}

function partOf(request: WireRequest, method: string, url: string, body: unknown): WireRequest {
  const [path = '', query = ''] = url.split('?');
  return {
    ...request,
    method: method.toUpperCase(),
    path: `/v1.0/${decodeURIComponent(path)}`.replace(/\/{2,}/g, '/'),
    query: new URLSearchParams(query),
    body,
  };
}
