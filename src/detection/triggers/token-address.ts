import { prefixOf, sitePrefixOf } from '../../geo/address';
import { isAzureAddress } from '../../geo/azure-addresses';
import type { Rule } from '../facts';
import { isKnown, othersAt } from '../history';
import { reason } from '../reason';

/** The token was issued at another address than it is used from: replay of a stolen token, or somebody between two networks. */
export const tokenAddress: Rule = ({ session, history, ip, network, site, policy, learning }) => {
  const { tokenIp } = session;
  if (tokenIp === undefined || ip === undefined || tokenIp === ip || session.outcome === 'failure') return undefined;
  if (sitePrefixOf(tokenIp) === site || prefixOf(tokenIp) === prefixOf(ip)) return undefined;
  // Cloud Shell and the portal's own back ends call from Azure with the person's token.
  if (isAzureAddress(ip) || isAzureAddress(tokenIp)) return undefined;
  const text = `token issued at ${tokenIp}, used from ${ip}`;
  const usedAtKnown =
    network.some((of) => isKnown(history, 'network', of)) ||
    (site !== undefined && isKnown(history, 'site', site)) ||
    policy.trustedNetwork(ip) !== undefined;
  if (usedAtKnown) return reason('token-address-differs', text, 0.5);
  const issuedPrefix = prefixOf(tokenIp);
  const names = new Set([session.principal.objectId, session.principal.displayName.toLowerCase()]);
  const signedInAt = (address: string) =>
    history.context.signIns.some(
      (of) => of.ok && of.ip === address && (names.has(of.objectId) || names.has(of.userName ?? '')),
    );
  const issuedAtKnown =
    (issuedPrefix !== undefined && isKnown(history, 'network', issuedPrefix)) || signedInAt(tokenIp);
  const stranger = network.every((of) => othersAt(history, 'network', of).size === 0);
  if (issuedAtKnown && stranger && !signedInAt(ip))
    return reason('token-replayed', `${text}, a network that nobody here was ever on`);
  if (issuedAtKnown || !learning)
    return reason('token-from-elsewhere', `${text}, a network new to this principal`, issuedAtKnown ? 1 : 0.8);
  return reason('token-address-differs', text);
};
