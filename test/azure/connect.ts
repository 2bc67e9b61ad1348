import { createConsoleSwitch } from '../../src/azure/console-switch';
import { createCredentials } from '../../src/azure/credentials';
import { createDirectory } from '../../src/azure/directory';
import type { CallLimits, ClientSettings } from '../../src/azure/endpoint';
import { createPeopleDirectory } from '../../src/azure/people-directory';
import { createRbacReader } from '../../src/azure/rbac-reader';
import { createRbacWriter } from '../../src/azure/rbac-writer';
import { type IdentityEmulator, startIdentity } from '../../src/local/identity/identity-emulator';
import { armResource, graphResource, readerId, startWorld, type World, writerId } from '../local/arm/world';

/** No pause is longer than a few milliseconds; the time-out is long, so that a busy machine does not fail tests that expect an answer. */
export const quick = { timeoutMs: 10_000, retryDelayMs: 1, throttleDelayMs: 5 } as const;
/** For tests in which no answer will come. */
export const impatient = { ...quick, timeoutMs: 250 } as const;

/** The variables the platform would set. MSAL reads them itself and keeps what it finds for the whole process. */
export function useIdentity({ environment }: IdentityEmulator): void {
  Object.assign(process.env, environment);
}

export function credentials(clientId = readerId) {
  return createCredentials({
    managedIdentity: true,
    tenantId: '33333333-0000-4000-8000-000000000001',
    authorityHost: 'https://login.microsoftonline.com',
    clientId,
    writerClientId: writerId,
  });
}

/** All adapters with real managed-identity tokens against the emulators of this world. */
export function connect(world: World, limits: CallLimits = quick) {
  const { reader, writer } = credentials();
  if (writer === undefined) throw new Error('the writer is configured');
  const client = (origin: string, resource: string, credential: ClientSettings['credential']): ClientSettings => ({
    endpoint: { origin, scope: `${resource}/.default` },
    credential,
    allowInsecureLoopback: true,
    limits,
  });
  const reading = client(world.azure.url, armResource, reader);
  const writing = client(world.azure.url, armResource, writer);
  return {
    rbac: createRbacReader(reading),
    writer: createRbacWriter(writing),
    console: createConsoleSwitch(reading, writing),
    directory: createDirectory(client(world.graphServer.url, graphResource, reader)),
    people: createPeopleDirectory(client(world.graphServer.url, graphResource, reader)),
  };
}

/** Before each test of the file a fresh world, whose identity is the platform's; closed after it. `ready` is handed the world. */
export function eachWorld(ready: (world: World) => void): void {
  let identity: IdentityEmulator;
  let world: World;
  beforeAll(async () => {
    identity = await startIdentity();
    useIdentity(identity);
  });
  afterAll(() => identity.close());
  beforeEach(async () => {
    world = await startWorld(identity);
    ready(world);
  });
  afterEach(() => world.close());
}
