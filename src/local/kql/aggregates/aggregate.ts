import type { Row, Value } from '../values/types';

/** One aggregate call: `start` opens the state of a group, which takes rows and in the end gives `width` values. */
export interface Aggregate {
  readonly width: number;
  readonly start: () => AggregateState;
}

export interface AggregateState {
  readonly add: (row: Row) => void;
  readonly result: () => readonly Value[];
}

/** An aggregate of one value, as a fold. */
export function fold<S>(initial: () => S, step: (state: S, row: Row) => S, finish: (state: S) => Value): Aggregate {
  return {
    width: 1,
    start: () => {
      let state = initial();
      return {
        add: (row) => {
          state = step(state, row);
        },
        result: () => [finish(state)],
      };
    },
  };
}

/** The same aggregate over the rows for which `test` is true. */
export function onlyIf(aggregate: Aggregate, test: (row: Row) => Value): Aggregate {
  return {
    width: aggregate.width,
    start: () => {
      const state = aggregate.start();
      return { add: (row) => (test(row) === true ? state.add(row) : undefined), result: state.result };
    },
  };
}
