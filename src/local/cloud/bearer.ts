import { createRemoteJWKSet, errors, jwtVerify } from 'jose';
import { type Clock, systemClock } from '../../core/clock';
import { errorAnswer, WireError, type WireRequest } from './wire';

/** Who calls, from a verified token. */
export interface Caller {
  readonly appId: string;
  readonly objectId: string;
}

/** Reads and verifies the bearer token of a request; throws the service's 401 otherwise. */
export type Authenticate = (request: WireRequest) => Promise<Caller>;

export interface BearerOptions {
  /** The identity emulator's `keysUrl`. */
  readonly keysUrl: string;
  /** Accepted `aud` values; a trailing slash makes no difference. */
  readonly audiences: readonly string[];
  /** Must be the identity emulator's clock: expiry is judged by it. */
  readonly clock?: Clock;
}

/** Signature, audience and expiry are checked as the real services do, so that a wrong scope or a stale token fails in tests too. */
export function bearerFrom({ keysUrl, audiences, clock = systemClock }: BearerOptions): Authenticate {
  const keys = createRemoteJWKSet(new URL(keysUrl));
  const accepted = audiences.flatMap((audience) => [audience.replace(/\/$/, ''), `${audience.replace(/\/$/, '')}/`]);
  return async (request) => {
    const [, token] = /^Bearer (.+)$/.exec(request.headers.authorization ?? '') ?? [];
    if (token === undefined) throw unauthorized('AuthenticationFailed', 'The bearer token is missing.');
    try {
      const { payload } = await jwtVerify(token, keys, {
        audience: accepted,
        algorithms: ['RS256'],
        currentDate: new Date(clock.now()),
      });
      return { appId: String(payload.appid), objectId: String(payload.oid) };
    } catch (error) {
      if (!(error instanceof errors.JOSEError)) throw error;
      const code = error instanceof errors.JWTExpired ? 'ExpiredAuthenticationToken' : 'InvalidAuthenticationToken';
      throw unauthorized(code, `The access token is not valid: ${error.message}.`);
    }
  };
}

function unauthorized(code: string, message: string): WireError {
  const challenge = 'Bearer authorization_uri="https://login.microsoftonline.com/common", error="invalid_token"';
  return new WireError(errorAnswer(401, code, message, { 'www-authenticate': challenge }));
}
