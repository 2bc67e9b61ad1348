import type { Scope } from '../compile/scope';
import { NotSupportedByEmulator, semanticError } from '../errors';
import type { Value } from '../values/types';
import { argument, type CallSite, type FunctionRule, type Rules } from './rule';

/** Window functions need rows in a defined order; the service refuses them otherwise, the binder does not notice. */
function claimWindow({ scope, name, node }: CallSite): Scope['session'] {
  if (!scope.ordered) {
    throw semanticError(
      'EMU030',
      `${name}() needs rows in a defined order (sort or serialize)`,
      node.start,
      node.length,
    );
  }
  scope.window.used = true;
  return scope.session;
}

function neighbour(direction: 1 | -1): FunctionRule {
  return {
    perRow: true,
    build: (call) => {
      const session = claimWindow(call);
      const value = argument(call.args, 0);
      const [, offset, fallback] = call.args;
      return (row) => {
        const { rows, index } = session.window;
        const steps = offset ? (offset.eval(row) as number) : 1;
        const other = rows[index + direction * steps];
        if (other) return value.eval(other);
        return fallback ? fallback.eval(row) : value.type === 'string' ? '' : null;
      };
    },
  };
}

/** Counts from the start, and again from there on rows where the second argument is true. */
const rowNumber: FunctionRule = {
  perRow: true,
  build: (call) => {
    const session = claimWindow(call);
    const [start, restart] = call.args;
    let number = 0;
    return (row) => {
      const first = start ? (start.eval(row) as number) : 1;
      number = session.window.index === 0 || restart?.eval(row) === true ? first : number + 1;
      return number;
    };
  },
};

const cumulativeSum: FunctionRule = {
  perRow: true,
  build: (call) => {
    const session = claimWindow(call);
    const term = argument(call.args, 0);
    const restart = call.args[1];
    if (term.type === 'dynamic') throw new NotSupportedByEmulator('row_cumsum() of dynamic');
    let sum: number | bigint = 0;
    return (row) => {
      const value = term.eval(row) as number | bigint | null;
      const again = session.window.index === 0 || restart?.eval(row) === true;
      const zero = term.type === 'timespan' ? 0n : 0;
      sum = ((again ? zero : sum) as number) + ((value ?? zero) as number);
      return sum as Value;
    };
  },
};

export const windowRules: Rules = {
  row_number: rowNumber,
  row_cumsum: cumulativeSum,
  prev: neighbour(-1),
  next: neighbour(1),
  ingestion_time: {
    perRow: true,
    build: ({ scope }) => {
      if (!scope.ingestion) throw new NotSupportedByEmulator('ingestion_time() away from the rows of a table');
      return scope.ingestion;
    },
  },
};
