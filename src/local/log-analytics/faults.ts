/** What the service does to a request now and then. */
export type Fault =
  | { readonly kind: 'throttle'; readonly retryAfterSeconds: number }
  /** HTTP 200 with an `error`, and only the first `rows` rows (default half of them). */
  | { readonly kind: 'partial'; readonly rows?: number }
  /** 204 without a body, as an empty workspace answers. */
  | { readonly kind: 'no-content' }
  /** 504: the query ran longer than it may. */
  | { readonly kind: 'timeout' }
  /** A right answer after `delayMs` of the clock; 504 instead when the request did not want to wait so long. */
  | { readonly kind: 'slow'; readonly delayMs: number }
  | { readonly kind: 'server-error'; readonly status?: number }
  /** HTML where JSON was promised, as a proxy in the way would send. */
  | { readonly kind: 'wrong-content-type' }
  /** The connection is cut without an answer. */
  | { readonly kind: 'connection-reset' }
  | { readonly kind: 'unauthorized' }
  | { readonly kind: 'forbidden' };

export type FaultOrder = Fault & {
  /** How many requests it befalls; default 1. */
  readonly times?: number;
  /** Only requests whose query text contains this. */
  readonly matching?: string;
};

/** Faults waiting for requests, oldest first. */
export interface Faults {
  readonly next: (order: FaultOrder) => void;
  readonly clear: () => void;
  /** How many faults still wait. */
  readonly pending: () => number;
}

export interface FaultQueue extends Faults {
  /** Takes the fault that befalls this query, if any. */
  readonly take: (query: string) => Fault | undefined;
}

export function faultQueue(): FaultQueue {
  let waiting: { order: FaultOrder; left: number }[] = [];
  return {
    next: (order) => {
      waiting.push({ order, left: order.times ?? 1 });
    },
    clear: () => {
      waiting = [];
    },
    pending: () => waiting.reduce((sum, { left }) => sum + left, 0),
    take: (query) => {
      const found = waiting.find(({ order }) => order.matching === undefined || query.includes(order.matching));
      if (!found) return undefined;
      found.left -= 1;
      waiting = waiting.filter(({ left }) => left > 0);
      return found.order;
    },
  };
}
