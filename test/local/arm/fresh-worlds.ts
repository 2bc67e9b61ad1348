import { type IdentityEmulator, startIdentity } from '../../../src/local/identity/identity-emulator';
import { armResource, caller, type Reply, readerId, startWorld, type World, writerId } from './world';

/** `/{scope}/…` of the authorization provider, and the api-versions its parts have. */
export const auth = 'providers/Microsoft.Authorization';
export const v = 'api-version=2022-04-01';
export const pim = 'api-version=2020-10-01';
export const newName = '99999999-0000-4000-8000-000000000001';

type Client = ReturnType<typeof caller>;

/** A fresh world for every test of the file, with a plain client for the reader and one for the writer. */
export function freshWorlds(): { world: World; read: Client; write: Client } {
  let identity: IdentityEmulator;
  const fresh = {} as { world: World; read: Client; write: Client };
  beforeAll(async () => {
    identity = await startIdentity();
  });
  afterAll(() => identity.close());
  beforeEach(async () => {
    fresh.world = await startWorld(identity);
    const client = async (clientId: string) =>
      caller(fresh.world.azure.url, await identity.accessToken({ clientId, resource: armResource }));
    [fresh.read, fresh.write] = await Promise.all([client(readerId), client(writerId)]);
  });
  afterEach(() => fresh.world.close());
  return fresh;
}

export const rows = ({ body }: Reply) =>
  body.value as { id: string; name: string; properties: Record<string, unknown> }[];
export const ids = (reply: Reply) =>
  rows(reply)
    .map(({ id }) => id)
    .sort();
export const code = ({ body }: Reply) => (body.error as { code: string }).code;

export function listAssignments(read: Client, scope: string, filter?: string): Promise<Reply> {
  const query = filter === undefined ? '' : `&$filter=${encodeURIComponent(filter)}`;
  return read('GET', `${scope}/${auth}/roleAssignments?${v}${query}`);
}

export function assignmentBody(role: string, principalId: string, more = {}) {
  return { properties: { roleDefinitionId: `/${auth}/roleDefinitions/${role}`, principalId, ...more } };
}
