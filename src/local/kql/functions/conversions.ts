import { NotSupportedByEmulator } from '../errors';
import { convertValue } from '../values/convert';
import { DynamicTime, type KqlType, type Value } from '../values/types';
import { argument, type FunctionRule, type Rules, typed } from './rule';

function to(type: KqlType): FunctionRule {
  return typed((args) => {
    const { eval: evaluate, type: from } = argument(args, 0);
    return (row) => convertValue(evaluate(row), from, type);
  });
}

const typeNames: Readonly<Record<string, string>> = { boolean: 'bool', string: 'string', undefined: 'null' };

function dynamicTypeName(value: Value): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  if (value instanceof DynamicTime) return value.type;
  if (typeof value === 'number') {
    // JSON has one kind of number; a whole one may have been written as a real.
    return Number.isInteger(value) ? 'long' : 'double';
  }
  return typeNames[typeof value] ?? 'dictionary';
}

export const conversionRules: Rules = {
  tostring: to('string'),
  toint: to('int'),
  tolong: to('long'),
  todouble: to('real'),
  toreal: to('real'),
  tobool: to('bool'),
  toboolean: to('bool'),
  todatetime: to('datetime'),
  totimespan: to('timespan'),
  toguid: to('guid'),
  gettype: typed((args) => {
    const { eval: evaluate, type } = argument(args, 0);
    if (type !== 'dynamic') return () => type;
    return (row) => dynamicTypeName(evaluate(row));
  }),
};

/** The type of `typeof(x)` written as a literal. */
export function typeLiteral(name: string): KqlType {
  const types: Readonly<Record<string, KqlType>> = {
    ...{ bool: 'bool', boolean: 'bool', int: 'int', long: 'long', real: 'real', double: 'real' },
    ...{ string: 'string', datetime: 'datetime', date: 'datetime', timespan: 'timespan', time: 'timespan' },
    ...{ dynamic: 'dynamic', guid: 'guid' },
  };
  const type = types[name];
  if (!type) throw new NotSupportedByEmulator(`typeof(${name})`);
  return type;
}
