import { NotSupportedByEmulator } from '../errors';
import { convertValue } from '../values/convert';
import { canonicalJson } from '../values/json';
import type { Dynamic, KqlType } from '../values/types';
import { argument, type FunctionRule, type Rules, typed } from './rule';

const parse: FunctionRule = typed((args) => {
  const { eval: evaluate, type } = argument(args, 0);
  let lastText = '';
  let last: Dynamic = null;
  return (row) => {
    const value = evaluate(row);
    if (type !== 'string') return convertValue(value, type, 'dynamic');
    // The same column is often parsed several times in one row.
    if (value !== lastText) {
      lastText = value as string;
      last = convertValue(value, 'string', 'dynamic') as Dynamic;
    }
    return last;
  };
});

export const jsonRules: Rules = {
  parse_json: parse,
  parsejson: parse,
  todynamic: parse,
  toobject: parse,
  dynamic_to_json: typed((args) => {
    const { eval: evaluate, type } = argument(args, 0);
    if ((type satisfies KqlType) !== 'dynamic') throw new NotSupportedByEmulator(`dynamic_to_json() of ${type}`);
    return (row) => {
      const value = evaluate(row) as Dynamic;
      return value === null ? '' : canonicalJson(value);
    };
  }),
};
