import { type Network, type NetworkKind, networks } from './network-table';
import { hash32 } from './random';

/** One subscriber's line: the address it has at a time. Fixed for offices, moving for homes and phones. */
export interface AccessLine {
  readonly network: Network;
  /** When the subscriber changes provider: the line that holds from then on. */
  readonly later?: { readonly from: number; readonly line: AccessLine };
  addressAt(at: number): string;
}

/** An address and the network it belongs to. */
export interface Place {
  readonly ip: string;
  readonly network: Network;
}

export function placeAt(line: AccessLine, at: number): Place {
  if (line.later && at >= line.later.from) return placeAt(line.later.line, at);
  return { ip: line.addressAt(at), network: line.network };
}

/** Blocks of a kind in a country; throws when there is none, because a tenant without it would be silently different. */
export function networksOf(country: string, kind: NetworkKind): readonly Network[] {
  const found = networks.filter((network) => network.country === country && network.kind === kind);
  if (found.length === 0) throw new Error(`no ${kind} network of ${country} in the network table`);
  return found;
}

export function hasNetwork(country: string, kind: NetworkKind): boolean {
  return networks.some((network) => network.country === country && network.kind === kind);
}

export interface LineOptions {
  /** How long an address is kept, milliseconds; missing = for ever. */
  readonly leaseMs?: number;
  /** Width in bits of the pool an address moves in: 16 = a /16 around the subscriber. */
  readonly poolBits?: number;
  readonly ipv6?: boolean;
}

/** The line of one subscriber, told apart by `key`: same key, same addresses. */
export function lineOn(network: Network, key: string, options: LineOptions = {}): AccessLine {
  return {
    network,
    addressAt(at) {
      const lease = options.leaseMs === undefined ? 0 : Math.floor(at / options.leaseMs);
      const { v6 } = network;
      return options.ipv6 && v6 !== undefined ? addressV6(v6, key, lease) : addressV4(network.v4, key, lease, options);
    },
  };
}

function addressV4(cidr: string, key: string, lease: number, options: LineOptions): string {
  const [base = '', length = '32'] = cidr.split('/');
  const start = numberOf(base);
  const hostBits = 32 - Number(length);
  const poolBits = Math.min(hostBits, 32 - (options.poolBits ?? 16));
  const pool = hash32(`pool ${key}`) % 2 ** (hostBits - poolBits);
  const size = 2 ** poolBits;
  // Not the first and the last: they are the network's own.
  const host = 1 + (hash32(`host ${key} ${lease}`) % (size - 2));
  const value = start + pool * size + host;
  return [24, 16, 8, 0].map((shift) => Math.floor(value / 2 ** shift) % 256).join('.');
}

/** A household keeps its /48, the prefix below it changes with the lease, the host part always. */
function addressV6(prefix: string, key: string, lease: number): string {
  const group = (label: string, mask = 0xffff) => (hash32(`${label} ${key}`) & mask).toString(16);
  return `${prefix}:${group('site', 0x7fff)}:${group(`subnet ${lease}`)}:${group(`a ${lease}`)}:${group('b')}:${group('c')}:${group('d')}`;
}

/** The ASN that announces the address, as far as the network table knows it. */
export function asnOf(address: string): number | undefined {
  return networks.find(({ v4, v6 }) =>
    address.includes(':') ? v6 !== undefined && address.startsWith(`${v6}:`) : inside(address, v4),
  )?.asn;
}

function inside(address: string, cidr: string): boolean {
  const [base = '', length = '32'] = cidr.split('/');
  const block = 2 ** (32 - Number(length));
  return Math.floor(numberOf(address) / block) === Math.floor(numberOf(base) / block);
}

function numberOf(address: string): number {
  return address.split('.').reduce((value, octet) => value * 256 + Number(octet), 0);
}
