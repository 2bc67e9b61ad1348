import { canonicalJson } from './json';
import { type Dynamic, DynamicTime, type Value } from './types';

/** Order of two values of one type, nulls apart. Texts compare by code unit; NaN is below every number. */
export function compareValues(a: Value, b: Value): number {
  if (typeof a === 'object' || typeof b === 'object') return compareDynamic(a as Dynamic, b as Dynamic);
  if (a === b) return 0;
  if (Number.isNaN(a)) return Number.isNaN(b) ? 0 : -1;
  if (Number.isNaN(b)) return 1;
  return (a as number) < (b as number) ? -1 : 1;
}

function compareDynamic(a: Dynamic | bigint, b: Dynamic | bigint): number {
  if (a instanceof DynamicTime && b instanceof DynamicTime) return a.ticks < b.ticks ? -1 : a.ticks > b.ticks ? 1 : 0;
  const [left, right] = [canonicalJson(a as Dynamic), canonicalJson(b as Dynamic)];
  return left < right ? -1 : left > right ? 1 : 0;
}

/** A key under which equal values, nulls too, fall together: groups, distinct, joins. */
export function keyOf(value: Value): string | number | bigint | boolean | null {
  if (typeof value !== 'object' || value === null) return value;
  return canonicalJson(value);
}
