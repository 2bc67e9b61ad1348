import type { TokenCredential } from '@azure/identity';
import type { AzureEndpoint } from './endpoint';
import { tokenFactsOf } from './token-facts';

/**
 * Object ids of the bot's own identities, read from their access tokens (`oid`): what no plan may ever touch. A credential that gives none is left out;
 * one that gives no token rejects.
 */
export async function ownObjectIds(
  credentials: readonly TokenCredential[],
  { scope }: AzureEndpoint,
): Promise<readonly string[]> {
  const all = await Promise.all(credentials.map((credential) => tokenFactsOf(credential, scope)));
  return all.map(({ objectId }) => objectId).filter((id) => id !== undefined);
}
