import { convertStored, convertText } from '../../../../src/local/kql/values/convert';
import { parseIpv4Prefix, parseIpv6, parseIpv6Prefix } from '../../../../src/local/kql/values/ip';
import { canonicalJson, parseJson, stringify } from '../../../../src/local/kql/values/json';
import { compileRegex } from '../../../../src/local/kql/values/regex';
import { toText } from '../../../../src/local/kql/values/text';
import { formatTimespan, parseTimespan } from '../../../../src/local/kql/values/timespan';

describe('timespans', () => {
  it.each([
    ['1d', '1.00:00:00'],
    ['1.5h', '01:30:00'],
    ['1.02:03:04.5', '1.02:03:04.5000000'],
    ['-90m', '-01:30:00'],
    ['1tick', '00:00:00.0000001'],
    ['10', '10.00:00:00'],
  ])('reads %s', (text, expected) => {
    expect(formatTimespan(parseTimespan(text) ?? 0n)).toBe(expected);
  });

  it('reads no timespan in other texts', () =>
    expect([parseTimespan('1 parsec'), parseTimespan('25:00')]).toEqual([null, null]));
});

describe('conversions', () => {
  it.each([
    ['long', ' 0x1F ', 31],
    ['long', '3.5', null],
    ['real', '1e3', 1000],
    ['bool', 'TRUE', true],
    ['bool', 'yes', null],
    ['guid', 'F409EDEB-1111-2222-3333-444455556666', 'f409edeb-1111-2222-3333-444455556666'],
  ] as const)('%s from %j', (type, text, expected) => expect(convertText(text, type)).toBe(expected));

  it('never rounds a long', () => expect(() => convertText('9007199254740993', 'long')).toThrow('2^53'));

  it('reads stored cells of any shape', () => {
    expect(convertStored(undefined, 'string')).toBe('');
    expect(convertStored(undefined, 'datetime')).toBeNull();
    expect(convertStored({ a: 1 }, 'string')).toBe('{"a":1}');
    expect(convertStored('{"a":1}', 'dynamic')).toEqual({ a: 1 });
    expect(convertStored(0, 'datetime')).toBe(convertStored('1970-01-01T00:00:00Z', 'datetime'));
  });

  it('refuses to guess the text of very large and small reals', () => {
    expect(toText(0.25, 'real')).toBe('0.25');
    expect(() => toText(1e21, 'real')).toThrow('not supported');
  });
});

describe('JSON', () => {
  it('keeps what is no JSON as text', () =>
    expect([parseJson('x'), parseJson(''), parseJson('[1]')]).toEqual(['x', null, [1]]));

  it('writes equal values equally', () => {
    expect(canonicalJson({ b: 1, a: [2] })).toBe(canonicalJson({ a: [2], b: 1 }));
    expect(stringify({ n: Number.NaN })).toBe('{"n":"NaN"}');
  });
});

describe('addresses', () => {
  it('reads IPv6 in every spelling', () => {
    expect(parseIpv6('2001:db8::1')).toBe(parseIpv6('2001:0DB8:0:0:0:0:0:1'));
    expect(parseIpv6('::ffff:10.0.0.1')).toBe(parseIpv6('10.0.0.1'));
    expect(parseIpv6('fe80::1%eth0')).toBeUndefined();
    expect(parseIpv6('1::2::3')).toBeUndefined();
  });

  it('reads prefixes', () => {
    expect(parseIpv4Prefix('192.0.2.0/24')).toEqual({ address: 0xc0000200, prefix: 24 });
    expect(parseIpv4Prefix('192.0.2.0/33')).toBeUndefined();
    expect(parseIpv4Prefix('192.0.2.256')).toBeUndefined();
    expect(parseIpv6Prefix('10.0.0.0/8')?.prefix).toBe(104);
  });
});

describe('regular expressions', () => {
  it('knows the digits and letters of every script', () => {
    expect(compileRegex('^\\d+$').test('１２')).toBe(true);
    expect(compileRegex('^[\\w-]+$').test('é-x')).toBe(true);
  });

  it('takes leading flags and named groups', () => {
    expect(compileRegex('(?i)^(?P<n>A)$').exec('a')?.groups).toEqual({ n: 'a' });
  });

  it('refuses what the service has not', () => {
    expect(() => compileRegex('(?=x)')).toThrow('look-around');
    expect(() => compileRegex('(x')).toThrow('no regular expression');
  });
});
