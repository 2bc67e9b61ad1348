import { createRequire } from 'node:module';
import { type CountryOf, openCountryDatabase } from '../../geo/database';
import type { GeoLookup } from '../../local/kql';

/** Where the country database lies unless `GEO_COUNTRY_DB` says otherwise: the pinned, attributed package. */
export function defaultCountryDatabase(): string {
  return createRequire(__filename).resolve('@ip-location-db/geo-whois-asn-country-mmdb/geo-whois-asn-country.mmdb');
}

/** Addresses kept in memory; the log repeats a few thousand. */
const kept = 50_000;

/** Answers `geo_info_from_ip_address` from a country database. Rejects when the file cannot be read. */
export async function openGeo(path: string): Promise<GeoLookup> {
  const countryOf: CountryOf = await openCountryDatabase(path);
  const known = new Map<string, { country: string } | undefined>();
  return (address) => {
    if (known.has(address)) return known.get(address);
    if (known.size >= kept) known.clear();
    const country = countryOf(address);
    const place = country === undefined ? undefined : { country };
    known.set(address, place);
    return place;
  };
}
