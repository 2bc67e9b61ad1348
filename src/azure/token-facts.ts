import type { TokenCredential } from '@azure/identity';
import type { AzureOutcome } from '../review/azure-outcome';
import { call } from './call';
import type { AzureEndpoint } from './endpoint';
import { record, text } from './json';

/** What an access token says of its holder; a field is missing when the token does not say it. The token itself never leaves this file. */
export interface TokenFacts {
  /** Lower case. */
  readonly objectId?: string;
  readonly tenantId?: string;
}

/** Asks for a token and reads its claims; rejects when there is none. Our own token, obtained over TLS, needs no signature check. */
export async function tokenFactsOf(credential: TokenCredential, scope: string): Promise<TokenFacts> {
  const claims = claimsIn((await credential.getToken(scope))?.token ?? '');
  const objectId = text(claims.oid)?.toLowerCase();
  const tenantId = text(claims.tid)?.toLowerCase();
  return { ...(objectId === undefined ? {} : { objectId }), ...(tenantId === undefined ? {} : { tenantId }) };
}

/** The same with a refusal instead of a rejection. */
export function readTokenFacts(
  credential: TokenCredential,
  { scope }: Pick<AzureEndpoint, 'scope'>,
): Promise<AzureOutcome<TokenFacts>> {
  return call(() => tokenFactsOf(credential, scope));
}

/** The claims of a JWT; none for a token that is none, such as Graph may give one day. */
function claimsIn(token: string): Readonly<Record<string, unknown>> {
  const [, payload] = token.split('.');
  if (payload === undefined) return {};
  try {
    return record(JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')));
  } catch {
    // Opaque to us is how a token is meant to be: nothing is known of its holder then.
    return {};
  }
}
