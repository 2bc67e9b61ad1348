/** An address as a number, or undefined when the text is none. */
export function parseIpv4(text: string): number | undefined {
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(text.trim());
  if (!match) return undefined;
  const octets = match.slice(1).map(Number);
  if (octets.some((octet) => octet > 255)) return undefined;
  return octets.reduce((sum, octet) => sum * 256 + octet, 0);
}

export interface Prefixed<T> {
  readonly address: T;
  readonly prefix: number;
}

/** `192.0.2.0/24`; without a prefix all bits count. */
export function parseIpv4Prefix(text: string): Prefixed<number> | undefined {
  const [head = '', tail, ...rest] = text.trim().split('/');
  const address = parseIpv4(head);
  const prefix = prefixOf(tail, 32);
  return address === undefined || prefix === undefined || rest.length ? undefined : { address, prefix };
}

function prefixOf(text: string | undefined, most: number): number | undefined {
  if (text === undefined) return most;
  return /^\d{1,3}$/.test(text) && Number(text) <= most ? Number(text) : undefined;
}

/** The address with the bits behind `prefix` cleared. */
export function maskIpv4(address: number, prefix: number): number {
  const size = 2 ** (32 - prefix);
  return Math.floor(address / size) * size;
}

export function formatIpv4(address: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256).join('.');
}

/** 128 bits; an IPv4 address is the mapped one. */
export function parseIpv6(text: string): bigint | undefined {
  const trimmed = text.trim().toLowerCase();
  const four = parseIpv4(trimmed);
  if (four !== undefined) return mapped + BigInt(four);
  const dotted = /^(.*:)(\d+\.\d+\.\d+\.\d+)$/.exec(trimmed);
  const tail = dotted ? parseIpv4(dotted[2] ?? '') : undefined;
  if (dotted && tail === undefined) return undefined;
  const groupsText = dotted && tail !== undefined ? `${dotted[1]}${hex(tail, 16)}:${hex(tail, 0)}` : trimmed;
  const groups = expand(groupsText);
  if (!groups?.every((group) => /^[0-9a-f]{1,4}$/.test(group))) return undefined;
  return groups.reduce((sum, group) => (sum << 16n) + BigInt(`0x${group}`), 0n);
}

const mapped = 0xffffn << 32n;

function hex(address: number, shift: number): string {
  return (Math.floor(address / 2 ** shift) % 65536).toString(16);
}

function expand(text: string): string[] | undefined {
  const halves = text.split('::');
  if (halves.length > 2) return undefined;
  const [left = [], right = []] = halves.map((half) => (half === '' ? [] : half.split(':')));
  if (halves.length === 1) return left.length === 8 ? left : undefined;
  const missing = 8 - left.length - right.length;
  return missing < 1 ? undefined : [...left, ...Array<string>(missing).fill('0'), ...right];
}

/** A prefix of an IPv4 network counts from bit 96. */
export function parseIpv6Prefix(text: string): Prefixed<bigint> | undefined {
  const [head = '', tail, ...rest] = text.trim().split('/');
  const address = parseIpv6(head);
  const four = parseIpv4(head) !== undefined;
  const prefix = prefixOf(tail, four ? 32 : 128);
  if (address === undefined || prefix === undefined || rest.length) return undefined;
  return { address, prefix: four && tail !== undefined ? prefix + 96 : four ? 128 : prefix };
}

export function maskIpv6(address: bigint, prefix: number): bigint {
  const host = BigInt(128 - prefix);
  return (address >> host) << host;
}
