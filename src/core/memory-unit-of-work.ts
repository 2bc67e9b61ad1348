import type { EagerUnitOfWork, UnitOfWork } from './unit-of-work';

/** Runs one piece of work after the other over memory adapters. It cannot roll back: for replay and tests only. */
export function memoryUnitOfWork(): EagerUnitOfWork {
  let last: Promise<unknown> = Promise.resolve();
  const run: UnitOfWork['run'] = async (work) => {
    const result = last.then(() => work({ kind: 'tx' }));
    // The queue goes on after a failure. The caller has it, as a promise of its own: one that is dropped still shows as unhandled.
    last = result.catch(() => undefined);
    return await result;
  };
  return { run, soon: async (work) => ({ value: await run(work), durable: Promise.resolve() }) };
}
