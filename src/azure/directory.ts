import type { Directory, DirectoryObject } from '../review/ports';
import { call, type Trace } from './call';
import { type ClientSettings, defaultLimits } from './endpoint';
import { askBatch, type BatchAnswer, type BatchPart } from './graph-batch';
import { directoryObject, objectFields } from './graph-objects';
import { guid } from './ids';
import { type Json, list, record, text, texts } from './json';
import { ForeignLinkError } from './origin-guard';
import { pages } from './pages';
import { PartRefused } from './part-refused';
import { createTransport } from './transport';

/** Graph's limits on ids in one call, and on rows of one page. */
const idsPerLookup = 1000;
const idsPerCheck = 20;
const rowsPerPage = 999;

/** `Directory` over Microsoft Graph v1.0 with the reader identity; least permissions User.Read.All, GroupMember.Read.All, Application.Read.All. */
export function createDirectory(settings: ClientSettings): Directory {
  const transport = createTransport(settings);
  const throttleDelay = settings.limits?.throttleDelayMs ?? defaultLimits.throttleDelayMs;
  const batch = (parts: readonly BatchPart[], trace: Trace) => askBatch(transport, parts, trace, throttleDelay);

  async function lookUp(ids: readonly string[], trace: Trace): Promise<readonly DirectoryObject[]> {
    const target = `/v1.0/directoryObjects/getByIds?${objectFields}`;
    const { body, requestId } = await transport({ method: 'POST', target, body: { ids } });
    trace(requestId);
    return list(record(body).value, 'the objects found').map(directoryObject);
  }

  async function memberLists(ids: readonly string[], trace: Trace): Promise<ReadonlyMap<string, DirectoryObject[]>> {
    const found = new Map<string, DirectoryObject[]>();
    let open = ids.map((id) => ({ id, url: `/groups/${id}/transitiveMembers?${objectFields}&$top=${rowsPerPage}` }));
    const seen = new Set<string>();
    let refused: BatchAnswer | undefined;
    while (open.length > 0) {
      const answers = await batch(
        open.map(({ url }) => ({ method: 'GET', url })),
        trace,
      );
      const further: typeof open = [];
      for (const [index, { id, url }] of open.entries()) {
        const answer = answers[index];
        if (answer?.status === 403) refused = answer;
        const unreadable = answer?.status === 403 || answer?.status === 404 || seen.has(url);
        // A group with one unreadable page is unreadable: half its members would look like all of them.
        if (unreadable) {
          found.delete(id);
          continue;
        }
        seen.add(url);
        const page = mustRead(answer);
        const rows = list(page.value, 'the members of a group').map(directoryObject);
        found.set(id, [...(found.get(id) ?? []), ...rows]);
        const next = text(page['@odata.nextLink']);
        if (next !== undefined) further.push({ id, url: relative(next, settings.endpoint.origin) });
      }
      open = further;
    }
    if (refused !== undefined && found.size === 0) mustRead(refused);
    return found;
  }

  return {
    objects: (ids) =>
      call(async (trace) => {
        const wanted = [...new Set(ids.map((id) => guid(id, 'object id')))];
        const chunks = Array.from({ length: Math.ceil(wanted.length / idsPerLookup) }, (_, n) =>
          wanted.slice(n * idsPerLookup, (n + 1) * idsPerLookup),
        );
        const found = await Promise.all(chunks.map((chunk) => lookUp(chunk, trace)));
        return new Map(found.flat().map((row) => [row.id, row]));
      }),
    members: (groupIds) =>
      call((trace) => memberLists([...new Set(groupIds.map((id) => guid(id, 'group id')))], trace)),
    owners: (groupId) =>
      call(async (trace) => {
        const target = `/v1.0/groups/${guid(groupId, 'group id')}/owners?${objectFields}`;
        return (await pages(transport, target, trace)).map(directoryObject);
      }),
    memberGroups: (principalId, groupIds) =>
      call(async (trace) => {
        const url = `/directoryObjects/${guid(principalId, 'principal')}/checkMemberGroups`;
        const wanted = groupIds.map((id) => guid(id, 'group id'));
        const parts = Array.from({ length: Math.ceil(wanted.length / idsPerCheck) }, (_, n): BatchPart => {
          return { method: 'POST', url, body: { groupIds: wanted.slice(n * idsPerCheck, (n + 1) * idsPerCheck) } };
        });
        const answers = await batch(parts, trace);
        return answers.flatMap((answer) => texts(mustRead(answer).value).map((id) => id.toLowerCase()));
      }),
    manager: (userId) =>
      call(async (trace) => {
        const target = `/v1.0/users/${guid(userId, 'user id')}/manager?${objectFields}`;
        const { body, requestId } = await transport({ method: 'GET', target });
        trace(requestId);
        return directoryObject(record(body));
      }),
  };
}

/** The body of a part that succeeded; anything else fails the whole call. */
function mustRead(answer: BatchAnswer | undefined): Json {
  if (answer?.status === 200) return answer.body;
  throw new PartRefused(answer?.status ?? 504, record(answer?.body.error));
}

/** A next page link inside a batch answer, in the relative form the next batch needs; only links to our own endpoint. */
function relative(link: string, origin: string): string {
  const url = new URL(link);
  if (url.host !== new URL(origin).host) throw new ForeignLinkError(url.origin, origin);
  return `${url.pathname.replace(/^\/v1\.0/, '')}${url.search}`;
}
