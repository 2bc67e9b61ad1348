import { BlockList, isIP } from 'node:net';
import { done, type Outcome, refuse } from '../core/outcome';

export interface UrlRules {
  /** `origin`: scheme, host and port only. */
  readonly shape: 'origin' | 'any';
  /** ALLOW_INSECURE_LOOPBACK=1: http is accepted to loopback addresses, and to nothing else. */
  readonly insecureLoopback: boolean;
  /** The platform's own token endpoint is plain http on loopback or link-local addresses, by Azure's design. */
  readonly platformEndpoint?: boolean;
}

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');

const linkLocal = new BlockList();
linkLocal.addSubnet('169.254.0.0', 16, 'ipv4');
linkLocal.addSubnet('fe80::', 10, 'ipv6');

/** The URL without trailing slash, or why it is refused. Tokens are sent to these addresses: plain http would give them away. */
export function checkUrl(text: string, rules: UrlRules): Outcome<string, 'bad-url'> {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || (url.protocol !== 'https:' && url.protocol !== 'http:'))
    return refuse('bad-url', `"${text}" is not an http or https URL.`, 'Write it as https://host, with the scheme.');
  if (url.username !== '' || url.password !== '')
    return refuse('bad-url', 'The URL carries a user name or password.', 'Leave credentials out of the URL.');
  if (rules.shape === 'origin' && (url.pathname !== '/' || url.search !== '' || url.hash !== ''))
    return refuse('bad-url', `"${text}" has a path.`, `Give the origin only: ${url.origin}.`);
  if (url.protocol === 'http:' && !mayBeInsecure(url.hostname, rules))
    return isLoopback(url.hostname)
      ? refuse(
          'bad-url',
          `"${text}" is not https.`,
          'Use https; for an emulator on this machine set ALLOW_INSECURE_LOOPBACK=1.',
        )
      : refuse('bad-url', `"${text}" is not https.`, 'Use https: tokens travel over this connection.');
  return done(rules.shape === 'origin' ? url.origin : url.href.replace(/\/+$/, ''));
}

function mayBeInsecure(host: string, rules: UrlRules): boolean {
  if (rules.platformEndpoint === true) return isLoopback(host) || inList(linkLocal, host);
  return rules.insecureLoopback && isLoopback(host);
}

/** `localhost` counts: Node resolves it on the machine itself. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || inList(loopback, host);
}

function inList(list: BlockList, host: string): boolean {
  const address = host.replace(/^\[|\]$/g, '');
  const family = isIP(address);
  return family !== 0 && list.check(address, family === 6 ? 'ipv6' : 'ipv4');
}
