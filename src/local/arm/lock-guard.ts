import { isWithin } from '../../core/resource-id';
import { fail } from '../cloud/wire';
import type { ArmState } from './arm-state';

/**
 * What a management lock stops. `CanNotDelete` at or above a scope stops deletes there, of role assignments too, while adding still works;
 * `ReadOnly` stops every write and POST action as well.
 */
export function refuseIfLocked(state: ArmState, target: string, operation: 'delete' | 'write' | 'action'): void {
  const inTheWay = state.locks.filter(
    (lock) => isWithin(target, lock.scope) && (lock.level === 'ReadOnly' || operation === 'delete'),
  );
  if (inTheWay.length === 0) return;
  const scopes = inTheWay.map((lock) => `'${lock.scope}'`).join(', ');
  fail(
    409,
    'ScopeLocked',
    `The scope '${target}' cannot perform ${operation} operation because following scope(s) are locked: ${scopes}. Please remove the lock and try again.`,
  );
}
