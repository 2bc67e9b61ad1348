import { dayMs } from '../baseline/spans';
import type { Rule } from '../facts';
import { isKnown } from '../history';
import { few, plural, reason } from '../reason';

/** The address is on the workspace's threat list. */
export const threatIntelligence: Rule = ({ session, history }) => {
  const hit = history.context.threats.find(({ ip }) => session.sourceIps.includes(ip) || ip === session.tokenIp);
  if (hit === undefined) return undefined;
  const text = `${hit.ip} is on the threat list${hit.source === undefined ? '' : ` of ${hit.source}`}${hit.confidence === undefined ? '' : `, confidence ${hit.confidence} of 100`}`;
  return reason(session.outcome === 'failure' ? 'threat-intelligence-failed' : 'threat-intelligence', text);
};

/** `anonymizedIPAddress` as a person says it: `anonymized IP address`. */
const inWords = (name: string): string =>
  name
    .replace(/([a-z])([A-Z])|([A-Z])(?=[A-Z][a-z])/g, '$1$3 $2')
    .replace(/[A-Z](?=[a-z])/g, (letter) => letter.toLowerCase());

const settled = new Set(['dismissed', 'remediated', 'confirmedsafe']);

/** Entra reported risk about the user in the last week, or about a sign-in of the last day. */
export const riskyUser: Rule = ({ session, history, network, site, ip, policy }) => {
  if (session.outcome === 'failure') return undefined;
  const names = new Set([session.principal.objectId, session.principal.displayName.toLowerCase()]);
  const risks = history.context.risks.filter(
    ({ objectId, userName, level, state, at }) =>
      (names.has(objectId) || names.has(userName ?? '')) &&
      (level === 'high' || level === 'medium') &&
      !settled.has(state ?? '') &&
      session.startedAt - at <= 7 * dayMs,
  );
  const signIns = history.context.signIns.filter(
    ({ ok, objectId, userName, risk }) =>
      ok && (names.has(objectId) || names.has(userName ?? '')) && (risk === 'high' || risk === 'medium'),
  );
  const events = [
    ...risks.map(({ event, level }) => `${inWords(event)} (${level})`),
    ...signIns.map(({ risk }) => `sign-in at ${risk} risk`),
  ];
  if (events.length === 0) return undefined;
  const here = [...risks, ...signIns].some(({ ip: of }) => of !== undefined && session.sourceIps.includes(of));
  const own =
    network.some((of) => isKnown(history, 'network', of)) ||
    (site !== undefined && isKnown(history, 'site', site)) ||
    (ip !== undefined && policy.trustedNetwork(ip) !== undefined);
  const high = risks.some(({ level }) => level === 'high') || signIns.some(({ risk }) => risk === 'high');
  return reason(
    'risky-user',
    `Entra reports risk: ${few([...new Set(events)])}`,
    (high ? 1 : 0.7) * (own && !here ? 0.5 : 1),
  );
};

/** One address that is new here, used by several principals within an hour. */
export const sharedNewAddress: Rule = ({ session, history, site, ip, policy, learning }) => {
  if (site === undefined || ip === undefined || session.kind !== 'connect' || policy.trustedNetwork(ip) !== undefined)
    return undefined;
  const place = history.places.get(`site:${site}`);
  const old = [...Object.values(place?.life ?? {}), ...Object.values(place?.use ?? {})].some(
    ([first]) => first < history.day - 1,
  );
  if (old || learning) return undefined;
  const others = new Set(
    history.onAddress
      .filter(({ session: of }) => of.kind === 'connect' && Math.abs(session.startedAt - of.startedAt) <= 3_600_000)
      .map(({ session: of }) => of.principal.displayName),
  );
  if (others.size === 0) return undefined;
  return reason('shared-new-address', `${ip} is new here, and within the hour it was used by ${few([...others])} too`);
};

/** A password alone, by somebody who usually shows more. Absent methods are unknown, never "no". */
export const singleFactor: Rule = ({ session, history }) => {
  if (session.outcome === 'failure' || session.principal.type !== 'user') return undefined;
  const names = new Set([session.principal.objectId, session.principal.displayName.toLowerCase()]);
  const bySignIn = history.context.signIns.some(
    ({ ok, requirement, kind, ip, objectId, userName }) =>
      ok &&
      kind === 'user' &&
      requirement?.toLowerCase() === 'singlefactorauthentication' &&
      (names.has(objectId) || names.has(userName ?? '')) &&
      (ip === undefined || session.sourceIps.includes(ip)),
  );
  if (session.mfa !== 'no' && !(bySignIn && session.mfa === 'unknown')) return undefined;
  const [alone, told] = history.profile.singleFactor;
  if (told > 0 && alone / told > 0.5) return undefined;
  return reason(
    'single-factor',
    told === 0
      ? 'signed in with a password alone'
      : `signed in with a password alone; ${alone} of ${plural(told, 'earlier sign-in')} did`,
    told === 0 ? 0.6 : 1,
  );
};
