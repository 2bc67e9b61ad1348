import type { PipelinePolicy, PipelineRequest } from '@azure/core-rest-pipeline';
import type { AzureEndpoint } from './endpoint';

/** A link in an answer, or a redirect, that leads away from the endpoint. The token was not sent there. */
export class ForeignLinkError extends Error {
  constructor(
    readonly host: string,
    readonly expected: string,
  ) {
    super(`refused to follow a link to ${host}: requests with this token go to ${expected} only`);
    this.name = 'ForeignLinkError';
  }
}

export interface OriginGuard {
  /** What the SDK is told: always https, because its bearer policy refuses anything else. */
  readonly endpoint: string;
  readonly allowInsecureConnection: boolean;
  /** Goes before the bearer policy, so that no token is even fetched for a foreign link. */
  readonly entry: PipelinePolicy;
  /** Goes last, behind retries and redirects: what passes here is what leaves. */
  readonly exit: PipelinePolicy;
}

/** Name of the SDK's own policy; the entry guard must stand before it. */
export const bearerPolicyName = 'bearerTokenAuthenticationPolicy';

/**
 * Keeps every request of a client on its own endpoint, and takes TLS off for an emulator on this machine: the only place where a bearer token could
 * go out in clear, so anything but a loopback address is refused when the client is built.
 */
export function guardOrigin({ origin }: AzureEndpoint, allowInsecureLoopback: boolean): OriginGuard {
  const url = new URL(origin);
  const insecure = url.protocol === 'http:';
  if (url.protocol !== 'https:' && !insecure) throw new Error(`${origin} is neither https nor http`);
  if (insecure && !allowInsecureLoopback)
    throw new Error(`${origin} is not https; set ALLOW_INSECURE_LOOPBACK=1 for a loopback emulator`);
  if (insecure && !isLoopback(url.hostname))
    throw new Error(`${origin} is not https and not a loopback address; a token must not go there`);

  const check = (request: PipelineRequest): URL => {
    const target = new URL(request.url);
    const sameScheme = target.protocol === 'https:' || (insecure && target.protocol === 'http:');
    if (target.host !== url.host || !sameScheme) throw new ForeignLinkError(target.origin, url.origin);
    return target;
  };
  return {
    endpoint: `https://${url.host}`,
    allowInsecureConnection: insecure,
    entry: {
      name: 'ownOriginEntry',
      sendRequest(request, next) {
        check(request);
        // An emulator's next page link says http; the bearer policy wants https until the exit guard takes it off again.
        request.url = request.url.replace(/^http:/i, 'https:');
        return next(request);
      },
    },
    exit: {
      name: 'ownOriginExit',
      sendRequest(request, next) {
        check(request);
        if (insecure) {
          request.url = request.url.replace(/^https:/i, 'http:');
          // A proxy from the environment would carry the token off this machine.
          delete request.agent;
        }
        return next(request);
      },
    },
  };
}

function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname);
}
