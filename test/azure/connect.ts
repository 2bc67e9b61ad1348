import { type Azure, createAzure } from '../../src/azure/azure';
import { createCredentials } from '../../src/azure/credentials';
import type { CallLimits } from '../../src/azure/endpoint';
import type { IdentityEmulator } from '../../src/local/identity/identity-emulator';
import { armResource, graphResource, readerId, type World, writerId } from '../local/arm/world';

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
export function connect(
  world: World,
  limits: CallLimits = quick,
): Azure & { readonly writer: NonNullable<Azure['writer']> } {
  const azure = createAzure({
    arm: { origin: world.azure.url, scope: `${armResource}/.default` },
    graph: { origin: world.graphServer.url, scope: `${graphResource}/.default` },
    logs: {
      endpoint: { origin: 'http://127.0.0.1:9', scope: 'https://api.loganalytics.io/.default' },
      workspaces: ['44444444-0000-4000-8000-000000000001'],
    },
    credentials: credentials(),
    allowInsecureLoopback: true,
    limits,
  });
  if (azure.writer === undefined) throw new Error('the writer is configured');
  return { ...azure, writer: azure.writer };
}
