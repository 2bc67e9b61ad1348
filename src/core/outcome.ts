/**
 * The result of everything that can be refused. A refusal carries a closed reason (a code the caller can switch on), whom it concerns,
 * and the remedy, in words a responder can act on. Unexpected faults are thrown, never returned.
 */
export type Outcome<T, R extends string = string> = Done<T> | Refusal<R>;

export interface Done<T> {
  readonly ok: true;
  readonly value: T;
}

export interface Refusal<R extends string = string> {
  readonly ok: false;
  readonly reason: R;
  /** One sentence: what was refused and why, naming who or what stands in the way. */
  readonly message: string;
  /** What to do about it; missing when nothing can be done. */
  readonly remedy?: string;
}

export function done<T>(value: T): Done<T> {
  return { ok: true, value };
}

export function refuse<R extends string>(reason: R, message: string, remedy?: string): Refusal<R> {
  return remedy === undefined ? { ok: false, reason, message } : { ok: false, reason, message, remedy };
}
