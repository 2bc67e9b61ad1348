import type { Eval } from '../compile/scalar';
import { compileScalar, type Relation, readColumn, type Scope } from '../compile/scope';
import { NotSupportedByEmulator, semanticError } from '../errors';
import { items, type Node, nameOf, part } from '../syntax/node';
import { compareValues } from '../values/compare';
import type { KqlType, Row, Value } from '../values/types';
import type { Aggregate } from './aggregate';

export interface AggregateContext {
  readonly scope: Scope;
  readonly input: Relation;
  readonly groupNodes: readonly Node[];
}

/** `arg_max`, `arg_min` and `take_any`, which give several columns at once; undefined for any other expression. */
export function multiAggregate(node: Node, context: AggregateContext): Aggregate | undefined {
  if (node.kind !== 'FunctionCallExpression') return undefined;
  const name = nameOf(part(node, 'Name'));
  const args = items(part(node, 'ArgumentList'), 'Expressions');
  switch (name) {
    case 'arg_max':
    case 'arg_min':
      return argExtreme(args, context, name === 'arg_max' ? 1 : -1);
    case 'take_any':
    case 'any':
      return takeAny(args, context);
    default:
      return undefined;
  }
}

interface Returned {
  readonly read: Eval;
  readonly type: KqlType;
}

/** The columns returned; `*` is every column that is neither a group nor the one ordered by. */
function returned(args: readonly Node[], { scope, input, groupNodes }: AggregateContext, ordering?: Node): Returned[] {
  const taken = new Set(
    [...groupNodes, ...(ordering ? [ordering] : [])].filter(({ kind }) => kind === 'NameReference').map(nameOf),
  );
  return args.flatMap((arg): Returned[] => {
    if (arg.kind !== 'StarExpression') {
      const { eval: read, type } = compileScalar(
        arg.kind === 'SimpleNamedExpression' ? part(arg, 'Expression') : arg,
        scope,
      );
      return [{ read, type }];
    }
    return input.columns.flatMap(({ name, type }): Returned[] => {
      if (taken.has(name)) return [];
      if (type === 'decimal') throw new NotSupportedByEmulator('a decimal column');
      return [{ read: readColumn(scope, name), type }];
    });
  });
}

function argExtreme(args: readonly Node[], context: AggregateContext, sign: 1 | -1): Aggregate {
  const [ordering, ...rest] = args;
  if (!ordering) throw semanticError('EMU070', 'arg_max() needs an expression to order by');
  const order = compileScalar(ordering, context.scope);
  if (order.type === 'dynamic') throw new NotSupportedByEmulator('arg_max() by a dynamic');
  const columns: Returned[] = [{ read: order.eval, type: order.type }, ...returned(rest, context, ordering)];
  return {
    width: columns.length,
    start: () => {
      let best: Row | undefined;
      let bestValue: Value = null;
      return {
        add: (row) => {
          const value = order.eval(row);
          const better = best === undefined || beats(value, bestValue, sign);
          if (better) {
            best = row;
            bestValue = value;
          }
        },
        result: () => columns.map(({ read, type }) => (best ? read(best) : emptyOf(type))),
      };
    },
  };
}

/** Whether `value` replaces `best`. Null never does; NaN does both ways. */
export function beats(value: Value, best: Value, sign: 1 | -1): boolean {
  if (value === null || Number.isNaN(best)) return false;
  return best === null || Number.isNaN(value) || compareValues(value, best) * sign > 0;
}

/** The first value met that is not null or empty; with several columns the first row's. */
function takeAny(args: readonly Node[], context: AggregateContext): Aggregate {
  const columns = returned(args, context);
  const [only] = columns;
  return {
    width: columns.length,
    start: () => {
      let chosen: Row | undefined;
      return {
        add: (row) => {
          if (chosen === undefined) chosen = row;
          else if (columns.length === 1 && only && isBlank(only.read(chosen)) && !isBlank(only.read(row))) chosen = row;
        },
        result: () => columns.map(({ read, type }) => (chosen ? read(chosen) : emptyOf(type))),
      };
    },
  };
}

function isBlank(value: Value): boolean {
  return value === null || value === '';
}

export function emptyOf(type: KqlType): Value {
  return type === 'string' ? '' : null;
}
