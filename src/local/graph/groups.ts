import type { DirectoryObject } from '../cloud/directory';
import type { WireAnswer } from '../cloud/wire';
import { notFound } from './graph-error';
import { collection, graphObject } from './graph-objects';
import { type GraphContext, type GraphRoute, graphPath } from './graph-route';

/** Groups, their direct and transitive members, their owners. */
export const groupRoutes: readonly GraphRoute[] = [
  {
    method: 'GET',
    path: graphPath('groups/(?<id>[^/]+)'),
    anyOf: ['GroupMember.Read.All'],
    handle: ({ directory, request, path: { id = '' } }) => {
      const entry = directory.find(id);
      if (entry?.kind !== 'group') return notFound(id, request);
      return { status: 200, body: graphObject(entry, request.query.get('$select')) };
    },
  },
  related('transitiveMembers', ({ directory, path }) => directory.transitiveMembersOf(path.id ?? '')),
  related('members', (context) => resolve(context, groupOf(context)?.memberIds ?? [])),
  related('owners', (context) => resolve(context, groupOf(context)?.ownerIds ?? [])),
];

function related(name: string, of: (context: GraphContext) => readonly DirectoryObject[]): GraphRoute {
  return {
    method: 'GET',
    path: graphPath(`groups/(?<id>[^/]+)/${name}`),
    anyOf: ['GroupMember.Read.All'],
    handle: (context): WireAnswer => {
      if (!groupOf(context)) return notFound(context.path.id ?? '', context.request);
      const select = context.request.query.get('$select');
      return {
        status: 200,
        body: collection(
          of(context).map((entry) => graphObject(entry, select)),
          context,
        ),
      };
    },
  };
}

function groupOf({ directory, path }: GraphContext) {
  const entry = directory.find(path.id ?? '');
  return entry?.kind === 'group' ? entry.object : undefined;
}

function resolve({ directory }: GraphContext, ids: readonly string[]): readonly DirectoryObject[] {
  return ids.flatMap((id) => directory.find(id) ?? []);
}
