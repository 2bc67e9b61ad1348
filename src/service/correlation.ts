import { AsyncLocalStorage } from 'node:async_hooks';
import type { LogFields } from '../core/log';

const current = new AsyncLocalStorage<LogFields>();

/**
 * Runs the work under these ids: every line logged in it carries them, however deep, down to the request to Azure. Ids add to those around them.
 */
export function withIds<T>(ids: LogFields, work: () => T): T {
  return current.run({ ...current.getStore(), ...ids }, work);
}

/** The ids of the work under way; none outside of any. */
export const currentIds = (): LogFields => current.getStore() ?? {};
