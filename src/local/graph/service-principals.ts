import { notFound } from './graph-error';
import { collection, graphObject } from './graph-objects';
import { type GraphRoute, graphPath } from './graph-route';

/** Service principals and managed identities, and who owns them. */
export const servicePrincipalRoutes: readonly GraphRoute[] = [
  {
    method: 'GET',
    path: graphPath('servicePrincipals/(?<id>[^/]+)'),
    anyOf: ['Application.Read.All'],
    handle: ({ directory, request, path: { id = '' } }) => {
      const entry = directory.find(id);
      if (entry?.kind !== 'servicePrincipal') return notFound(id, request);
      return { status: 200, body: graphObject(entry, request.query.get('$select')) };
    },
  },
  {
    method: 'GET',
    path: graphPath('servicePrincipals/(?<id>[^/]+)/owners'),
    anyOf: ['Application.Read.All'],
    handle: (context) => {
      const { directory, request } = context;
      const entry = directory.find(context.path.id ?? '');
      if (entry?.kind !== 'servicePrincipal') return notFound(context.path.id ?? '', request);
      const owners = (entry.object.ownerIds ?? []).flatMap((id) => directory.find(id) ?? []);
      const select = request.query.get('$select');
      return {
        status: 200,
        body: collection(
          owners.map((owner) => graphObject(owner, select)),
          context,
        ),
      };
    },
  },
];
