import ipaddr from 'ipaddr.js';

type Parsed = ipaddr.IPv4 | ipaddr.IPv6;

/**
 * An address as the Activity log writes it (`198.51.100.7`, `198.51.100.7:50123`, `[2001:db8::1]:443`, upper case, mapped IPv4, `127.0.0.0/8`) in one
 * canonical spelling; undefined for anything else.
 */
export function tidyAddress(text: string | undefined): string | undefined {
  return text === undefined ? undefined : parse(text)?.toString();
}

/** The /16 of an IPv4 or the /48 of an IPv6 address, such as `198.51.0.0/16`: our stand-in for a network where no ASN is known. */
export function prefixOf(address: string): string | undefined {
  const parsed = parse(address);
  if (parsed === undefined) return undefined;
  const bytes = parsed.toByteArray();
  if (parsed.kind() === 'ipv4') return `${bytes[0]}.${bytes[1]}.0.0/16`;
  const groups = (parsed as ipaddr.IPv6).parts.slice(0, 3).map((part) => part.toString(16));
  return `${groups.join(':')}::/48`;
}

/** The /24 of an IPv4 or the /56-bounded /64 of an IPv6 address: one site's egress, for "exact prefix used by colleagues". */
export function sitePrefixOf(address: string): string | undefined {
  const parsed = parse(address);
  if (parsed === undefined) return undefined;
  const bytes = parsed.toByteArray();
  if (parsed.kind() === 'ipv4') return `${bytes[0]}.${bytes[1]}.${bytes[2]}.0/24`;
  const groups = (parsed as ipaddr.IPv6).parts.slice(0, 4).map((part) => part.toString(16));
  return `${groups.join(':')}::/64`;
}

/** True for addresses that can have a place in the world: not private, loopback, link-local, shared or reserved. */
export function isPublic(address: string): boolean {
  const range = parse(address)?.range();
  return range === 'unicast' || documentation(address);
}

/** Documentation ranges stand for public addresses in examples, tests and the demo. */
function documentation(address: string): boolean {
  return /^(192\.0\.2|198\.51\.100|203\.0\.113)\.|^2001:db8:/i.test(address);
}

/** A function that says whether an address lies in one of these CIDRs (bare addresses count as one-address networks). Unreadable CIDRs match nothing. */
export function cidrMatcher(cidrs: readonly string[]): (address: string) => boolean {
  const ranges = cidrs.flatMap((cidr) => {
    const range = parseCidr(cidr);
    return range === undefined ? [] : [range];
  });
  return (address) => {
    const parsed = parse(address);
    return (
      parsed !== undefined && ranges.some(([base, bits]) => base.kind() === parsed.kind() && within(parsed, base, bits))
    );
  };
}

function within(address: Parsed, base: Parsed, bits: number): boolean {
  return address.match(base as never, bits);
}

function parseCidr(text: string): [Parsed, number] | undefined {
  const bare = text.trim();
  if (!bare.includes('/')) {
    const address = parse(bare);
    return address === undefined ? undefined : [address, address.kind() === 'ipv4' ? 32 : 128];
  }
  try {
    return ipaddr.parseCIDR(bare);
  } catch {
    // ipaddr.js only says "not a CIDR": the caller decides what an unreadable entry means.
    return undefined;
  }
}

const withPort = /^(\d{1,3}(?:\.\d{1,3}){3}):\d{1,5}$/;
const bracketed = /^\[([^\]]+)\](?::\d{1,5})?$/;

/** A log repeats a few thousand addresses; parsing each again was a tenth of a replay. */
const known = new Map<string, Parsed | undefined>();
const kept = 20_000;

function parse(text: string): Parsed | undefined {
  if (known.has(text)) return known.get(text);
  if (known.size >= kept) known.clear();
  const parsed = read(text);
  known.set(text, parsed);
  return parsed;
}

function read(text: string): Parsed | undefined {
  const trimmed = text.trim();
  const bare = (withPort.exec(trimmed)?.[1] ?? bracketed.exec(trimmed)?.[1] ?? trimmed).split(/[/%]/)[0] ?? '';
  // ipaddr.js reads "5" and "0x7f.1" as addresses; a log means four parts.
  if (!/^\d{1,3}(\.\d{1,3}){3}$|:/.test(bare)) return undefined;
  try {
    return ipaddr.process(bare);
  } catch {
    return undefined;
  }
}
