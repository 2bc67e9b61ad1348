import type { Actor, Token } from './actors';
import { clients } from './operations';

const identity = 'http://schemas.microsoft.com/identity/claims';
const person = 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims';

/** The claims of the token, as the Activity log repeats them. Workloads carry no name, address, scope or authentication methods. */
export function claimsOf(actor: Actor, token: Token | undefined, issuedAt: number): Readonly<Record<string, string>> {
  const seconds = Math.floor(issuedAt / 1000);
  const common = {
    aud: 'https://management.core.windows.net/',
    iss: `https://sts.windows.net/${actor.tenantId}/`,
    iat: String(seconds),
    nbf: String(seconds),
    exp: String(seconds + 4500),
    [`${identity}/objectidentifier`]: actor.objectId,
    [`${identity}/tenantid`]: actor.tenantId,
    ...(token ? { uti: token.uti } : {}),
    ver: '1.0',
  };
  if (actor.kind !== 'user') {
    return {
      ...common,
      appid: actor.appId,
      appidacr: '2',
      [`${identity}/identityprovider`]: `https://sts.windows.net/${actor.tenantId}/`,
      [`${person}/nameidentifier`]: actor.objectId,
    };
  }
  return {
    ...common,
    appid: clients[token?.client ?? 'portal'],
    appidacr: token?.client === 'portal' || token === undefined ? '2' : '0',
    ...(token ? { ipaddr: token.ip } : {}),
    name: actor.name,
    [`${identity}/scope`]: 'user_impersonation',
    [`${person}/upn`]: actor.upn,
    [`${person}/name`]: actor.upn,
    'http://schemas.microsoft.com/claims/authnclassreference': '1',
    ...(token ? { 'http://schemas.microsoft.com/claims/authnmethodsreferences': token.methods.join(',') } : {}),
    ...(token?.deviceId
      ? { 'http://schemas.microsoft.com/2012/01/devicecontext/claims/identifier': token.deviceId }
      : {}),
  };
}
