import { cidrMatcher, sitePrefixOf, tidyAddress } from './address';

/** Fewer bits than these hold a whole provider or country. */
const fewestBits = { v4: 16, v6: 32 } as const;

/** A network as people type it: `198.51.100.0/24`, an address, or `AS5607`; undefined for anything else. `wide`: more than a site or a campus has. */
export function readNetwork(text: string): { readonly network: string; readonly wide: boolean } | undefined {
  const typed = text.trim();
  if (/^AS\d{1,10}$/i.test(typed)) return { network: typed.toUpperCase(), wide: false };
  const [base = '', bits] = typed.split('/');
  const address = tidyAddress(base);
  if (address === undefined || !/^[0-9a-f.:]+$/i.test(base)) return undefined;
  const v6 = address.includes(':');
  const length = bits === undefined ? (v6 ? 128 : 32) : Number(bits);
  if (!Number.isInteger(length) || bits === '' || length < 0 || length > (v6 ? 128 : 32)) return undefined;
  return { network: `${address}/${length}`, wide: length < (v6 ? fewestBits.v6 : fewestBits.v4) };
}

/** Address arithmetic for mutes and policy snippets. */
export const networks = {
  read: readNetwork,
  holds: (cidr: string, address: string): boolean => cidrMatcher([cidr])(address),
  siteOf: sitePrefixOf,
} as const;
