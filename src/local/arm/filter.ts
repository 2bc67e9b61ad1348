import type { Directory } from '../cloud/directory';
import { fail } from '../cloud/wire';
import type { ArmState } from './arm-state';
import { reaches, same } from './scopes';

/** What `$filter` asks for; the authorization service knows only these terms, joined by `and`. */
interface Filter {
  readonly atScope: boolean;
  readonly assignedTo?: string;
  readonly principalId?: string;
  readonly equals: readonly { readonly field: string; readonly value: string }[];
}

export interface Placed {
  readonly scope: string;
  readonly principalId: string;
}

/** Reads `$filter`; an unknown term is the service's 400, never ignored. */
export function parseFilter(text: string | null): Filter {
  let filter: Filter = { atScope: false, equals: [] };
  for (const term of (text ?? '').split(/\s+and\s+/i).filter((part) => part.trim() !== '')) {
    const [, assignedTo] = /^\s*assignedTo\(\s*'([^']*)'\s*\)\s*$/i.exec(term) ?? [];
    const [, field, value] = /^\s*(\w+)\s+eq\s+'([^']*)'\s*$/i.exec(term) ?? [];
    if (/^\s*atScope\(\)\s*$/i.test(term)) filter = { ...filter, atScope: true };
    else if (assignedTo !== undefined) filter = { ...filter, assignedTo };
    else if (field !== undefined && value !== undefined && same(field, 'principalId'))
      filter = { ...filter, principalId: value };
    else if (field !== undefined && value !== undefined)
      filter = { ...filter, equals: [...filter.equals, { field, value }] };
    else fail(400, 'BadRequestQuery', `The filter '${term.trim()}' is not supported.`);
  }
  return filter;
}

/**
 * The rows a list at `scope` answers. Without a filter and with `principalId` or `assignedTo` alone: above, at and below. With `atScope()`: at or
 * above. `assignedTo` follows the groups of a user or service principal and refuses a group's id.
 */
export function placedRows<T extends Placed>(
  rows: readonly T[],
  scope: string,
  filterText: string | null,
  { state, directory }: { readonly state: ArmState; readonly directory: Directory },
): readonly T[] {
  const filter = parseFilter(filterText);
  const [unknown] = filter.equals;
  if (unknown) fail(400, 'BadRequestQuery', `The filter on '${unknown.field}' is not supported.`);
  const reach = filter.assignedTo === undefined ? undefined : identitiesOf(filter.assignedTo, directory);
  return rows.filter((row) => {
    const above = reaches(state, row.scope, scope);
    if (!above && (filter.atScope || !reaches(state, scope, row.scope))) return false;
    if (filter.principalId !== undefined && !same(row.principalId, filter.principalId)) return false;
    return reach === undefined || reach.has(row.principalId.toLowerCase());
  });
}

function identitiesOf(principalId: string, directory: Directory): ReadonlySet<string> {
  if (directory.find(principalId)?.kind === 'group') {
    fail(400, 'InvalidPrincipalType', `assignedTo() takes a user or service principal, '${principalId}' is a group.`);
  }
  return new Set([principalId.toLowerCase(), ...directory.groupsOf(principalId)]);
}
