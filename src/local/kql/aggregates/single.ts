import { safeLong } from '../compile/arithmetic';
import type { Scalar } from '../compile/scalar';
import { NotSupportedByEmulator } from '../errors';
import { compareValues, keyOf } from '../values/compare';
import { toDynamic } from '../values/json';
import { type Dynamic, isDynamicObject, type Row, type Value } from '../values/types';
import { type Aggregate, fold, onlyIf } from './aggregate';
import { beats, emptyOf } from './multi';

export type BuildAggregate = (args: readonly Scalar[], name: string) => Aggregate;

function argumentOf(args: readonly Scalar[], index: number, name: string): Scalar {
  const found = args[index];
  if (!found) throw new NotSupportedByEmulator(`${name}() with ${args.length} arguments`);
  return found;
}

const count: BuildAggregate = (args, name) => {
  if (args.length) throw new NotSupportedByEmulator(`${name}() with an argument`);
  return fold(
    () => 0,
    (total) => total + 1,
    (total) => total,
  );
};

const sum: BuildAggregate = (args, name) => {
  const { eval: read, type } = argumentOf(args, 0, name);
  if (type === 'timespan') {
    return fold(
      () => 0n,
      (total, row) => total + ((read(row) as bigint | null) ?? 0n),
      (total) => total,
    );
  }
  if (type === 'dynamic') throw new NotSupportedByEmulator(`${name}() of a dynamic`);
  return fold(
    () => 0,
    (total, row) => total + Number(read(row) ?? 0),
    (total) => (type === 'real' ? total : safeLong(total)),
  );
};

const avg: BuildAggregate = (args, name) => {
  const { eval: read, type } = argumentOf(args, 0, name);
  if (type === 'dynamic') throw new NotSupportedByEmulator(`${name}() of a dynamic`);
  if (type === 'timespan' || type === 'datetime') {
    return fold(
      () => ({ total: 0n, count: 0n }),
      (state, row) => {
        const value = read(row) as bigint | null;
        return value === null ? state : { total: state.total + value, count: state.count + 1n };
      },
      ({ total, count }) => (count === 0n ? null : total / count),
    );
  }
  return fold(
    () => ({ total: 0, count: 0 }),
    (state, row) => {
      const value = read(row);
      return value === null ? state : { total: state.total + Number(value), count: state.count + 1 };
    },
    ({ total, count }) => (count === 0 ? Number.NaN : total / count),
  );
};

function extreme(sign: 1 | -1): BuildAggregate {
  return (args, name) => {
    const { eval: read, type } = argumentOf(args, 0, name);
    if (type === 'dynamic') throw new NotSupportedByEmulator(`${name}() of a dynamic`);
    return fold<Value>(
      () => null,
      (best, row) => {
        const value = read(row);
        return beats(value, best, sign) ? value : best;
      },
      (best) => best ?? emptyOf(type),
    );
  };
}

const distinctCount: BuildAggregate = (args, name) => {
  const { eval: read } = argumentOf(args, 0, name);
  return fold(
    () => new Set<unknown>(),
    (seen, row) => {
      const value = read(row);
      return value === null ? seen : seen.add(keyOf(value));
    },
    (seen) => seen.size,
  );
};

/** Values are collected in the order met; arrays give their elements, nulls are left out unless asked for. */
function list(distinct: boolean, withNulls = false): BuildAggregate {
  return (args, name) => {
    const { eval: read, type } = argumentOf(args, 0, name);
    // A null inside a dynamic column is a value of its own.
    const keepsNull = withNulls || (type === 'dynamic' && !distinct);
    const max = args[1] ? limitOf(args[1], name) : 1_048_576;
    return {
      width: 1,
      start: () => {
        const values: Dynamic[] = [];
        const isNew = distinct ? firstTimes() : () => true;
        const push = (value: Dynamic) => {
          if ((value === null && !keepsNull) || values.length >= max) return;
          if (isNew(value)) values.push(value);
        };
        return {
          add: (row) => {
            const value = toDynamic(read(row), type);
            if (Array.isArray(value)) value.forEach(push);
            else push(value);
          },
          result: () => [values],
        };
      },
    };
  };
}

/** True for each value the first time it is seen. Most groups are small, and a list is cheaper than a Set for those. */
function firstTimes(): (value: Dynamic) => boolean {
  const few: unknown[] = [];
  let many: Set<unknown> | undefined;
  return (value) => {
    const key = keyOf(value);
    if (many ? many.has(key) : few.includes(key)) return false;
    if (many) many.add(key);
    else if (few.push(key) > 16) many = new Set(few);
    return true;
  };
}

function limitOf(arg: Scalar, name: string): number {
  const value = arg.literal?.value;
  if (typeof value !== 'number') throw new NotSupportedByEmulator(`${name}() with a computed limit`);
  return value;
}

const bag: BuildAggregate = (args, name) => {
  const { eval: read } = argumentOf(args, 0, name);
  return fold<Record<string, Dynamic>>(
    () => ({}),
    (all, row) => {
      const value = read(row);
      // The first value of a key stays.
      if (isDynamicObject(value)) for (const [key, member] of Object.entries(value)) all[key] ??= member;
      return all;
    },
    (all) => all,
  );
};

/** Two passes' worth of precision in one (Welford). `sample` divides by n − 1. */
function spread(root: boolean, sample: boolean): BuildAggregate {
  return (args, name) => {
    const { eval: read, type } = argumentOf(args, 0, name);
    if (type === 'dynamic' || type === 'timespan') throw new NotSupportedByEmulator(`${name}() of a ${type}`);
    return fold(
      () => ({ count: 0, mean: 0, squares: 0 }),
      (state, row) => {
        const value = read(row);
        if (value === null) return state;
        const count = state.count + 1;
        const off = Number(value) - state.mean;
        const mean = state.mean + off / count;
        return { count, mean, squares: state.squares + off * (Number(value) - mean) };
      },
      ({ count, squares }) => {
        if (count === 0) return 0;
        const variance = sample ? (count === 1 ? 0 : squares / (count - 1)) : squares / count;
        return root ? Math.sqrt(variance) : variance;
      },
    );
  };
}

/** Nearest rank, exact; the service estimates when values are many. */
const percentile: BuildAggregate = (args, name) => {
  const { eval: read, type } = argumentOf(args, 0, name);
  const share = argumentOf(args, 1, name).literal?.value;
  if (typeof share !== 'number' || type === 'dynamic') throw new NotSupportedByEmulator(`${name}() of these arguments`);
  return fold<Value[]>(
    () => [],
    (values, row) => {
      const value = read(row);
      if (value !== null) values.push(value);
      return values;
    },
    (values) => values.sort(compareValues)[Math.max(0, Math.ceil((share / 100) * values.length) - 1)] ?? null,
  );
};

/** `…if(value, test)`: the last argument is the test. */
function conditional(build: BuildAggregate, testAt: number): BuildAggregate {
  return (args, name) => {
    const test = argumentOf(args, testAt, name).eval;
    const rest = args.filter((_, index) => index !== testAt);
    return onlyIf(build(rest, name), (row: Row) => test(row));
  };
}

const takeAnyOne: BuildAggregate = (args, name) => {
  const { eval: read, type } = argumentOf(args, 0, name);
  return fold<Value>(
    () => emptyOf(type),
    (kept, row) => (kept === null || kept === '' ? read(row) : kept),
    (kept) => kept,
  );
};

export const aggregates: Readonly<Record<string, BuildAggregate>> = {
  count,
  countif: conditional(count, 0),
  sum,
  sumif: conditional(sum, 1),
  avg,
  avgif: conditional(avg, 1),
  min: extreme(-1),
  minif: conditional(extreme(-1), 1),
  max: extreme(1),
  maxif: conditional(extreme(1), 1),
  dcount: (args, name) => distinctCount(args.slice(0, 1), name),
  dcountif: conditional(distinctCount, 1),
  count_distinct: distinctCount,
  count_distinctif: conditional(distinctCount, 1),
  make_list: list(false),
  makelist: list(false),
  make_list_if: conditional(list(false), 1),
  make_list_with_nulls: list(false, true),
  make_set: list(true),
  makeset: list(true),
  make_set_if: conditional(list(true), 1),
  make_bag: bag,
  make_bag_if: conditional(bag, 1),
  stdev: spread(true, true),
  stdevif: conditional(spread(true, true), 1),
  stdevp: spread(true, false),
  variance: spread(false, true),
  varianceif: conditional(spread(false, true), 1),
  variancep: spread(false, false),
  percentile,
  take_any: takeAnyOne,
  any: takeAnyOne,
  take_anyif: conditional(takeAnyOne, 1),
  anyif: conditional(takeAnyOne, 1),
};
