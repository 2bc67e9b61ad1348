import { createRbacReader } from '../../src/azure/rbac-reader';
import { createFaults } from '../../src/local/cloud/faults';
import { type LoopbackServer, startLoopbackServer } from '../../src/local/cloud/loopback-server';
import { type IdentityEmulator, startIdentity } from '../../src/local/identity/identity-emulator';
import { credentials, useIdentity } from './connect';

// A file of its own: MSAL keeps the first managed-identity endpoint it finds for the whole process.
let identity: IdentityEmulator;
let arm: LoopbackServer;
let asked = 0;

beforeAll(async () => {
  identity = await startIdentity({ clients: [] });
  useIdentity(identity);
  arm = await startLoopbackServer({
    faults: createFaults(),
    handle: () => {
      asked++;
      return { status: 200, body: { value: [] } };
    },
  });
});
afterAll(() => Promise.all([identity.close(), arm.close()]));

it('says unreachable, and asks nothing of ARM, when the platform has no such identity', async () => {
  const reader = createRbacReader({
    endpoint: { origin: arm.url, scope: 'https://management.azure.com/.default' },
    credential: credentials().reader,
    allowInsecureLoopback: true,
  });
  const outcome = await reader.assignmentsIn('00000000-0000-4000-8000-000000000001');
  expect(outcome).toMatchObject({ ok: false, reason: 'unreachable' });
  expect(outcome.ok ? '' : outcome.message).toMatch(/^no token: /);
  expect(asked).toBe(0);
});
