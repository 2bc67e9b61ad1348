import { NotSupportedByEmulator } from '../errors';
import { compareValues } from '../values/compare';
import { type Dynamic, DynamicTime, isNumeric, type KqlType, type Row, type Value } from '../values/types';
import { combine, type Eval, type Scalar } from './scalar';
import type { Scope } from './scope';

/** `== != < <= > >=`. No value equals null and every value differs from it; null against null, and any order with null, is unknown. */
export function compileComparison(operator: string, left: Scalar, right: Scalar, scope: Scope): Scalar {
  const [a, b] = alignTypes(operator, left, right);
  const evaluate = choose(operator, a, b);
  return combine(scope.session, 'bool', [left, right], evaluate);
}

function choose(operator: string, left: Eval, right: Eval): Eval {
  switch (operator) {
    case '==':
      return (row) => equal(left(row), right(row));
    case '!=':
    case '<>':
      return (row) => different(left(row), right(row));
    case '<':
      return ordered(left, right, (a, b) => a < b);
    case '<=':
      return ordered(left, right, (a, b) => a <= b);
    case '>':
      return ordered(left, right, (a, b) => a > b);
    default:
      return ordered(left, right, (a, b) => a >= b);
  }
}

type Comparable = number | bigint | string;

function ordered(left: Eval, right: Eval, test: (a: Comparable, b: Comparable) => boolean): Eval {
  return (row: Row) => {
    const a = left(row);
    const b = right(row);
    return a === null || b === null ? null : test(a as Comparable, b as Comparable);
  };
}

function equal(a: Value, b: Value): Value {
  if (a === null || b === null) return a === null && b === null ? null : false;
  return a === b || (typeof a === 'object' && compareValues(a, b) === 0);
}

function different(a: Value, b: Value): Value {
  if (a === null || b === null) return a === null && b === null ? null : true;
  return a !== b && (typeof a !== 'object' || compareValues(a, b) !== 0);
}

/** Both sides as values of one type. A dynamic side gives up its value if it has the other side's type and is null otherwise. */
export function alignTypes(construct: string, left: Scalar, right: Scalar): [Eval, Eval] {
  if (left.type === 'dynamic' && right.type !== 'dynamic')
    return [narrowed(left.eval, right.type, construct), right.eval];
  if (right.type === 'dynamic' && left.type !== 'dynamic')
    return [left.eval, narrowed(right.eval, left.type, construct)];
  const same = left.type === right.type || (isNumeric(left.type) && isNumeric(right.type));
  if (!same) throw new NotSupportedByEmulator(`${left.type} ${construct} ${right.type}`);
  if (left.type === 'bool') return [asNumber(left.eval), asNumber(right.eval)];
  return [left.eval, right.eval];
}

function asNumber(evaluate: Eval): Eval {
  return (row) => {
    const value = evaluate(row);
    return typeof value === 'boolean' ? Number(value) : value;
  };
}

function narrowed(evaluate: Eval, type: KqlType, construct: string): Eval {
  return (row) => narrow(evaluate(row) as Dynamic, type, construct);
}

/** A dynamic met by a typed value. How the service converts between unlike scalars here is not known, so that is refused. */
export function narrow(value: Dynamic, type: KqlType, construct: string): Value {
  if (value === null) return type === 'string' ? '' : null;
  if (isNumeric(type) && typeof value === 'number') return value;
  if ((type === 'string' || type === 'guid') && typeof value === 'string') return value;
  if (type === 'bool' && typeof value === 'boolean') return value;
  if (value instanceof DynamicTime && value.type === type) return value.ticks;
  throw new NotSupportedByEmulator(`a dynamic ${Array.isArray(value) ? 'array' : typeof value} ${construct} a ${type}`);
}
