import { notFound } from './graph-error';
import { graphObject } from './graph-objects';
import { type GraphRoute, graphPath } from './graph-route';

/** Users by object id or user principal name, and their managers. */
export const userRoutes: readonly GraphRoute[] = [
  {
    method: 'GET',
    path: graphPath('users/(?<id>[^/]+)'),
    anyOf: ['User.Read.All'],
    handle: ({ directory, request, path: { id = '' } }) => {
      const byName = directory.users().find((user) => user.userPrincipalName.toLowerCase() === id.toLowerCase());
      const entry = byName ? ({ kind: 'user', object: byName } as const) : directory.find(id);
      if (entry?.kind !== 'user') return notFound(id, request);
      return { status: 200, body: graphObject(entry, request.query.get('$select')) };
    },
  },
  {
    method: 'GET',
    path: graphPath('users/(?<id>[^/]+)/manager'),
    anyOf: ['User.Read.All'],
    handle: ({ directory, request, path: { id = '' } }) => {
      const user = directory.find(id);
      const managerId = user?.kind === 'user' ? user.object.managerId : undefined;
      const manager = managerId === undefined ? undefined : directory.find(managerId);
      if (!manager) return notFound('manager', request);
      return { status: 200, body: graphObject(manager, request.query.get('$select')) };
    },
  },
];
