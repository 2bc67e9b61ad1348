import type { TokenCredential } from '@azure/identity';
import type { AzureEndpoint } from './endpoint';

/**
 * Object ids of the bot's own identities, read from their access tokens (`oid`): what no plan may ever touch. Our own token, obtained over TLS, needs no
 * signature check. A credential that gives none is left out.
 */
export async function ownObjectIds(
  credentials: readonly TokenCredential[],
  { scope }: AzureEndpoint,
): Promise<readonly string[]> {
  const ids = await Promise.all(
    credentials.map(async (credential) => objectIdIn((await credential.getToken(scope))?.token ?? '')),
  );
  return ids.filter((id) => id !== undefined);
}

function objectIdIn(token: string): string | undefined {
  const payload = token.split('.')[1];
  if (payload === undefined) return undefined;
  const claims: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'));
  const oid = typeof claims === 'object' && claims !== null && 'oid' in claims ? claims.oid : undefined;
  return typeof oid === 'string' ? oid.toLowerCase() : undefined;
}
