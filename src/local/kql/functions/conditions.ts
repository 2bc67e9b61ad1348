import type { Eval, Scalar } from '../compile/scalar';
import { NotSupportedByEmulator } from '../errors';
import { compareValues } from '../values/compare';
import { toDynamic } from '../values/json';
import type { KqlType, Value } from '../values/types';
import { argument, type FunctionRule, loose, type Rules, strict, typed } from './rule';

/** A branch as the common type of all: a long among reals is the same number, anything into dynamic is wrapped. */
function branch(arg: Scalar, type: KqlType) {
  const { eval: evaluate } = arg;
  return type === 'dynamic' && arg.type !== 'dynamic'
    ? (row: readonly Value[]) => toDynamic(evaluate(row), arg.type)
    : evaluate;
}

const choose: FunctionRule = typed((args, { type }) => {
  const test = argument(args, 0).eval;
  const yes = branch(argument(args, 1), type);
  const no = branch(argument(args, 2), type);
  return (row) => (test(row) === true ? yes(row) : no(row));
});

const chooseFirst: FunctionRule = typed((args, { type }) => {
  const arms: { test: Eval; value: Eval }[] = [];
  for (let at = 0; at + 1 < args.length; at += 2) {
    arms.push({ test: argument(args, at).eval, value: branch(argument(args, at + 1), type) });
  }
  const otherwise = branch(argument(args, args.length - 1), type);
  return (row) => {
    for (const { test, value } of arms) if (test(row) === true) return value(row);
    return otherwise(row);
  };
});

/** The first argument that is not null; an empty text counts as null. */
const coalesce: FunctionRule = typed((args, { type }) => {
  const evals = args.map((arg) => branch(arg, type));
  return (row) => {
    for (const evaluate of evals) {
      const value = evaluate(row);
      if (value !== null && value !== '') return value;
    }
    return type === 'string' ? '' : null;
  };
});

function extreme(sign: 1 | -1): FunctionRule {
  return typed((args, { name }) => {
    if (args.some(({ type }) => type === 'dynamic' || type === 'bool'))
      throw new NotSupportedByEmulator(`${name}() of these types`);
    const evals = args.map((arg) => arg.eval);
    return (row) => {
      let best: Value = null;
      for (const evaluate of evals) {
        const value = evaluate(row);
        if (value !== null && (best === null || compareValues(value, best) * sign > 0)) best = value;
      }
      return best;
    };
  });
}

export const conditionRules: Rules = {
  iif: choose,
  iff: choose,
  case: chooseFirst,
  coalesce,
  max_of: extreme(1),
  min_of: extreme(-1),
  not: strict((value: boolean) => !value),
  isnull: loose((value) => value === null),
  isnotnull: loose((value) => value !== null),
  isnan: strict((value: number) => Number.isNaN(value)),
  isinf: strict((value: number) => value === Infinity || value === -Infinity),
  isfinite: strict((value: number) => Number.isFinite(value)),
};
