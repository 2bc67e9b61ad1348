import { openCountryDatabase } from '../../geo/database';
import type { GeoLookup } from '../../local/kql';

/** The packaged country database, unless `GEO_COUNTRY_DB` names another. */
export function countryDatabasePath(env: NodeJS.ProcessEnv = process.env): string {
  return env.GEO_COUNTRY_DB ?? require.resolve('@ip-location-db/geo-whois-asn-country-mmdb/geo-whois-asn-country.mmdb');
}

/** What the emulated `geo_info_from_ip_address()` answers with. */
export async function openGeoLookup(path = countryDatabasePath()): Promise<GeoLookup> {
  const countryOf = await openCountryDatabase(path);
  return (address) => {
    const country = countryOf(address);
    return country === undefined ? undefined : { country };
  };
}
