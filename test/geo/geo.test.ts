import { createRequire } from 'node:module';
import { cidrMatcher, isPublic, prefixOf, sitePrefixOf, tidyAddress } from '../../src/geo/address';
import { isAzureAddress } from '../../src/geo/azure-addresses';
import { areNeighbours, countryCodes, countryFacts } from '../../src/geo/countries';
import { openCountryDatabase } from '../../src/geo/database';
import { impossibleTravel, kilometresBetween } from '../../src/geo/distance';

describe('addresses as logs write them', () => {
  test.each([
    ['198.51.100.7', '198.51.100.7'],
    [' 198.51.100.7:50123 ', '198.51.100.7'],
    ['2A02:CF40:ADD:4002::1', '2a02:cf40:add:4002::1'],
    ['[2001:db8::1]:443', '2001:db8::1'],
    ['::ffff:203.0.113.9', '203.0.113.9'],
    ['127.0.0.0/8', '127.0.0.0'],
    ['fe80::1%eth0', 'fe80::1'],
  ])('%s is read as %s', (text, expected) => expect(tidyAddress(text)).toBe(expected));

  test.each(['', 'unknown', '5', '0x7f.1', '999.1.1.1', 'a.b.c.d'])('%s is no address', (text) =>
    expect(tidyAddress(text)).toBeUndefined());

  test('networks are /16 and /48, sites /24 and /64', () => {
    expect(prefixOf('198.51.100.7')).toBe('198.51.0.0/16');
    expect(prefixOf('2a02:cf40:add:4002::1')).toBe('2a02:cf40:add::/48');
    expect(sitePrefixOf('198.51.100.7')).toBe('198.51.100.0/24');
    expect(sitePrefixOf('2a02:cf40:add:4002::1')).toBe('2a02:cf40:add:4002::/64');
  });

  test('CIDR lists match by family and ignore what cannot be read', () => {
    const trusted = cidrMatcher(['203.0.113.0/24', '2001:db8:1::/48', 'nonsense/99', '192.0.2.1']);
    expect(trusted('203.0.113.200')).toBe(true);
    expect(trusted('2001:db8:1:2::3')).toBe(true);
    expect(trusted('192.0.2.1')).toBe(true);
    expect(trusted('192.0.2.2')).toBe(false);
    expect(trusted('not an address')).toBe(false);
  });

  test('private addresses have no place in the world', () => {
    expect(isPublic('10.0.0.1')).toBe(false);
    expect(isPublic('100.64.0.1')).toBe(false);
    expect(isPublic('8.8.8.8')).toBe(true);
    expect(isPublic('203.0.113.9')).toBe(true);
  });

  test('Azure is known by block and by autonomous system', () => {
    expect(isAzureAddress('20.50.1.2')).toBe(true);
    expect(isAzureAddress('8.8.8.8')).toBe(false);
    expect(isAzureAddress('8.8.8.8', 8075)).toBe(true);
  });
});

describe('countries', () => {
  test('every code has a centroid on Earth and only neighbours that exist', () => {
    expect(countryCodes.length).toBeGreaterThan(235);
    for (const code of countryCodes) {
      const facts = countryFacts(code);
      expect(code).toMatch(/^[A-Z]{2}$/);
      expect(Math.abs(facts?.latitude ?? 99)).toBeLessThan(90);
      expect(Math.abs(facts?.longitude ?? 999)).toBeLessThanOrEqual(180);
      for (const neighbour of facts?.neighbours ?? []) expect(countryCodes).toContain(neighbour);
    }
  });

  test('borders count in both directions', () => {
    expect(areNeighbours('DE', 'AT')).toBe(true);
    expect(areNeighbours('AT', 'DE')).toBe(true);
    expect(areNeighbours('DE', 'BR')).toBe(false);
  });

  test('the packaged database knows well-known resolvers', async () => {
    const path = createRequire(__filename).resolve(
      '@ip-location-db/geo-whois-asn-country-mmdb/geo-whois-asn-country.mmdb',
    );
    const country = await openCountryDatabase(path);
    expect(country('193.0.6.139')).toBe('NL');
    expect(country('10.0.0.1')).toBeUndefined();
    expect(country('nonsense')).toBeUndefined();
  });
});

describe('impossible travel', () => {
  test('Berlin to São Paulo in forty minutes', () => {
    expect(impossibleTravel({ country: 'DE' }, { country: 'BR' }, 40 / 60)?.kilometres).toBeGreaterThan(8000);
  });
  test('never between neighbours by centroid, nor when there was time, nor without a country', () => {
    expect(impossibleTravel({ country: 'DE' }, { country: 'FR' }, 0.1)).toBeUndefined();
    expect(impossibleTravel({ country: 'DE' }, { country: 'BR' }, 14)).toBeUndefined();
    expect(impossibleTravel({}, { country: 'BR' }, 0.1)).toBeUndefined();
  });
  test('coordinates are finer than centroids', () => {
    const munich = { country: 'DE', latitude: 48.1, longitude: 11.6 };
    const paris = { country: 'FR', latitude: 48.9, longitude: 2.4 };
    expect(kilometresBetween(munich, paris)).toBeCloseTo(680, -2);
    expect(impossibleTravel(munich, paris, 0.5)).toBeDefined();
  });
});
