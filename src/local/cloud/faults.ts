import type { WireAnswer, WireRequest } from './wire';

/**
 * What can go wrong on the wire. The `-after` kinds carry the request out first: they are the cases in which a caller that takes
 * "no answer" for "nothing happened" does harm.
 */
export type Fault =
  | {
      readonly kind: 'status';
      readonly status: number;
      readonly code?: string;
      readonly message?: string;
      readonly retryAfterSeconds?: number;
      readonly body?: unknown;
    }
  | { readonly kind: 'reset' | 'reset-after' | 'hang' | 'hang-after' }
  | { readonly kind: 'delay'; readonly ms: number }
  | { readonly kind: 'redirect'; readonly location: string }
  /** The next page link of the answer points at the very same page, for ever. */
  | { readonly kind: 'repeat-page' }
  /** The next page link of the answer points at another origin. */
  | { readonly kind: 'foreign-next-link'; readonly origin: string };

export interface FaultMatch {
  readonly method?: string;
  /** Compared without case with path and query as sent. */
  readonly pathIncludes?: string;
}

export interface FaultOrder {
  readonly match?: FaultMatch;
  readonly fault: Fault;
  /** How many matching requests it hits; default 1. */
  readonly times?: number;
  /** How many matching requests pass before the first hit; default 0. */
  readonly skip?: number;
}

/** The control of an emulator's faults: orders are tried in the sequence they were given. */
export interface Faults {
  next(order: FaultOrder): void;
  clear(): void;
  /** Orders that still wait for a request: a test asserts 0 to know that its fault really happened. */
  pending(): number;
}

export interface FaultSource extends Faults {
  take(request: WireRequest): Fault | undefined;
}

export function createFaults(): FaultSource {
  let orders: { order: FaultOrder; skip: number; left: number }[] = [];
  return {
    next(order) {
      orders.push({ order, skip: order.skip ?? 0, left: order.times ?? 1 });
    },
    clear() {
      orders = [];
    },
    pending: () => orders.length,
    take(request) {
      const hit = orders.find(({ order }) => matches(order.match ?? {}, request));
      if (!hit) return undefined;
      if (hit.skip > 0) {
        hit.skip -= 1;
        return undefined;
      }
      hit.left -= 1;
      if (hit.left <= 0) orders = orders.filter((entry) => entry !== hit);
      return hit.order.fault;
    },
  };
}

function matches({ method, pathIncludes }: FaultMatch, request: WireRequest): boolean {
  if (method !== undefined && method.toUpperCase() !== request.method) return false;
  if (pathIncludes === undefined) return true;
  return `${request.path}?${request.query}`.toLowerCase().includes(pathIncludes.toLowerCase());
}

/** The answer of a fault that replaces the service's own; undefined for the kinds that act on the socket or on the answer. */
export function faultAnswer(fault: Fault): WireAnswer | undefined {
  if (fault.kind === 'redirect') return { status: 302, headers: { location: fault.location } };
  if (fault.kind !== 'status') return undefined;
  const headers: Record<string, string> =
    fault.retryAfterSeconds === undefined ? {} : { 'retry-after': String(fault.retryAfterSeconds) };
  const code = fault.code ?? (fault.status === 429 ? 'TooManyRequests' : 'InternalServerError');
  const error = { code, message: fault.message ?? `emulated ${fault.status}` };
  return { status: fault.status, body: fault.body ?? { error }, headers };
}

/** Spoils the next page link of an answer where the fault says so. */
export function bendNextLink(fault: Fault | undefined, answer: WireAnswer, request: WireRequest): WireAnswer {
  if (fault?.kind !== 'repeat-page' && fault?.kind !== 'foreign-next-link') return answer;
  const body = answer.body as Record<string, unknown>;
  const query = request.query.toString();
  const same = `${request.path}${query === '' ? '' : `?${query}`}`;
  const link = `${fault.kind === 'repeat-page' ? request.origin : fault.origin}${same}`;
  const key = '@odata.context' in body || '@odata.nextLink' in body ? '@odata.nextLink' : 'nextLink';
  return { ...answer, body: { ...body, [key]: link } };
}
