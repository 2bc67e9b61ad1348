import { isRecord } from './activity';
import { mayCall, type ServiceUrlRule } from './service-url';

export type Doubt = 'malformed' | 'wrong-channel' | 'wrong-service' | 'wrong-tenant' | 'wrong-issuer';

export interface GateRules {
  readonly tenantId: string;
  readonly serviceUrls: ServiceUrlRule;
  /** The only issuer of tokens from Teams (`ToBotFromChannelTokenIssuer`). */
  readonly issuer: string;
}

/**
 * What is checked before the SDK sees the activity, because the SDK does not: it skips the serviceUrl claim when the activity has no serviceUrl, it
 * accepts emulator and skill tokens (other issuers), and it answers a body without `type` with 500. Undefined means go on; the signature is
 * not checked here.
 */
export function doubt(body: unknown, authorization: string, rules: GateRules): Doubt | undefined {
  if (!isRecord(body) || typeof body.type !== 'string' || body.type === '') return 'malformed';
  if (body.channelId !== 'msteams') return 'wrong-channel';
  if (typeof body.serviceUrl !== 'string' || !mayCall(body.serviceUrl, rules.serviceUrls)) return 'wrong-service';
  if (!isFromTenant(body, rules.tenantId)) return 'wrong-tenant';
  if (issuerOf(authorization) !== rules.issuer) return 'wrong-issuer';
  return undefined;
}

/** At least one tenant id, and every one of them ours. */
function isFromTenant(body: Record<string, unknown>, tenantId: string): boolean {
  const conversation = isRecord(body.conversation) ? body.conversation.tenantId : undefined;
  const channelData = isRecord(body.channelData) ? body.channelData : {};
  const tenant = isRecord(channelData.tenant) ? channelData.tenant.id : undefined;
  const stated = [conversation, tenant].filter((id) => id !== undefined);
  return (
    stated.length > 0 && stated.every((id) => typeof id === 'string' && id.toLowerCase() === tenantId.toLowerCase())
  );
}

/** The token's unverified `iss`; undefined when the header is no `Bearer` JWT. */
function issuerOf(authorization: string): unknown {
  const payload = /^Bearer [^.\s]+\.([^.\s]+)\.[^.\s]*$/.exec(authorization)?.[1];
  if (payload === undefined) return undefined;
  try {
    const claims: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'));
    return isRecord(claims) ? claims.iss : undefined;
  } catch {
    return undefined;
  }
}
