import type { UnitOfWork } from './unit-of-work';

/** Runs one piece of work after the other over memory adapters. It cannot roll back: for replay and tests only. */
export function memoryUnitOfWork(): UnitOfWork {
  let last: Promise<unknown> = Promise.resolve();
  return {
    async run(work) {
      const result = last.then(() => work({ kind: 'tx' }));
      // The queue goes on after a failure. The caller has it, as a promise of its own: one that is dropped still shows as unhandled.
      last = result.catch(() => undefined);
      return await result;
    },
  };
}
