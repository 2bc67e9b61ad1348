/**
 * What goes wrong on the connector's wire.
 * - a number: answered with this status and nothing done;
 * - `reset`: the connection is cut before anything is done;
 * - `lost-answer`: everything is done, then the connection is cut;
 * - `hang`: everything is done, and no answer ever comes (the caller's own time-out must end it).
 */
export type FaultKind = 412 | 429 | 500 | 502 | 503 | 504 | 'reset' | 'lost-answer' | 'hang';

export interface Fault {
  readonly kind: FaultKind;
  /** How many calls it hits; 1 when missing. */
  readonly times?: number;
  /** Only calls with this HTTP method. */
  readonly method?: string;
  /** Only calls whose decoded path contains this text. */
  readonly pathContains?: string;
  /** `Retry-After` of a 429; the header is left out when missing. */
  readonly retryAfterSeconds?: number;
}

export interface Faults {
  plan(fault: Fault): void;
  clear(): void;
  /** The fault that hits this call, if any; it is used up by one. */
  take(method: string, path: string): Fault | undefined;
}

export function createFaults(): Faults {
  let planned: { readonly fault: Fault; left: number }[] = [];
  return {
    plan: (fault) => planned.push({ fault, left: fault.times ?? 1 }),
    clear: () => {
      planned = [];
    },
    take(method, path) {
      const hit = planned.find(({ fault }) => applies(fault, method, path));
      if (!hit) return undefined;
      hit.left -= 1;
      planned = planned.filter(({ left }) => left > 0);
      return hit.fault;
    },
  };
}

function applies(fault: Fault, method: string, path: string): boolean {
  const methodFits = fault.method === undefined || fault.method === method;
  return methodFits && (fault.pathContains === undefined || path.includes(fault.pathContains));
}
