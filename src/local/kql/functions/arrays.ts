import { NotSupportedByEmulator } from '../errors';
import { compareValues, keyOf } from '../values/compare';
import { toDynamic } from '../values/json';
import type { Dynamic, Value } from '../values/types';
import { argument, type FunctionRule, loose, type Rules, strict, typed } from './rule';

type List = readonly Dynamic[];

function array(compute: (list: List, ...rest: Value[]) => Value): FunctionRule {
  return loose((value, ...rest) => (Array.isArray(value) ? compute(value as List, ...rest) : null));
}

/** Start and end are inclusive and count from the end when negative. */
function slice(list: List, start: number, end: number): List {
  const from = start < 0 ? Math.max(0, list.length + start) : start;
  const to = end < 0 ? list.length + end : end;
  return list.slice(from, to + 1);
}

function sort(sign: 1 | -1): FunctionRule {
  return typed((args, { name }) => {
    if (args.length !== 1) throw new NotSupportedByEmulator(`${name}() of several arrays`);
    const { eval: evaluate } = argument(args, 0);
    return (row) => {
      const list = evaluate(row);
      if (!Array.isArray(list)) return null;
      const kinds = new Set(list.filter((item) => item !== null).map((item) => typeof item));
      if (kinds.size > 1 || kinds.has('object')) throw new NotSupportedByEmulator(`${name}() of mixed values`);
      const nulls = list.filter((item) => item === null);
      const rest = list.filter((item) => item !== null).sort((a, b) => sign * compareValues(a as Value, b as Value));
      return [...rest, ...nulls] as List;
    };
  });
}

const concat: FunctionRule = typed((args) => {
  const evals = args.map((arg) => arg.eval);
  return (row) => {
    const lists = evals.map((evaluate) => evaluate(row));
    return lists.every(Array.isArray) ? (lists.flat() as List) : null;
  };
});

const packArray: FunctionRule = typed((args) => {
  const values = args.map(
    ({ eval: evaluate, type }) =>
      (row: readonly Value[]) =>
        toDynamic(evaluate(row), type),
  );
  return (row) => values.map((value) => value(row));
});

export const arrayRules: Rules = {
  array_length: array((list) => list.length),
  array_concat: concat,
  array_slice: array((list, start, end) => slice(list, start as number, end as number)),
  array_reverse: array((list) => [...list].reverse()),
  array_sum: array((list) => list.reduce<number>((sum, item) => sum + (typeof item === 'number' ? item : 0), 0)),
  array_index_of: array((list, value) => list.findIndex((item) => keyOf(item) === keyOf(value))),
  array_sort_asc: sort(1),
  array_sort_desc: sort(-1),
  pack_array: packArray,
  repeat: strict((value: Dynamic, count: number) => Array<Dynamic>(Math.max(0, count)).fill(value)),
  range: strict((from: number, to: number, step = 1) => {
    if (typeof from !== 'number' || typeof step !== 'number' || step === 0)
      throw new NotSupportedByEmulator('range() of these values');
    const count = Math.max(0, Math.floor((to - from) / step) + 1);
    if (count > 1_048_576) throw new NotSupportedByEmulator('range() of more than 1,048,576 values');
    return Array.from({ length: count }, (_, index) => from + index * step);
  }),
};
