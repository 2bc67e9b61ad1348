import { join } from 'node:path';
import { openCountryDatabase } from '../../../src/geo/database';
import { asnOf, lineOn } from '../../../src/local/tenant/lines';
import { networks, places } from '../../../src/local/tenant/network-table';
import { day } from '../../../src/local/tenant/time';

const database = join(
  __dirname,
  '../../../node_modules/@ip-location-db/geo-whois-asn-country-mmdb/geo-whois-asn-country.mmdb',
);

/** Sixty-four subscribers of every block, IPv6 ones too where the block has them. */
function samples(ipv6: boolean) {
  return networks
    .filter(({ v6 }) => !ipv6 || v6 !== undefined)
    .flatMap((network) =>
      Array.from({ length: 64 }, (_, index) => ({
        network,
        address: lineOn(network, `subscriber ${index}`, { ipv6 }).addressAt(0),
      })),
    );
}

describe('network table', () => {
  it.each([
    ['IPv4', false],
    ['IPv6', true],
  ] as const)('every %s block lies in its country by the default country database', async (_name, ipv6) => {
    const countryOf = await openCountryDatabase(database);
    const strays = samples(ipv6).filter(({ network, address }) => countryOf(address) !== network.country);
    expect(strays.map(({ network, address }) => `${address} is not in ${network.country}`)).toEqual([]);
  });

  it('finds the ASN of every address it gives', () => {
    const strangers = [...samples(false), ...samples(true)].filter(
      ({ network, address }) => asnOf(address) !== network.asn,
    );
    expect(strangers).toEqual([]);
  });

  it('places every country it uses', () => {
    expect(networks.map(({ country }) => country).filter((country) => places[country] === undefined)).toEqual([]);
  });
});

describe('a line', () => {
  const [network] = networks;
  if (!network) throw new Error('empty network table');

  it('keeps its address within a lease and changes it with the next, inside its pool', () => {
    const line = lineOn(network, 'home', { leaseMs: day, poolBits: 16 });
    expect(line.addressAt(1)).toBe(line.addressAt(day - 1));
    const addresses = Array.from({ length: 30 }, (_, index) => line.addressAt(index * day));
    expect(new Set(addresses).size).toBeGreaterThan(25);
    expect(new Set(addresses.map((address) => address.split('.').slice(0, 2).join('.'))).size).toBe(1);
  });

  it('without a lease never changes', () => {
    expect(lineOn(network, 'office').addressAt(400 * day)).toBe(lineOn(network, 'office').addressAt(0));
  });
});
