/** The scalar types the interpreter knows. `decimal` is left out: nothing here computes with it exactly. */
export type KqlType = 'bool' | 'int' | 'long' | 'real' | 'string' | 'datetime' | 'timespan' | 'dynamic' | 'guid';

export interface Column {
  readonly name: string;
  readonly type: KqlType | 'decimal';
}

/**
 * A value of the engine. `null` is the null of every type but string, which has none. `datetime` is ticks of 100 ns since 0001-01-01 and
 * `timespan` a count of ticks, both as bigint so that no digit is lost; `int`, `long` and `real` are numbers, and a long beyond 2^53 is
 * refused; a `dynamic` is a JSON value, in which dates and durations are `DynamicTime`.
 */
export type Value = null | boolean | number | bigint | string | Dynamic;

export type Dynamic =
  | null
  | boolean
  | number
  | string
  | DynamicTime
  | readonly Dynamic[]
  | { readonly [key: string]: Dynamic };

/** A datetime or timespan inside a dynamic value, where the static type no longer tells them apart. */
export class DynamicTime {
  constructor(
    readonly type: 'datetime' | 'timespan',
    readonly ticks: bigint,
  ) {}
}

export type Row = readonly Value[];

const known: ReadonlySet<string> = new Set([
  'bool',
  'int',
  'long',
  'real',
  'string',
  'datetime',
  'timespan',
  'dynamic',
  'guid',
  'decimal',
]);

/** The binder's name of a type as ours; `unknown` (a member of a dynamic) is dynamic; undefined when it is no scalar type. */
export function columnType(name: string): KqlType | undefined {
  if (name === 'unknown' || name === 'null') return 'dynamic';
  // `dynamic(array)` and its like are the binder's refinements of dynamic.
  if (name.startsWith('dynamic')) return 'dynamic';
  return known.has(name) ? (name as KqlType) : undefined;
}

export function isNumeric(type: string): boolean {
  return type === 'int' || type === 'long' || type === 'real';
}

export function isDynamicObject(value: unknown): value is { readonly [key: string]: Dynamic } {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof DynamicTime);
}
