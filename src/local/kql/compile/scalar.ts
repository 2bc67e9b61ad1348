import type { KqlType, Row, Value } from '../values/types';

export type Eval = (row: Row) => Value;

/** A compiled scalar expression. */
export interface Scalar {
  readonly type: KqlType;
  readonly eval: Eval;
  /** True when it does not depend on the row: evaluated once a run. */
  readonly constant: boolean;
  /** True when it is written as a literal: `value` can be read while compiling. */
  readonly literal?: { readonly value: Value };
}

/** What one run of a bound query reads; expressions close over it, and a new run only replaces its contents. */
export interface Session {
  /** Counts runs, so that what was computed once for a run is forgotten by the next. */
  run: number;
  /** `now()`, in ticks. */
  now: bigint;
  tables: Readonly<Record<string, readonly SourceRow[]>>;
  geo: GeoLookup;
  /** The rows and position of the operator at work, for `prev`, `next` and `row_number`. */
  window: { rows: readonly Row[]; index: number };
}

/** A row as the caller has it. `_IngestionTime` (epoch ms, ISO 8601 or absent) is what `ingestion_time()` reads. */
export type SourceRow = Readonly<Record<string, unknown>>;

export interface GeoPlace {
  readonly country: string;
  readonly state?: string;
  readonly city?: string;
  readonly latitude?: number;
  readonly longitude?: number;
}

/** Where an address is, or undefined when that is not known. */
export type GeoLookup = (address: string) => GeoPlace | undefined;

export function newSession(): Session {
  return { run: 0, now: 0n, tables: {}, geo: () => undefined, window: { rows: [], index: 0 } };
}

const noRow: Row = [];

export function literal(type: KqlType, value: Value): Scalar {
  return { type, eval: () => value, constant: true, literal: { value } };
}

/** Makes an expression that ignores its row compute once a run. */
export function oncePerRun(session: Session, evaluate: () => Value): Eval {
  let run = -1;
  let value: Value = null;
  return () => {
    if (run !== session.run) {
      value = evaluate();
      run = session.run;
    }
    return value;
  };
}

/** The scalar of `args` and the evaluation over them: constant when they are. */
export function combine(session: Session, type: KqlType, args: readonly Scalar[], evaluate: Eval): Scalar {
  const constant = args.every((arg) => arg.constant);
  return { type, constant, eval: constant ? oncePerRun(session, () => evaluate(noRow)) : evaluate };
}

export function evaluateConstant(scalar: Scalar): Value {
  return scalar.eval(noRow);
}
