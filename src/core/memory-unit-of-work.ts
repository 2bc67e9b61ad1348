import type { UnitOfWork } from './unit-of-work';

/** Runs one piece of work after the other over memory adapters. It cannot roll back: for replay and tests only. */
export function memoryUnitOfWork(): UnitOfWork {
  let last: Promise<unknown> = Promise.resolve();
  return {
    run(work) {
      const result = last.then(() => work({ kind: 'tx' }));
      // The queue goes on after a failure; the caller gets it through `result`.
      last = result.catch(() => undefined);
      return result;
    },
  };
}
