import type { Clock } from '../../core/clock';
import type { SigningKeys } from './signing-keys';

export const botFrameworkIssuer = 'https://api.botframework.com';

export interface ChannelTokenRequest {
  /** The bot's app id: the audience. */
  readonly appId: string;
  /** Must equal the activity's `serviceUrl` to the letter, trailing slash included. */
  readonly serviceUrl: string;
  /** Seconds to live, default one hour; negative makes an expired token. */
  readonly ttlSeconds?: number;
  /** Replaces or, with undefined, drops claims: how a test makes a wrong issuer or leaves `serviceurl` out. */
  readonly claims?: Readonly<Record<string, unknown>>;
  /** Signs with other keys than the published ones. */
  readonly keys?: SigningKeys;
}

/** The token Teams sends with an activity; the claims are those the Bot Framework's validator reads. */
export function channelToken(keys: SigningKeys, clock: Clock, request: ChannelTokenRequest): Promise<string> {
  const now = Math.floor(clock.now() / 1000);
  const claims = {
    iss: botFrameworkIssuer,
    aud: request.appId,
    serviceurl: request.serviceUrl,
    iat: now,
    nbf: now - 60,
    exp: now + (request.ttlSeconds ?? 3600),
    ...request.claims,
  };
  const present = Object.entries(claims).filter(([, value]) => value !== undefined);
  return (request.keys ?? keys).sign(Object.fromEntries(present));
}
