import { tidyResourceId } from '../../core/resource-id';
import type { WireAnswer } from '../cloud/wire';
import { page } from './paging';
import { type ArmContext, type ArmRoute, authorizationPath, scopeOf } from './route';
import { reaches } from './scopes';

export const lockRoutes: readonly ArmRoute[] = [
  { method: 'GET', path: authorizationPath('locks'), action: 'Microsoft.Authorization/locks/read', handle: list },
];

/** At, above and below; `atScope()` leaves those below out. Inherited locks are in the list and nothing marks them but their id. */
function list(context: ArmContext): WireAnswer {
  const { state, request } = context;
  const scope = scopeOf(context);
  const atScope = /atScope\(\)/i.test(request.query.get('$filter') ?? '');
  const rows = state.locks.filter(
    (lock) => reaches(state, lock.scope, scope) || (!atScope && reaches(state, scope, lock.scope)),
  );
  return page(
    rows.map((lock) => ({
      id: `${tidyResourceId(lock.scope)}/providers/Microsoft.Authorization/locks/${lock.name}`,
      name: lock.name,
      type: 'Microsoft.Authorization/locks',
      properties: { level: lock.level, ...(lock.notes === undefined ? {} : { notes: lock.notes }) },
    })),
    context,
  );
}
