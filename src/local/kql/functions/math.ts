import { safeLong } from '../compile/arithmetic';
import { NotSupportedByEmulator } from '../errors';
import { type Rules, strict, typed } from './rule';

/** Results that are no number are null, as in the service. */
function real(compute: (...values: number[]) => number) {
  return strict((...values: number[]) => {
    const result = compute(...values);
    return Number.isNaN(result) ? null : result;
  });
}

export const mathRules: Rules = {
  abs: strict((value: number | bigint) =>
    typeof value === 'bigint' ? (value < 0n ? -value : value) : Math.abs(value),
  ),
  sign: strict((value: number) => Math.sign(value)),
  ceiling: typed(([arg], { type, name }) => {
    if (!arg) throw new NotSupportedByEmulator(name);
    return (row) => {
      const value = arg.eval(row) as number | null;
      return value === null ? null : type === 'real' ? Math.ceil(value) : safeLong(Math.ceil(value));
    };
  }),
  round: strict((value: number, digits = 0) => {
    const scaled = value * 10 ** digits;
    if (Math.abs(Math.abs(scaled % 1) - 0.5) < 1e-9) throw new NotSupportedByEmulator(`round() of ${value}, a tie`);
    return Math.round(scaled) / 10 ** digits;
  }),
  sqrt: real(Math.sqrt),
  pow: real((base, exponent) => base ** exponent),
  exp: real(Math.exp),
  exp2: real((value) => 2 ** value),
  exp10: real((value) => 10 ** value),
  log: real(Math.log),
  log2: real(Math.log2),
  log10: real(Math.log10),
  sin: real(Math.sin),
  cos: real(Math.cos),
  tan: real(Math.tan),
  asin: real(Math.asin),
  acos: real(Math.acos),
  atan: real(Math.atan),
  atan2: real(Math.atan2),
  pi: strict(() => Math.PI),
  radians: real((degrees) => (degrees * Math.PI) / 180),
  degrees: real((radians) => (radians * 180) / Math.PI),
  binary_and: strict((a: number, b: number) => Number(BigInt.asIntN(64, BigInt(a) & BigInt(b)))),
};
