import { NotSupportedByEmulator } from '../errors';
import { toDynamic } from '../values/json';
import { type Dynamic, isDynamicObject, type Row } from '../values/types';
import { argument, type FunctionRule, literalText, loose, type Rules, typed } from './rule';

const pack: FunctionRule = typed((args, { name }) => {
  if (args.length % 2 === 1) throw new NotSupportedByEmulator(`${name}() with an odd number of arguments`);
  const entries: { key: (row: Row) => string; value: (row: Row) => Dynamic }[] = [];
  for (let at = 0; at < args.length; at += 2) {
    const key = argument(args, at).eval;
    const { eval: evaluate, type } = argument(args, at + 1);
    entries.push({ key: (row) => String(key(row)), value: (row) => toDynamic(evaluate(row), type) });
  }
  return (row) => Object.fromEntries(entries.map(({ key, value }) => [key(row), value(row)]));
});

const packAll: FunctionRule = {
  perRow: true,
  build: ({ args, scope }) => {
    const dropEmpty = args[0]?.literal?.value === true;
    const columns = [...scope.columns].map(([name, { eval: evaluate, type }]) => ({
      name,
      value: (row: Row) => toDynamic(evaluate(row), type),
    }));
    return (row) => {
      const entries = columns.map(({ name, value }) => [name, value(row)] as const);
      return Object.fromEntries(dropEmpty ? entries.filter(([, value]) => value !== null && value !== '') : entries);
    };
  },
};

/** Of two bags with one key the leftmost wins. */
const merge: FunctionRule = loose((...values) => {
  const bags = values.filter(isDynamicObject);
  return bags.length === 0 ? null : Object.assign({}, ...bags.reverse());
});

export const bagRules: Rules = {
  pack,
  bag_pack: pack,
  pack_dictionary: pack,
  pack_all: packAll,
  bag_merge: merge,
  bag_keys: loose((bag) => (isDynamicObject(bag) ? Object.keys(bag) : null)),
  bag_has_key: loose((bag, key) => (isDynamicObject(bag) ? Object.hasOwn(bag, String(key)) : null)),
  bag_remove_keys: loose((bag, keys) => {
    if (!isDynamicObject(bag) || !Array.isArray(keys)) return null;
    const gone = new Set(keys.map(String));
    if ([...gone].some((key) => key.startsWith('$')))
      throw new NotSupportedByEmulator('bag_remove_keys() by JSON path');
    return Object.fromEntries(Object.entries(bag).filter(([key]) => !gone.has(key)));
  }),
  column_ifexists: typed((args, { scope }) => {
    const name = literalText(args[0], 'a column name');
    return scope.columns.get(name)?.eval ?? argument(args, 1).eval;
  }),
};
