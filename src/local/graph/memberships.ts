import { recordOf } from '../cloud/wire';
import { graphError, notFound } from './graph-error';
import { graphObject } from './graph-objects';
import { type GraphRoute, graphPath } from './graph-route';

/** Graph's own limits on the ids one call may carry. */
const idsPerMembershipCheck = 20;
const idsPerLookup = 1000;

/** Questions about many ids at once. */
export const membershipRoutes: readonly GraphRoute[] = [
  {
    method: 'POST',
    path: graphPath('(?:users|servicePrincipals|directoryObjects)/(?<id>[^/]+)/checkMemberGroups'),
    anyOf: ['GroupMember.Read.All'],
    handle: ({ directory, request, path: { id = '' } }) => {
      if (!directory.find(id)) return notFound(id, request);
      const asked = textsOf(recordOf(request.body).groupIds);
      if (asked.length === 0 || asked.length > idsPerMembershipCheck) {
        return graphError(400, 'Request_BadRequest', `groupIds takes 1 to ${idsPerMembershipCheck} ids.`, request);
      }
      const held = directory.groupsOf(id);
      return { status: 200, body: { value: asked.filter((groupId) => held.has(groupId.toLowerCase())) } };
    },
  },
  {
    method: 'POST',
    path: graphPath('directoryObjects/getByIds'),
    anyOf: ['User.Read.All', 'GroupMember.Read.All', 'Application.Read.All'],
    handle: ({ directory, request }) => {
      const ids = textsOf(recordOf(request.body).ids);
      if (ids.length === 0 || ids.length > idsPerLookup) {
        return graphError(400, 'Request_BadRequest', `ids takes 1 to ${idsPerLookup} ids.`, request);
      }
      const types = textsOf(recordOf(request.body).types).map((type) => type.toLowerCase());
      const found = ids
        .flatMap((id) => directory.find(id) ?? [])
        .filter(({ kind }) => types.length === 0 || types.includes(kind.toLowerCase()));
      // Ids nobody has are left out without a word.
      return { status: 200, body: { value: found.map((entry) => graphObject(entry, request.query.get('$select'))) } };
    },
  },
];

function textsOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : [];
}
