import type { Eval } from '../compile/scalar';
import { keyOf } from '../values/compare';
import type { Row, Value } from '../values/types';

export type KeyReader = (row: Row) => unknown;

/** A key under which rows with equal values, nulls included, fall together. */
export function compositeKey(parts: readonly Eval[]): KeyReader {
  const [only] = parts;
  if (parts.length === 1 && only) return (row) => keyOf(only(row));
  return (row) => {
    let key = '';
    for (const part of parts) key += encode(part(row));
    return key;
  };
}

/** Type and length come first, so that no two lists of values share a text. */
function encode(value: Value): string {
  const plain = keyOf(value);
  if (plain === null) return 'n;';
  const text = String(plain);
  const mark = typeof value === 'object' ? 'o' : (typeof plain).charAt(0) + (typeof plain).charAt(1);
  return `${mark}${text.length}:${text};`;
}
