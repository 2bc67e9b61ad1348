import { NotSupportedByEmulator } from '../errors';
import type { Node } from '../syntax/node';
import { inCalendar } from '../values/datetime';
import { isNumeric, type KqlType, type Value } from '../values/types';
import { combine, type Scalar } from './scalar';
import { scalarType } from './scalar-type';
import type { Scope } from './scope';

type Compute = (a: Value, b: Value) => Value;

/** `+ - * / %` over numbers, datetimes and timespans. A null operand gives null. */
export function compileArithmetic(operator: string, left: Scalar, right: Scalar, node: Node, scope: Scope): Scalar {
  const type = scalarType(node);
  const compute = chooseCompute(operator, left.type, right.type, type);
  return combine(scope.session, type, [left, right], (row) => {
    const a = left.eval(row);
    if (a === null) return null;
    const b = right.eval(row);
    return b === null ? null : compute(a, b);
  });
}

function chooseCompute(operator: string, left: KqlType, right: KqlType, result: KqlType): Compute {
  const shape = `${kindOf(left)} ${operator} ${kindOf(right)}`;
  const compute = (isNumeric(result) && left !== 'real' && right !== 'real' ? integers : reals)[shape] ?? times[shape];
  if (!compute) throw new NotSupportedByEmulator(`${left} ${operator} ${right}`);
  return compute;
}

function kindOf(type: KqlType): string {
  return isNumeric(type) ? 'number' : type;
}

/** A result the engine can hold exactly; the service would carry on in 64 bits. */
export function safeLong(value: number): number {
  if (!Number.isSafeInteger(value)) throw new NotSupportedByEmulator(`a long beyond 2^53 (${value})`);
  // No negative zero among the integers.
  return value + 0;
}

const number = (compute: (a: number, b: number) => number | null): Compute => compute as Compute;
const ticks = (compute: (a: bigint, b: bigint) => bigint | number | null): Compute => compute as Compute;

const integers: Readonly<Record<string, Compute>> = {
  'number + number': number((a, b) => safeLong(a + b)),
  'number - number': number((a, b) => safeLong(a - b)),
  'number * number': number((a, b) => safeLong(a * b)),
  'number / number': number((a, b) => (b === 0 ? null : Math.trunc(a / b) + 0)),
  'number % number': number((a, b) => (b === 0 ? null : positiveModulo(a, b))),
};

/** Never negative, whatever the signs. */
function positiveModulo(a: number, b: number): number {
  const size = Math.abs(b);
  return (((a % size) + size) % size) + 0;
}

const reals: Readonly<Record<string, Compute>> = {
  'number + number': number((a, b) => a + b),
  'number - number': number((a, b) => a - b),
  'number * number': number((a, b) => a * b),
  'number / number': number((a, b) => a / b),
  'number % number': number((a, b) => positiveModulo(a, b)),
};

/** A timespan times a number; whole factors stay exact. */
export function scaleTicks(span: bigint, factor: number): bigint | null {
  if (Number.isInteger(factor)) return span * BigInt(factor);
  const scaled = Number(span) * factor;
  return Number.isFinite(scaled) ? BigInt(Math.trunc(scaled)) : null;
}

function divideTicks(span: bigint, by: number): bigint | null {
  if (by === 0) return null;
  if (Number.isInteger(by)) return span / BigInt(by);
  const quotient = Number(span) / by;
  return Number.isFinite(quotient) ? BigInt(Math.trunc(quotient)) : null;
}

const times: Readonly<Record<string, Compute>> = {
  'datetime + timespan': ticks((a, b) => inCalendar(a + b)),
  'timespan + datetime': ticks((a, b) => inCalendar(a + b)),
  'datetime - timespan': ticks((a, b) => inCalendar(a - b)),
  'datetime - datetime': ticks((a, b) => a - b),
  'timespan + timespan': ticks((a, b) => a + b),
  'timespan - timespan': ticks((a, b) => a - b),
  'timespan / timespan': ticks((a, b) => (b === 0n ? null : Number(a) / Number(b))),
  'timespan % timespan': ticks((a, b) => (b === 0n ? null : ((a % b) + b) % b)),
  'timespan * number': (a, b) => scaleTicks(a as bigint, b as number),
  'number * timespan': (a, b) => scaleTicks(b as bigint, a as number),
  'timespan / number': (a, b) => divideTicks(a as bigint, b as number),
};
