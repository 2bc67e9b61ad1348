import { safeLong } from '../compile/arithmetic';
import { NotSupportedByEmulator } from '../errors';
import { floorDiv } from '../values/datetime';
import { isNumeric, type Value } from '../values/types';
import { argument, type FunctionRule, type Rules, typed } from './rule';

/** Rounds down to a multiple of the size; datetimes count from 0001-01-01, or from the fixed point. */
function down(value: Value, size: Value, from: Value): Value {
  if (value === null || size === null || from === null) return null;
  if (typeof value === 'bigint') {
    const [step, origin] = [size as bigint, from as bigint];
    return step <= 0n ? null : floorDiv(value - origin, step) * step + origin;
  }
  const [number, step, origin] = [value as number, size as number, from as number];
  return step <= 0 ? null : Math.floor((number - origin) / step) * step + origin;
}

const bin: FunctionRule = typed((args, { type, name }) => {
  const value = argument(args, 0);
  const size = argument(args, 1);
  const from = args[2];
  const whole = type === 'long' || type === 'int';
  const sameKind = isNumeric(value.type) === isNumeric(size.type);
  if (!sameKind || value.type === 'dynamic')
    throw new NotSupportedByEmulator(`${name}() of ${value.type} by ${size.type}`);
  const zero = isNumeric(value.type) ? 0 : 0n;
  return (row) => {
    const binned = down(value.eval(row), size.eval(row), from ? from.eval(row) : zero);
    return whole && typeof binned === 'number' ? safeLong(binned) : binned;
  };
});

export const binRules: Rules = { bin, floor: bin, bin_at: bin };
