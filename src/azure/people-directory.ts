import { isGuid } from '../core/principal';
import type { PeopleDirectory } from '../review/people-port';
import { call } from './call';
import type { ClientSettings } from './endpoint';
import { directoryObject, objectFields } from './graph-objects';
import { BadId, guid } from './ids';
import { record } from './json';
import { pages } from './pages';
import { createTransport } from './transport';

/** `PeopleDirectory` over Microsoft Graph v1.0 with the reader identity; least permissions User.Read.All, Application.Read.All. */
export function createPeopleDirectory(settings: ClientSettings): PeopleDirectory {
  const transport = createTransport(settings);
  return {
    user: (idOrName) =>
      call(async (trace) => {
        const target = `/v1.0/users/${userKey(idOrName)}?${objectFields}`;
        const { body, requestId } = await transport({ method: 'GET', target });
        trace(requestId);
        // A single user comes without its type.
        return directoryObject({ '@odata.type': '#microsoft.graph.user', ...record(body) });
      }),
    workloadOwners: (objectId) =>
      call(async (trace) => {
        const target = `/v1.0/servicePrincipals/${guid(objectId, 'service principal')}/owners?${objectFields}`;
        return (await pages(transport, target, trace)).map(directoryObject);
      }),
  };
}

/** A path segment: names come from tags and log rows, so only what can be a user principal name is asked for. */
function userKey(idOrName: string): string {
  if (isGuid(idOrName)) return idOrName.toLowerCase();
  if (!/^[^\s@/\\?#%<>"'()]{1,64}@[A-Za-z0-9.-]{1,255}$/.test(idOrName)) {
    throw new BadId(`'${idOrName.slice(0, 60)}' is neither an object id nor a user principal name`);
  }
  return encodeURIComponent(idOrName);
}
