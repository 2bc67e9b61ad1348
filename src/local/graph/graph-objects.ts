import type { DirectoryObject } from '../cloud/directory';
import type { GraphContext } from './graph-route';

type Fields = Readonly<Record<string, unknown>>;

/** What Graph gives without `$select`: for users a short default set, so that a caller who forgets `$select` misses fields here too. */
const defaults: Readonly<Record<DirectoryObject['kind'], readonly string[]>> = {
  user: ['id', 'displayName', 'userPrincipalName', 'mail', 'jobTitle', 'officeLocation'],
  group: ['id', 'displayName', 'description', 'securityEnabled'],
  servicePrincipal: ['id', 'appId', 'displayName', 'servicePrincipalType', 'accountEnabled', 'alternativeNames'],
};

/** A directory object as JSON with its `@odata.type`, cut to `$select`. */
export function graphObject(entry: DirectoryObject, select: string | null): Fields {
  const chosen = select?.split(',').map((name) => name.trim().toLowerCase());
  const names = chosen ? ['id', ...chosen] : defaults[entry.kind].map((name) => name.toLowerCase());
  const fields = Object.entries(allFields(entry)).filter(([name]) => names.includes(name.toLowerCase()));
  return { '@odata.type': `#microsoft.graph.${entry.kind}`, ...Object.fromEntries(fields) };
}

function allFields(entry: DirectoryObject): Fields {
  if (entry.kind === 'user') {
    const { managerId: _, ...user } = entry.object;
    const { mail = null, jobTitle = null, department = null, officeLocation = null, ...rest } = user;
    return { accountEnabled: true, userType: 'Member', ...rest, mail, jobTitle, department, officeLocation };
  }
  if (entry.kind === 'group') {
    const { id, displayName, description = null } = entry.object;
    return { id, displayName, description, securityEnabled: true, mailEnabled: false, groupTypes: [] };
  }
  const { ownerIds: _, ...principal } = entry.object;
  return { accountEnabled: true, alternativeNames: [], ...principal };
}

/** One page of a collection with an absolute `@odata.nextLink`; `$top` may ask for fewer rows than the page size. */
export function collection(rows: readonly unknown[], { request, pageSize }: GraphContext): Fields {
  const top = Number(request.query.get('$top') ?? pageSize);
  const size = Math.max(1, Math.min(Number.isInteger(top) ? top : pageSize, pageSize));
  const start = Number(request.query.get('$skiptoken') ?? 0);
  const value = rows.slice(start, start + size);
  const context = { '@odata.context': `${request.origin}/v1.0/$metadata#directoryObjects` };
  if (start + size >= rows.length) return { ...context, value };
  const query = new URLSearchParams(request.query);
  query.set('$skiptoken', String(start + size));
  return { ...context, '@odata.nextLink': `${request.origin}${request.path}?${query}`, value };
}
