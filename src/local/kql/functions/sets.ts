import { keyOf } from '../values/compare';
import { toDynamic } from '../values/json';
import type { Dynamic, Value } from '../values/types';
import { argument, type FunctionRule, type Rules, typed } from './rule';

type Keyed = Map<unknown, Dynamic>;

function keyed(list: readonly Dynamic[]): Keyed {
  const members: Keyed = new Map();
  for (const item of list) if (!members.has(keyOf(item))) members.set(keyOf(item), item);
  return members;
}

/** Null unless every argument is an array. */
function onSets(compute: (first: Keyed, others: readonly Keyed[]) => readonly Dynamic[]): FunctionRule {
  return typed((args) => {
    const evals = args.map((arg) => arg.eval);
    return (row) => {
      const lists = evals.map((evaluate) => evaluate(row));
      if (!lists.every((list) => Array.isArray(list))) return null;
      const [first = new Map(), ...others] = lists.map((list) => keyed(list as readonly Dynamic[]));
      return compute(first, others);
    };
  });
}

export const setRules: Rules = {
  set_union: onSets((first, others) =>
    [...new Map([first, ...others].flatMap((set) => [...set]).reverse()).entries()].reverse().map(([, item]) => item),
  ),
  set_intersect: onSets((first, others) => members(first, (key) => others.every((set) => set.has(key)))),
  set_difference: onSets((first, others) => members(first, (key) => !others.some((set) => set.has(key)))),
  set_has_element: typed((args) => {
    const list = argument(args, 0).eval;
    const value = argument(args, 1);
    return (row) => {
      const set = list(row);
      if (!Array.isArray(set)) return null;
      const key = keyOf(toDynamic(value.eval(row), value.type));
      return set.some((item) => keyOf(item as Value) === key);
    };
  }),
};

function members(set: Keyed, keep: (key: unknown) => boolean): readonly Dynamic[] {
  return [...set].filter(([key]) => keep(key)).map(([, item]) => item);
}
