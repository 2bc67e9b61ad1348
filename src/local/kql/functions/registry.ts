import { aggregates } from '../aggregates/single';
import { oncePerRun, type Scalar } from '../compile/scalar';
import { compileScalar, type Scope } from '../compile/scope';
import { NotSupportedByEmulator } from '../errors';
import type { Node } from '../syntax/node';
import type { KqlType } from '../values/types';
import { arrayRules } from './arrays';
import { bagRules } from './bags';
import { binRules } from './bins';
import { calendarRules } from './calendar';
import { conditionRules } from './conditions';
import { conversionRules } from './conversions';
import { datetimeRules } from './datetimes';
import { formatRules } from './formats';
import { ipRules } from './ip';
import { jsonRules } from './json';
import { mathRules } from './math';
import { regexRules } from './regexes';
import type { Rules } from './rule';
import { setRules } from './sets';
import { stringRules } from './strings';
import { windowRules } from './windows';

const rules: Rules = {
  ...arrayRules,
  ...bagRules,
  ...binRules,
  ...calendarRules,
  ...conditionRules,
  ...conversionRules,
  ...datetimeRules,
  ...formatRules,
  ...ipRules,
  ...jsonRules,
  ...mathRules,
  ...regexRules,
  ...setRules,
  ...stringRules,
  ...windowRules,
};

export interface Call {
  readonly name: string;
  readonly node: Node;
  readonly argumentNodes: readonly Node[];
  readonly scope: Scope;
  readonly type: KqlType | undefined;
}

export function callFunction({ name, node, argumentNodes, scope, type }: Call): Scalar {
  const aggregated = scope.aggregate && aggregates[name];
  if (scope.aggregate && aggregated && type) {
    const { over, reserve } = scope.aggregate;
    const args = argumentNodes.map((argument) => compileScalar(argument, over));
    return reserve(aggregated(args, name), type);
  }
  const rule = Object.hasOwn(rules, name) ? rules[name] : undefined;
  if (!rule) throw new NotSupportedByEmulator(`the function ${name}()`);
  if (!type || (type as string) === 'decimal') throw new NotSupportedByEmulator(`${name}() of type ${type ?? 'none'}`);
  // A `typeof(…)` argument has done its work in the type the binder gave the call.
  const valueNodes = argumentNodes.filter(({ kind }) => kind !== 'TypeOfLiteralExpression');
  const args = valueNodes.map((argument) => compileScalar(argument, scope));
  const evaluate = rule.build({ name, node, args, scope, type });
  const constant = !rule.perRow && args.every((arg) => arg.constant);
  return { type, constant, eval: constant ? oncePerRun(scope.session, () => evaluate([])) : evaluate };
}
