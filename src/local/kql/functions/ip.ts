import { NotSupportedByEmulator } from '../errors';
import {
  formatIpv4,
  maskIpv4,
  maskIpv6,
  type Prefixed,
  parseIpv4,
  parseIpv4Prefix,
  parseIpv6Prefix,
} from '../values/ip';
import { argument, type FunctionRule, loose, type Rules, texts, typed } from './rule';

interface Family<T extends number | bigint> {
  readonly parse: (text: string) => Prefixed<T> | undefined;
  readonly mask: (address: T, prefix: number) => T;
}

const v4: Family<number> = { parse: parseIpv4Prefix, mask: maskIpv4 };
const v6: Family<bigint> = { parse: parseIpv6Prefix, mask: maskIpv6 };

/** Compares under the shortest prefix given: 0, 1 or -1; null when a text is no address. */
function compare<T extends number | bigint>(
  { parse, mask }: Family<T>,
  a: string,
  b: string,
  most: number,
): number | null {
  const [left, right] = [parse(a), parse(b)];
  if (!left || !right) return null;
  const prefix = Math.min(left.prefix, right.prefix, most);
  const [x, y] = [mask(left.address, prefix), mask(right.address, prefix)];
  return x === y ? 0 : x < y ? -1 : 1;
}

function inRange<T extends number | bigint>(
  { parse, mask }: Family<T>,
  address: string,
  range: string,
): boolean | null {
  const [left, right] = [parse(address), parse(range)];
  return left && right ? mask(left.address, right.prefix) === mask(right.address, right.prefix) : null;
}

function comparing<T extends number | bigint>(
  family: Family<T>,
  most: number,
  read: (order: number) => number | boolean,
): FunctionRule {
  return loose((a, b, prefix) => {
    if (prefix !== undefined && (typeof prefix !== 'number' || prefix < 0 || prefix > most)) return null;
    const order = compare(family, a as string, b as string, (prefix as number | undefined) ?? most);
    return order === null ? null : read(order);
  });
}

/** Ranges as several texts or as one dynamic array. */
function anyRange<T extends number | bigint>(family: Family<T>): FunctionRule {
  return loose((address, ...given) => {
    const ranges = given.flatMap((each) => (Array.isArray(each) ? each : [each]));
    const answers = ranges.map((range) => inRange(family, address as string, String(range)));
    if (answers.includes(true)) return true;
    return answers.includes(null) ? null : false;
  });
}

const privateRanges = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16'];

export const ipRules: Rules = {
  ipv4_compare: comparing(v4, 32, (order) => order),
  ipv4_is_match: comparing(v4, 32, (order) => order === 0),
  ipv6_compare: comparing(v6, 128, (order) => order),
  ipv6_is_match: comparing(v6, 128, (order) => order === 0),
  ipv4_is_in_range: texts((address, range) => inRange(v4, address as string, range as string)),
  ipv6_is_in_range: texts((address, range) => inRange(v6, address as string, range as string)),
  ipv4_is_in_any_range: anyRange(v4),
  ipv6_is_in_any_range: anyRange(v6),
  ipv4_is_private: texts((address) => {
    const answers = privateRanges.map((range) => inRange(v4, address as string, range));
    return answers.includes(null) ? null : answers.includes(true);
  }),
  ipv4_netmask_suffix: texts((text) => parseIpv4Prefix(text as string)?.prefix ?? null),
  parse_ipv4: texts((text) => {
    const parsed = parseIpv4Prefix(text as string);
    return parsed ? maskIpv4(parsed.address, parsed.prefix) : null;
  }),
  parse_ipv4_mask: loose((text, prefix) => {
    const address = parseIpv4(text as string);
    return address === undefined || typeof prefix !== 'number' || prefix < 0 || prefix > 32
      ? null
      : maskIpv4(address, prefix);
  }),
  format_ipv4: typed((args, { name }) => {
    const address = argument(args, 0);
    const prefix = args[1];
    if (address.type !== 'string') throw new NotSupportedByEmulator(`${name}() of ${address.type}`);
    return (row) => {
      const parsed = parseIpv4Prefix(address.eval(row) as string);
      const bits = prefix ? (prefix.eval(row) as number) : (parsed?.prefix ?? 32);
      return parsed && bits >= 0 && bits <= 32 ? formatIpv4(maskIpv4(parsed.address, bits)) : '';
    };
  }),
  format_ipv4_mask: typed((args, { name }) => {
    const address = argument(args, 0);
    const prefix = args[1];
    if (address.type !== 'string') throw new NotSupportedByEmulator(`${name}() of ${address.type}`);
    return (row) => {
      const parsed = parseIpv4Prefix(address.eval(row) as string);
      const bits = prefix ? (prefix.eval(row) as number) : (parsed?.prefix ?? 32);
      return parsed && bits >= 0 && bits <= 32 ? `${formatIpv4(maskIpv4(parsed.address, bits))}/${bits}` : '';
    };
  }),
  geo_info_from_ip_address: typed((args, { scope: { session } }) => {
    const address = argument(args, 0).eval;
    return (row) => {
      const place = session.geo(address(row) as string);
      return place ? { ...place } : {};
    };
  }),
};
